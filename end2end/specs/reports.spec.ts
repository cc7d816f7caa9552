// Reports and fallback packs: on one side of paper each, and kept on a lead's computer.

import type { Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe.js";
import { expect, test } from "../fixtures/elbow.js";
import { printed, textOf } from "../fixtures/paper.js";
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

test("long names and many topics go on over the page, and nothing is lost on paper", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page } = lead;
  await signIn(lead, elbow.lead);
  await page.goto("/packs");
  await page.getByRole("button", { name: "Make one now" }).click();
  for (const address of ["/packs/post", "/packs/wards?wards=all"]) {
    await page.goto(address);
    // Each name is a hundred characters long, the last of them its number; each person knows fifteen topics.
    const count = await page.evaluate(() => {
      const names = [...document.querySelectorAll(".app-side th[scope=row], .app-side__issue, .app-side__title")];
      for (const [number, name] of names.entries()) name.textContent = `${"Department of medicine ".repeat(5).slice(0, 94)} N${1000 + number}E`;
      for (const cell of document.querySelectorAll('[data-label="Knows"]')) {
        cell.textContent = Array.from({ length: 15 }, (_, topic) => `A topic of some length ${topic}`).join(", ");
      }
      return names.length;
    });
    const text = await textOf(await page.pdf(asPrinted));
    const lost = Array.from({ length: count }, (_, number) => `N${1000 + number}E`).filter((name) => !text.includes(name));
    expect(lost, address).toEqual([]);
    await expectNothingIsCut(page);
  }
});

test("a pack that is kept is gone once it is void, and once somebody else signs in", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page, context } = lead;
  await signIn(lead, elbow.lead);
  const keep = async () => {
    await page.goto("/packs");
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    await page.reload();
    await page.getByRole("button", { name: "Keep it on this computer" }).click();
    await expect(page.getByText(/^Kept on this computer until/)).toBeVisible();
  };
  const kept = () => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("fallback-pack")).length);
  await page.goto("/packs");
  await page.getByRole("button", { name: "Make one now" }).click();
  await keep();
  expect(await kept()).toBe(1);
  // Another page is opened after the end of it.
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      if (!name.startsWith("fallback-pack")) continue;
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const found = await cache.match(request);
        const headers = new Headers(found?.headers);
        headers.set("x-elbow-void-after", "1");
        await cache.put(request, new Response(await found?.text(), { headers }));
      }
    }
  });
  await page.goto("/board");
  await expect.poll(kept).toBe(0);
  await keep();
  // Somebody else signs in, without a sign-out before.
  await context.clearCookies();
  await signIn(lead, elbow.administrator);
  await expect.poll(kept).toBe(0);
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
  await expect(page.locator(".app-slip__code").first()).toBeVisible();
  await expect(page.getByText("This is the copy that this computer keeps")).toBeVisible();
  // The sheets of one ward stand among those of all.
  await page.goto("/packs/wards?wards=some");
  await expect(page.locator(".app-slip__code").first()).toBeVisible();
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
