// A thumb that taps again where it has just tapped, and a keyboard that goes on where it was: whatever the page makes of itself
// meanwhile, nothing happens that nobody meant.

import type { Locator } from "@playwright/test";
import { expect, phone, test, type Person } from "../fixtures/elbow.js";
import { GLANCE } from "../fixtures/glance.js";
import { ask, doWholeJob, startShift, workerIsReady } from "../fixtures/people.js";

test.use({ tapsAgain: false });

/** Taps the control, and goes on tapping at that point of the screen, as somebody does who sees nothing happen. */
async function hammer({ page }: Person, name: string): Promise<void> {
  const control = page.locator("main").getByRole("button", { name }).first();
  await control.scrollIntoViewIfNeeded();
  // Somebody who has looked at it first.
  await page.waitForTimeout(GLANCE);
  const box = (await control.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  for (let tap = 0; tap < 12; tap++) {
    await page.touchscreen.tap(x, y);
    await page.waitForTimeout(300 + 60 * (tap % 5));
  }
}

for (const isOnline of [true, false]) {
  test(`taps at the same point do one step of a job and no more, ${isOnline ? "online" : "offline"}`, async ({ elbow, link, newPerson }) => {
    const floorwalker = await newPerson({ ...phone, baseURL: link.url });
    const { page } = floorwalker;
    const nurse = await newPerson();
    await startShift(floorwalker, elbow.responders[0]!.code);
    await workerIsReady(floorwalker);
    await ask(nurse, elbow.ward_links[0]!.url);
    const says = async (words: string) => {
      await nurse.page.reload();
      await expect(nurse.page.locator("main")).toContainText(words);
    };
    await expect(page.getByRole("button", { name: "Accept" })).toBeVisible();
    if (!isOnline) link.cut();

    await hammer(floorwalker, "Accept");
    const here = page.getByRole("button", { name: "I am here" }).first();
    await expect(here).toBeVisible();
    if (isOnline) await says("is on the way");

    await hammer(floorwalker, "I am here");
    if (isOnline) {
      await says("is with you");
      await hammer(floorwalker, "Done");
      await expect(page).toHaveURL(/\/finish$/);
      await says("is with you");
      await page.getByRole("button", { name: "Training or elbow support" }).click();
      await page.waitForURL("**/me");
      await says("Your request is closed");
      return;
    }
    await expect(page.locator("#unsent")).toContainText("You are with them");
    await expect(page.locator(".app-choice").first()).toBeHidden();
    await hammer(floorwalker, "Done – say what the problem was");
    await expect(page.getByRole("heading", { name: "What was the problem?" })).toBeVisible();
    link.mend();
    await expect(async () => says("is with you")).toPass({ timeout: 30_000 });
    await page.getByRole("button", { name: "Training or elbow support" }).click();
    await expect(async () => says("Your request is closed")).toPass({ timeout: 30_000 });
  });
}

test("somebody who goes by keyboard stays where they were, through a whole job", async ({ elbow, newPerson }) => {
  const floorwalker = await newPerson();
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  const press = async (name: string, from = page.locator("main")) => {
    await from.getByRole("button", { name, exact: true }).first().focus();
    await page.keyboard.press("Enter");
  };
  const job = page.locator(".app-job");
  await expect(page.getByRole("button", { name: "Accept" })).toBeVisible();
  await press("Accept");
  await expect(job.getByRole("heading")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "I am here" }).first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(job.getByRole("button", { name: "Done" })).toBeVisible();
  await expect(job.getByRole("heading")).toBeFocused();
  await press("Done");
  await page.waitForURL("**/finish");
  await press("Training or elbow support");
  await page.waitForURL("**/me");
  await expect(page.getByRole("heading", { name: "My jobs" })).toBeFocused();
  // A form that loads the whole page.
  await page.locator("#standing > summary").press("Enter");
  await page.getByRole("button", { name: "End shift" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Start shift" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "My jobs" })).toBeFocused();
});

test("what can be undone for ten seconds is gone after them", async ({ elbow, newPerson }) => {
  const floorwalker = await newPerson(phone);
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await doWholeJob(floorwalker);
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0, { timeout: 13_000 });
});

/** The middle of what can be tapped, at a place on the screen. */
async function placeOf({ page }: Person, control: Locator): Promise<[number, number]> {
  const box = (await control.boundingBox())!;
  const place: [number, number] = [box.x + box.width / 2, box.y + box.height / 2];
  expect(place[1], "it is on the screen").toBeLessThan(page.viewportSize()!.height);
  return place;
}

/** Taps at the very moment at which something that can be tapped comes to lie there; answers with its words. */
async function tapWhatComes({ page }: Person, [x, y]: [number, number], comes: () => Promise<void>): Promise<string> {
  const there = ([x, y]: number[]) => document.elementFromPoint(x!, y!)?.closest("a, button, summary")?.textContent ?? "";
  const before = await page.evaluate(there, [x, y]);
  await comes();
  await expect.poll(() => page.evaluate(there, [x, y]), { intervals: [20] }).not.toBe(before);
  await page.touchscreen.tap(x, y);
  return page.evaluate(there, [x, y]);
}

test("a thumb on its way to something else does not turn down the job that comes to lie there", { annotation: { type: "shows", description: "H4.10" } }, async ({ elbow, newPerson }) => {
  const [floorwalker, nurse] = [await newPerson(phone), await newPerson()];
  const { page } = floorwalker;
  const decline = page.getByRole("button", { name: "Can’t take it" });
  await startShift(floorwalker, elbow.responders[0]!.code);
  const below = async (): Promise<number> => (await page.locator("main").getByText("You are on shift").boundingBox())!.y;
  const before = await below();
  await ask(nurse, elbow.ward_links[0]!.url);
  const place = await placeOf(floorwalker, decline);
  // By a key: nobody's thumb was there.
  await decline.press("Enter");
  await expect(decline).toHaveCount(0);
  await expect(page.getByText("You declined")).toBeVisible();
  // As long as it can be undone there is a button too.
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0, { timeout: 13_000 });
  await page.waitForTimeout(GLANCE);
  // What was said of it stands above the next offer.
  place[1] += (await below()) - before;

  const comes = async (): Promise<void> => ask(nurse, elbow.ward_links[0]!.url);
  expect(await tapWhatComes(floorwalker, place, comes)).toBe("Can’t take it");
  await page.waitForTimeout(GLANCE);
  await expect(decline, "it was meant for what was there before").toBeVisible();
  // What has been there for a moment is meant.
  await page.touchscreen.tap(...place);
  await expect(decline).toHaveCount(0);
});

test("a job that was given back can be had again where somebody looks, and for as long as it says", async ({ elbow, newPerson }) => {
  const floorwalker = await newPerson(phone);
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await page.getByRole("button", { name: "Accept" }).click();
  await page.getByText("Give this job back").click();
  await page.waitForTimeout(GLANCE);
  await page.getByRole("button", { name: "Give back" }).click();
  const undo = page.locator("#live").getByRole("button", { name: "Undo" });
  await expect(undo).toBeInViewport();
  await expect(page.locator(".app-undo p")).toBeFocused();
  await expect(page.locator(".app-undo")).toHaveCount(0, { timeout: 13_000 });
});

test("a device's clock that is set back swallows no tap", async ({ elbow, newPerson }) => {
  const floorwalker = await newPerson(phone);
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  const tapAt = async (x: number, y: number) => {
    await page.waitForTimeout(GLANCE);
    await page.touchscreen.tap(x, y);
  };
  const accept = page.getByRole("button", { name: "Accept" });
  await accept.scrollIntoViewIfNeeded();
  await page.waitForTimeout(GLANCE);
  const box = (await accept.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.touchscreen.tap(x, y);
  await expect(page.getByRole("button", { name: "I am here" })).toBeVisible();
  // An hour that is done twice.
  await page.evaluate(() => {
    const told = Date.now;
    Date.now = () => told() - 60 * 60_000;
  });
  // Whatever lies there now can be tapped.
  await page.evaluate(([x, y]) => {
    const there = Object.assign(document.createElement("button"), { id: "there", type: "button", textContent: "There" });
    there.style.cssText = `position: fixed; z-index: 9; inset-inline-start: ${x! - 30}px; inset-block-start: ${y! - 20}px`;
    there.addEventListener("click", () => (there.textContent = "Tapped"));
    document.querySelector("header")!.append(there);
  }, [x, y]);
  await tapAt(x, y);
  await expect(page.locator("#there")).toHaveText("Tapped");
});
