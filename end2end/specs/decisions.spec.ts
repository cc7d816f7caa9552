// A lead logs what was decided: quickly, on a desk and on a phone, with script and without.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test } from "../fixtures/elbow.js";
import { printed } from "../fixtures/paper.js";
import { ask, fitsASmallPhone, signIn } from "../fixtures/people.js";

/** A day as people type it. */
function inDays(days: number): string {
  const [year, month, day] = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).split("-");
  return `${day}/${month}/${year}`;
}

test("a decision is logged from the board in less than 20 seconds, with what the board shows", async ({ elbow, newPerson }) => {
  const [nurse, lead] = [await newPerson(phone), await newPerson()];
  await ask(nurse, elbow.ward_links[0]!.url);
  await signIn(lead, elbow.lead);
  const { page } = lead;
  await expect(page.locator("main")).toContainText("Something else");

  const began = Date.now();
  await page.getByRole("button", { name: "Log a decision" }).click();
  await page.getByLabel("What was decided?").fill("Ward 7 prints labels on paper");
  await page.getByLabel("Why?", { exact: true }).fill("Labels print twice");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "Log it" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Decision 1");
  expect(Date.now() - began).toBeLessThan(20_000);
  await expect(page.getByRole("status")).toContainText("Decision 1 is logged");
  await expect(page.locator("main")).toContainText("Tickets that nobody was on the way to");
  await expectAccessible(page);
  await fitsASmallPhone(lead);
});

test("without script and on a phone a decision is logged late, and corrected", async ({ elbow, newPerson }) => {
  const lead = await newPerson({ ...phone, javaScriptEnabled: false });
  await signIn(lead, elbow.lead);
  const { page } = lead;
  await page.goto("/decisions/new");
  await page.getByLabel("What was decided?").fill("Theatres keep the old lists");
  await page.getByText("It was made earlier").click();
  await page.getByLabel("When was it made?").fill("00:01");
  await page.getByRole("textbox", { name: "On which day?" }).first().fill(inDays(-2));
  await page.getByRole("button", { name: "Log it" }).click();
  await expect(page.getByText("Say why it was decided").first()).toBeVisible();
  await expect(page.getByText("Say why it is logged more than 10 minutes after it was made").first()).toBeVisible();
  await expect(page.getByLabel("What was decided?")).toHaveValue("Theatres keep the old lists");
  await fitsASmallPhone(lead);
  await page.getByLabel("Why?", { exact: true }).fill("The new ones are not there yet");
  await page.getByLabel("Why is it logged late?").fill("Both phones rang");
  await page.getByRole("button", { name: "Log it" }).click();
  await expect(page.locator("main")).toContainText("The board may have shown something else then.");

  await page.getByText("Correct it", { exact: true }).first().click();
  await page.getByLabel("What was decided?").fill("Theatres 1 to 4 keep the old lists");
  await page.getByLabel("Why is it corrected?").fill("Not all of them");
  await page.getByRole("button", { name: "Correct it" }).click();
  await expect(page.locator("del")).toContainText("Theatres keep the old lists");
  await expect(page.locator("main")).toContainText("corrected it: Not all of them");
  await fitsASmallPhone(lead);
  await page.getByRole("link", { name: "Decisions" }).first().click();
  await expect(page.locator("main")).toContainText("Theatres 1 to 4 keep the old lists");
  await fitsASmallPhone(lead);
});

test("an action is done and taken back with the keyboard, and the board counts those that are overdue", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  await signIn(lead, elbow.lead);
  const { page } = lead;
  await page.goto("/decisions");
  await page.getByText("Add an action").click();
  await page.getByLabel("What is to be done?").fill("Mend the label printer");
  await page.getByLabel("Who does it? (role or name)").fill("IT");
  await page.getByLabel("By when?").fill("23:59");
  await page.getByLabel("On which day?").fill(inDays(2));
  await page.getByRole("button", { name: "Add it" }).click();
  await expect(page.getByRole("status")).toContainText("The action is added.");
  await expectAccessible(page);
  await fitsASmallPhone(lead);
  await page.goto("/board");
  await page.getByRole("link", { name: "Actions: 1 open, 0 overdue" }).click();
  await page.getByRole("button", { name: "Done: Mend the label printer" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toContainText("Nothing is to be done.");
  await page.getByText("Done or cancelled: 1").click();
  await page.getByRole("button", { name: "Not done after all: Mend the label printer" }).click();
  await expect(page.getByRole("status")).toContainText("The action is on the list again.");
});

test("decisions are printed on A4: nothing to press, and no entry is cut in two", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  await signIn(lead, elbow.lead);
  const { page } = lead;
  const reason = "Labels print twice, and one was put on the wrong sample. ".repeat(6);
  for (let number = 1; number <= 24; number += 1) {
    const form = { decision: `Surgery prints labels on paper, ${number}`, reason, decided_by: "Silver" };
    const logged = await page.request.post(new URL("/decisions/new", elbow.url).href, { form, headers: { origin: new URL(elbow.url).origin }, maxRedirects: 0 });
    expect(logged.status()).toBe(303);
  }
  await page.goto("/decisions");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Log a decision" })).toBeHidden();
  await expect(page.getByRole("link", { name: "Download as CSV" })).toBeHidden();
  await expect(page.getByLabel("Words, a number, or the code of a ticket")).toBeHidden();
  // 297 mm less the printer's margins.
  await page.setViewportSize({ width: 718, height: 1047 });
  const rows = await page.locator("main tbody tr").evaluateAll((all) =>
    all.map((row) => ({ height: row.getBoundingClientRect().height, inside: getComputedStyle(row).breakInside })),
  );
  expect(rows).toHaveLength(24);
  for (const { height, inside } of rows) {
    expect(inside).toBe("avoid");
    expect(height).toBeLessThan(1047);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
  const pdf = await page.pdf({ format: "A4", margin: { top: "10mm", bottom: "10mm", left: "10mm", right: "10mm" } });
  const papers = await printed(pdf);
  expect(papers.length).toBeGreaterThan(1);
});
