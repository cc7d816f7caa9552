// Slips of paper that came back: a lead types one after the other, with the keyboard alone.

import type { Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe.js";
import { expect, test } from "../fixtures/elbow.js";
import { fitsASmallPhone, signIn } from "../fixtures/people.js";

/** As long as somebody who has done a few takes for a key, in milliseconds. */
const A_KEY = 60;
const SLIPS = 10;

/** The ward whose slips are the first ones. */
async function firstWard(page: Page) {
  await page.goto("/packs/wards?wards=all");
  return ((await page.getByText(/^Slips of /).first().textContent()) ?? "").trim().replace("Slips of ", "");
}

test("ten slips are entered with the keyboard, the next one opens, and one that is entered is not entered again", async ({ elbow, newPerson }, info) => {
  const lead = await newPerson();
  const { page } = lead;
  await signIn(lead, elbow.lead);
  await page.goto("/packs");
  await page.getByRole("button", { name: "Make one now" }).click();
  const ward = await firstWard(page);
  await page.goto("/packs");
  await page.getByRole("link", { name: "Enter slips that came back" }).click();
  await expectAccessible(page);
  await fitsASmallPhone(lead);

  // Now, as a clock on the wall says it: the pack was made in this minute.
  const now = await page.evaluate(() => new Date().toLocaleTimeString("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" }).replace(":", ""));
  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key, { delay: A_KEY });
  };
  const type = async (text: string) => {
    for (const character of text) await press(character);
  };
  const began = Date.now();
  for (let number = 1; number <= SLIPS; number += 1) {
    await expect(page.locator("#slip")).toBeFocused();
    await expect(page.locator("#slip")).toHaveValue("");
    await type(String(number));
    await press("Tab");
    await press("Tab");
    // It stays for the next.
    if (number === 1) await type(ward.slice(0, 6));
    await press("Tab");
    await type(now);
    await press("Tab");
    await press("ArrowDown");
    await press("Tab");
    await type("A patient i");
    await press("Tab");
    await type(now);
    await press("Tab");
    await press("ArrowDown");
    // From a list Enter does not send: it does from the next line to write on.
    await press("Tab");
    await press("Tab");
    await press("Enter");
    await expect(page.getByText(`P${String(number).padStart(3, "0")}, ${ward}, is entered as request`)).toBeVisible();
  }
  const [seconds, each] = [(Date.now() - began) / 1000 / SLIPS, keys / SLIPS];
  info.annotations.push({ type: "slips", description: `${seconds.toFixed(1)} s and ${each.toFixed(1)} keys a slip` });
  expect(seconds).toBeLessThan(12);
  expect(each).toBeLessThan(40);
  await expect(page.getByRole("heading", { name: "What became of the slips" })).toBeVisible();
  await expectAccessible(page);
  await fitsASmallPhone(lead);

  await expect(page.locator("#ward option:checked")).toHaveText(ward);
  await page.locator("#slip").fill("P003");
  await page.locator("#asked").fill(now);
  await page.locator("#tag").selectOption({ index: 1 });
  await page.locator("#urgency").selectOption("P2");
  await page.getByRole("button", { name: "Save and enter the next" }).click();
  await expect(page.getByRole("link", { name: "P003 is entered already" })).toBeVisible();
  await expect(page.getByText("That slip is request")).toBeVisible();
  await expect(page.getByLabel("Yes, it is another slip, which has the same number")).not.toBeChecked();
  await expect(page.locator("#asked")).toHaveValue(now);
  await expectAccessible(page);
});

test("a slip is entered without script", async ({ elbow, newPerson }) => {
  const lead = await newPerson({ javaScriptEnabled: false });
  const { page } = lead;
  await signIn(lead, elbow.lead);
  await page.goto("/packs");
  await page.getByRole("button", { name: "Make one now" }).click();
  const ward = await firstWard(page);
  await page.goto("/board/paper");
  const now = new Date().toLocaleTimeString("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" });
  await page.locator("#slip").fill("1");
  await page.locator("#ward").selectOption({ label: ward });
  await page.locator("#asked").fill(now);
  await page.locator("#tag").selectOption({ index: 1 });
  await page.locator("#urgency").selectOption("P3");
  await page.getByRole("button", { name: "Save and enter the next" }).click();
  await expect(page.getByText(`P001, ${ward}, is entered as request`)).toBeVisible();
  await page.getByRole("button", { name: /^The others came back empty/ }).click();
  await page.getByRole("button", { name: /^Yes, \d+ slips came back empty$/ }).click();
  await expect(page.getByText("The other slips of that pack came back empty.")).toBeVisible();
  await page.getByRole("button", { name: /^They may not be empty/ }).click();
  await expect(page.getByText("Taken back: those slips are not accounted for.")).toBeVisible();
});
