// Wards are kept in the browser, also at 3 in the morning.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test } from "../fixtures/elbow.js";
import { ask, fitsASmallPhone, signIn } from "../fixtures/people.js";

test("at 3 a.m. a ward has moved: its name is put right, and the open board says it", async ({ elbow, newPerson }) => {
  const [nurse, lead, administrator] = [await newPerson(phone), await newPerson(), await newPerson()];
  await signIn(administrator, elbow.administrator);
  await signIn(lead, elbow.lead);
  const { page } = administrator;
  const { url, ward: code } = elbow.ward_links[0]!;
  await ask(nurse, url);

  const began = Date.now();
  await page.goto("/admin/wards");
  await page.getByLabel("Part of a name or a code").fill(code.toLowerCase());
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("rowheader").getByRole("link").first().click();
  await page.getByLabel("Name", { exact: true }).fill("Oak House, first floor");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. Pages that are open show it now.")).toBeVisible();
  // The board that is open, and that nobody touches; the nurse's page as soon as she looks again.
  await expect(lead.page.locator("main")).toContainText("Oak House, first floor");
  await nurse.page.reload();
  await expect(nurse.page.locator("main")).toContainText("Oak House, first floor");
  expect(Date.now() - began).toBeLessThan(15_000);
  await expectAccessible(page);
  await fitsASmallPhone(administrator);
});

test("a ward closes while a request is open: refused, then done", async ({ elbow, newPerson }) => {
  const [nurse, administrator] = [await newPerson(phone), await newPerson({ javaScriptEnabled: false })];
  const { url, ward: code } = elbow.ward_links[0]!;
  await ask(nurse, url);
  await signIn(administrator, elbow.administrator);
  const { page } = administrator;
  await page.goto(`/admin/wards?find=${encodeURIComponent(code)}`);
  await page.getByRole("rowheader").getByRole("link").first().click();
  const ward = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  const end = page.getByText("It is no longer needed");
  await end.click();
  await expect(page.getByText(/request(s are| is) open\. End this once/)).toBeVisible();
  await expect(page.getByRole("button", { name: "End it" })).toHaveCount(0);

  await nurse.page.getByRole("button", { name: "I’m OK now – cancel" }).click();
  await expect(nurse.page.getByRole("heading", { level: 1 })).toContainText("You cancelled this request");
  await page.reload();
  await end.click();
  await page.getByRole("button", { name: "End it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`End ${ward}?`);
  await fitsASmallPhone(administrator);
  await page.getByRole("button", { name: "End it" }).click();
  await expect(page.getByText("It is offered nowhere any more.")).toBeVisible();
  await nurse.page.goto(url);
  await expect(nurse.page.getByRole("heading", { level: 1 })).toContainText("has closed in Elbow");

  await page.getByRole("button", { name: "Open it again" }).click();
  await nurse.page.goto(url);
  await expect(nurse.page.getByRole("button", { name: "I need help" })).toBeVisible();
});
