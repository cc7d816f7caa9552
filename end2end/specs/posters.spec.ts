// Posters and cards, as they come out of a printer.

import type { Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe.js";
import { expect, test } from "../fixtures/elbow.js";
import { type Paper, cut, printed, read } from "../fixtures/paper.js";
import { fitsASmallPhone, signIn } from "../fixtures/people.js";
import { picture } from "../fixtures/picture.js";

/** As the page says how it wants to be printed. */
const asPrinted = { preferCSSPageSize: true };

test("a lead prints posters, and every one is read from paper", { annotation: { type: "shows", description: "H12.5" } }, async ({
  elbow,
  newPerson,
}) => {
  const lead = await newPerson();
  const { page } = lead;
  await signIn(lead, elbow.lead);
  await page.goto("/setup/posters");
  await expectAccessible(page);
  await fitsASmallPhone(lead);
  await page.getByRole("button", { name: "Show them" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await page.getByLabel("Wards").selectOption("all");
  await page.getByRole("radio", { name: "A4 posters" }).check();
  await page.getByRole("button", { name: "Show them" }).click();
  await expect(page.getByRole("button", { name: "Print", exact: true })).toBeVisible();
  await expectAccessible(page);
  await fitsASmallPhone(lead);

  const wards = await page.locator(".app-sheet h2").allTextContents();
  expect(wards.length).toBeGreaterThan(1);
  // Below the words, as somebody holds a phone to it.
  const look = (paper: Paper) => read(cut(paper, 20, 75, 170, 160));
  const links: string[] = [];
  const papers = await printed(await page.pdf(asPrinted));
  expect(papers.length, "one sheet for each ward").toBe(wards.length);
  for (const [place, paper] of papers.entries()) {
    // Of 210 by 297 mm; a browser rounds them to what a screen has.
    expect(Math.abs(paper.width - 1240)).toBeLessThanOrEqual(4);
    expect(Math.abs(paper.height - 1754)).toBeLessThanOrEqual(4);
    const code = look(paper);
    expect(code, wards[place]).not.toBeNull();
    expect(code!.width).toBeGreaterThanOrEqual(100);
    expect(new URL(code!.says).pathname).toMatch(/^\/w\/[\w-]{22}$/);
    links.push(code!.says);
  }
  expect(new Set(links).size, "each ward has its own").toBe(wards.length);
  expect(links).toEqual(expect.arrayContaining(elbow.ward_links.map(({ url }) => url)));
  // And it is the ward's that stands above it.
  await page.goto(links[0]!);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(wards[0]!);
  await page.goBack();
  await expectNothingIsCut(page);
  // As it hangs on a wall.
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 794, height: 1123 });
  await picture(page, "poster");
});

test("cards are as large as cards, and every one of a sheet is read", async ({ elbow, newPerson }) => {
  // Without script, as everything.
  const lead = await newPerson({ javaScriptEnabled: false });
  const { page } = lead;
  await signIn(lead, elbow.lead);
  for (const [what, across, down, width, height] of [
    ["lanyard_card", 2, 5, 85.6, 54],
    ["screen_card", 2, 2, 100, 140],
  ] as const) {
    await page.goto("/setup/posters");
    const list = page.getByLabel("Wards");
    await list.selectOption(await list.locator("option").last().getAttribute("value"));
    await page.locator(`input[value="${what}"]`).check();
    await page.getByRole("button", { name: "Show them" }).click();
    await expect(page.getByRole("button", { name: "Print", exact: true })).toBeHidden();
    const [paper, ...others] = await printed(await page.pdf(asPrinted));
    expect(others).toHaveLength(0);
    const said = new Set<string | undefined>();
    const [left, top] = [(210 - across * width) / 2, (296 - down * height) / 2];
    for (let column = 0; column < across; column += 1) {
      for (let row = 0; row < down; row += 1) {
        said.add(read(cut(paper!, left + column * width, top + row * height, width, height))?.says);
      }
    }
    expect([...said], what).toEqual([expect.stringMatching(/\/w\/[\w-]{22}$/)]);
    await expectNothingIsCut(page);
  }
});

test("the address on a poster is typed, and the ward asks", async ({ elbow, newPerson }) => {
  const [lead, nurse] = [await newPerson(), await newPerson()];
  await signIn(lead, elbow.lead);
  await lead.page.goto("/setup/posters/print?wards=all&what=poster");
  const sheet = lead.page.locator(".app-sheet").first();
  const ward = await sheet.getByRole("heading").textContent();
  const address = await sheet.locator(".app-piece__type strong").textContent();
  await nurse.page.goto(`http://${address}`);
  await expect(nurse.page.getByRole("heading", { level: 1 })).toContainText(ward!);
  expect(new URL(nurse.page.url()).pathname).toMatch(/^\/w\/[\w-]{22}$/);
});

/** On paper nothing can be scrolled: what does not fit is not there. */
async function expectNothingIsCut(page: Page): Promise<void> {
  await page.emulateMedia({ media: "print" });
  const cut = await page.locator(".app-piece").evaluateAll((pieces) =>
    pieces
      .filter(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => scrollHeight > clientHeight || scrollWidth > clientWidth)
      .map((piece) => piece.textContent),
  );
  expect(cut).toEqual([]);
  await page.emulateMedia({ media: null });
}
