// Reports and fallback packs: on one side of paper each, and kept on a lead's computer.

import type { Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe.js";
import { expect, test } from "../fixtures/elbow.js";
import { printed } from "../fixtures/paper.js";
import { fitsASmallPhone, signIn } from "../fixtures/people.js";

const asPrinted = { preferCSSPageSize: true };

test("a report is one side of paper, and so is each sheet of a fallback pack", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page } = lead;
  await signIn(lead, elbow.lead);
  await page.goto("/reports");
  await expectAccessible(page);
  await page.getByRole("link", { name: /^Huddle pack/ }).first().click();
  await expectAccessible(page);
  await fitsASmallPhone(lead);
  expect(await printed(await page.pdf(asPrinted))).toHaveLength(1);

  await page.goto("/packs");
  await page.getByRole("button", { name: "Make one now" }).click();
  await expectAccessible(page);
  await fitsASmallPhone(lead);
  const ward = await page.getByLabel("Wards").locator("option").last().getAttribute("value");
  for (const address of ["/packs/post", `/packs/wards?wards=${ward}`, "/packs/wards?wards=all"]) {
    await page.goto(address);
    // All wards are many alike.
    if (!address.endsWith("all")) {
      await expectAccessible(page);
      await fitsASmallPhone(lead);
    }
    const sides = await page.locator(".app-side").count();
    expect(await printed(await page.pdf(asPrinted)), address).toHaveLength(sides);
    await expectNothingIsCut(page);
  }
});

test("a pack that a lead keeps is there without a connection, and gone when they sign out", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page, context } = lead;
  await signIn(lead, elbow.lead);
  await page.goto("/packs");
  await page.getByRole("button", { name: "Make one now" }).click();
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.reload();
  await page.getByRole("button", { name: "Keep it on this computer" }).click();
  await expect(page.getByText(/^Kept on this computer until/)).toBeVisible();
  await context.setOffline(true);
  await page.goto("/packs/post");
  await expect(page.getByRole("heading", { name: "Wards and their telephones" }).first()).toBeVisible();
  await page.goto("/packs/wards?wards=all");
  await expect(page.getByText("P001")).toBeVisible();
  await context.setOffline(false);
  await page.goto("/packs");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/(staff|sign-in|enrol)?$/);
  await context.setOffline(true);
  await page.goto("/packs/post");
  await expect(page.getByText("This page cannot be reached")).toBeVisible();
});

/** On paper nothing can be scrolled: what does not fit is not there. */
async function expectNothingIsCut(page: Page): Promise<void> {
  await page.emulateMedia({ media: "print" });
  const cut = await page.locator(".app-side").evaluateAll((sides) =>
    sides
      .filter(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => scrollHeight > clientHeight || scrollWidth > clientWidth)
      .map((side) => side.textContent),
  );
  expect(cut).toEqual([]);
  await page.emulateMedia({ media: null });
}
