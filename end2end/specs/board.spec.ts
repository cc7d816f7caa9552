// A lead at the board: what hurts is seen at once, zones and figures lead to tickets, and nothing that was typed or unfolded is lost.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test } from "../fixtures/elbow.js";
import { ask, fitsASmallPhone, signIn } from "../fixtures/people.js";

test("the first screenful of a desk has what hurts, six figures, the zones and the first ticket", { annotation: { type: "shows", description: "H3.12" } }, async ({ elbow, newPerson }) => {
  const [nurse, lead] = [await newPerson(phone), await newPerson()];
  await ask(nurse, elbow.ward_links[0]!.url);
  await signIn(lead, elbow.lead);
  const { page } = lead;
  const inSight = page.locator(".app-hurts li, .app-numbers, .app-zones, .app-table--board tbody a");
  await expect(page.locator(".app-hurts li").first()).toContainText("No one can come");
  await expect(page.locator(".app-numbers > div")).toHaveCount(6);
  for (const part of await inSight.all()) {
    const box = (await part.boundingBox())!;
    expect(box.y + box.height, (await part.textContent()) ?? "").toBeLessThanOrEqual(800);
  }
  await expectAccessible(page);
  await fitsASmallPhone(lead);

  // A line says how many, and leads to them; so does a figure, and a zone.
  await page.locator(".app-hurts a").first().click();
  await expect(page).toHaveURL(/hurts=nobody_can/);
  await expect(page.locator('a[href^="/board/tickets/"]')).toHaveCount(1);
  await page.getByRole("link", { name: "Show all" }).click();
  await page.locator(".app-zones a").first().focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/zone=/);
  await expect(page.locator(".app-zones [aria-current]")).toHaveCount(1);
  await expect(page.locator(".app-board__people details[open]").or(page.getByText("No one is on shift.")).first()).toBeVisible();
  await expectAccessible(page);
});

test("what a lead has typed and unfolded survives a change", async ({ elbow, newPerson }) => {
  const [nurse, other, lead] = [await newPerson(phone), await newPerson(phone), await newPerson()];
  await ask(nurse, elbow.ward_links[0]!.url);
  await signIn(lead, elbow.lead);
  const { page } = lead;
  await expect(page.locator('a[href^="/board/tickets/"]')).toHaveCount(1);
  await page.getByLabel("Ticket, person or ward").fill("ward");
  await page.locator("#free > summary").click();
  await ask(other, elbow.ward_links[1]!.url);
  await expect(page.locator('a[href^="/board/tickets/"]')).toHaveCount(2);
  await expect(page.getByLabel("Ticket, person or ward")).toHaveValue("ward");
  await expect(page.locator("#free")).toHaveAttribute("open", "");
});

test("without script and on a phone a lead finds a ticket, and closed ones too", async ({ elbow, newPerson }) => {
  const [nurse, lead] = [await newPerson(phone), await newPerson({ ...phone, javaScriptEnabled: false })];
  await ask(nurse, elbow.ward_links[0]!.url);
  await signIn(lead, elbow.lead);
  const { page } = lead;
  // The menu is one row, which unfolds.
  const menu = page.getByRole("navigation", { name: "Menu" });
  await expect(menu).toBeHidden();
  expect((await page.locator(".app-header__row").boundingBox())!.height).toBeLessThanOrEqual(60);
  await page.locator(".app-fold summary").click();
  await expect(menu.getByRole("link", { name: "Known issues" })).toBeVisible();

  const code = (await page.locator(".app-table--board .app-muted").first().textContent())!;
  await page.getByLabel("Ticket, person or ward").fill(code.toLowerCase());
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await expect(page.locator("main")).toContainText("1 open ticket");
  await page.getByRole("link", { name: "Look among closed tickets too" }).click();
  await expect(page.locator("main")).toContainText("Found by its code");
  await page.locator('a[href^="/board/tickets/"]').first().click();
  await expect(page.locator("main")).toContainText(code);
  for (const path of ["/board/tickets", "/board/levels"]) {
    await page.goto(path);
    await fitsASmallPhone(lead);
  }
});
