// A go-live in waves: a lead sets one up on a phone, without script, and reads what a cutover that moves would change.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test } from "../fixtures/elbow.js";
import { ask, fitsASmallPhone, signIn } from "../fixtures/people.js";

/** A day of the trust's calendar, as the form takes it. */
const day = (fromToday: number) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", day: "2-digit", month: "2-digit", year: "numeric" }).format(
    Date.now() + fromToday * 24 * 60 * 60 * 1000,
  );

test("a cutover moves when its lead was told how many requests would count", async ({ elbow, newPerson }) => {
  const [lead, nurse] = [await newPerson({ ...phone, javaScriptEnabled: false }), await newPerson()];
  const { page } = lead;
  await signIn(lead, elbow.lead);
  await page.goto("/board/waves");
  await expect(page.locator("main")).toContainText("There are no waves. Every request counts.");
  await page.getByRole("button", { name: "Add the wave" }).click();
  await expect(page.locator(".nhsuk-error-summary")).toContainText("Give the wave a name");
  await page.getByLabel("Name").fill("Wave 1");
  await page.getByLabel("When is the cutover?").fill("07:00");
  await page.getByLabel("On which day?").first().fill(day(9));
  for (const box of await page.locator("input[name^=ward_]").all()) await box.check();
  await page.getByRole("button", { name: "Add the wave" }).click();
  await expect(page.getByRole("status")).toContainText("The wave is added.");
  await expect(page.locator("main")).toContainText("9 days to the cutover");
  await expect(page.locator("main")).toContainText("Dress rehearsal");
  const wave = new URL(page.url()).pathname;

  await ask(nurse, elbow.ward_links[0]!.url);
  await page.goto("/insight");
  await expect(page.locator("dl.app-numbers > div", { hasText: "Asked" }).locator("dd")).toHaveText("0");

  await page.goto(wave);
  await page.getByText("Move the cutover").first().click();
  await page.getByLabel("On which day?").first().fill(day(-1));
  await page.getByRole("button", { name: "Move the cutover" }).click();
  await expect(page.locator("main")).toContainText("ticket would become real, and count in every figure.");
  await fitsASmallPhone(lead);
  await page.getByLabel("Yes, count them so").check();
  await page.getByRole("button", { name: "Move the cutover" }).click();
  await expect(page.getByRole("status")).toContainText("The cutover is moved.");
  await expect(page.locator("main")).toContainText("Day 1 since the cutover");
  await page.goto("/insight");
  await expect(page.locator("dl.app-numbers > div", { hasText: "Asked" }).locator("dd")).toHaveText("1");

  const desk = await newPerson();
  await signIn(desk, elbow.lead);
  await desk.page.goto(wave);
  await expectAccessible(desk.page);
});
