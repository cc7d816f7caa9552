// My jobs, in one hand: what, where and the next step on one screen, and how things stand in one line.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test, type Person } from "../fixtures/elbow.js";
import { ask, fitsASmallPhone, startShift, unfoldStatus } from "../fixtures/people.js";

const standing = ({ page }: Person) => page.locator("#standing > summary");

/** What stands out as the thing to do. */
const primary = ({ page }: Person) => page.locator("#live .app-huge:visible");

// What is left of a phone and a computer below the browser's own bars.
for (const viewport of [{ width: 390, height: 664 }, { width: 1280, height: 650 }]) {
  test(`at ${viewport.width}×${viewport.height} a job is on one screen with its next step, and nothing else is as big`, async ({ elbow, newPerson }) => {
    const [floorwalker, nurse] = [await newPerson({ ...phone, viewport, colorScheme: "dark" }), await newPerson()];
    const { page } = floorwalker;
    await startShift(floorwalker, elbow.responders[0]!.code);
    await expect(primary(floorwalker)).toHaveCount(0);
    await ask(nurse, elbow.ward_links[0]!.url);
    const accept = page.getByRole("button", { name: "Accept" });
    await expect(accept).toBeInViewport({ ratio: 1 });
    await expect(primary(floorwalker)).toHaveText(["Accept"]);
    await accept.click();
    const here = page.locator(".app-job").getByRole("button", { name: "I am here" });
    await expect(page.locator("#job-title")).toBeInViewport({ ratio: 1 });
    await expect(here).toBeInViewport({ ratio: 1 });
    await expect(primary(floorwalker)).toHaveText(["I am here"]);
    await expectAccessible(page);
    await fitsASmallPhone(floorwalker);
    await here.click();
    await expect(primary(floorwalker)).toHaveText(["Done"]);
  });
}

test("one line says how things stand, unfolds, and stays open while the page changes", async ({ elbow, newPerson }) => {
  const [floorwalker, nurse] = [await newPerson(phone), await newPerson()];
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  await expect(standing(floorwalker)).toHaveText("You are on shift · place not known · alerts off");
  // As long as there is nothing else to do, the page asks for what it does not know.
  const place = page.locator(".app-place__quick button").first();
  const ward = (await place.textContent())!;
  await place.click();
  await expect(standing(floorwalker)).toHaveText(`You are on shift · at ${ward} · alerts off`);
  await expect(page.getByText("Where I am")).toBeHidden();
  await expect(page.getByRole("button", { name: "End shift" })).toBeHidden();

  await unfoldStatus(floorwalker);
  await expect(page.getByText("Where I am")).toBeVisible();
  await expectAccessible(page);
  await ask(nurse, elbow.ward_links[0]!.url);
  await expect(page.getByRole("button", { name: "Accept" })).toBeVisible();
  await expect(page.getByRole("button", { name: "End shift" }), "what was opened stays open").toBeVisible();
  await page.getByRole("button", { name: "Take a break" }).click();
  await expect(primary(floorwalker)).toHaveText(["Back from break"]);
  await expect(standing(floorwalker)).toContainText("You are on a break");
  await page.getByRole("button", { name: "End shift" }).click();
  await expect(primary(floorwalker)).toHaveText(["Start shift"]);
  await expect(standing(floorwalker)).toHaveText("You are off shift · alerts off");
  await fitsASmallPhone(floorwalker);
});

test("a shift begins, pauses and ends without script", async ({ elbow, newPerson }) => {
  const floorwalker = await newPerson({ ...phone, javaScriptEnabled: false });
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  await unfoldStatus(floorwalker);
  await page.getByRole("button", { name: "Take a break" }).click();
  await page.getByRole("button", { name: "Back from break" }).click();
  await expect(standing(floorwalker)).toContainText("You are on shift");
  await unfoldStatus(floorwalker);
  await page.getByRole("button", { name: "End shift" }).click();
  await expect(standing(floorwalker)).toContainText("You are off shift");
});
