// What a responder says about work that is done.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test } from "../fixtures/elbow.js";
import { ask, startShift, workerIsReady } from "../fixtures/people.js";

test("a floorwalker who helped three nurses at once says so after closing, out of reach", async ({ elbow, link, newPerson }) => {
  const floorwalker = await newPerson({ ...phone, baseURL: link.url });
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  await workerIsReady(floorwalker);
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await page.getByRole("button", { name: "Accept" }).click();
  await page.getByRole("button", { name: "I am here" }).first().click();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Training or elbow support" }).click();
  await page.waitForURL("**/me");
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: /^Add details to/ }).click();
  await expectAccessible(page);

  // What is wrong is said beside its field; what was typed stays.
  await page.getByLabel("How many people").fill("3");
  await page.getByLabel("A note").fill("pt 943 476 5919 has no chart");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("#note-error")).toContainText("This looks like an NHS number");
  await expect(page.getByLabel("A note")).toHaveValue("pt 943 476 5919 has no chart");
  await expectAccessible(page);

  link.cut();
  await page.getByLabel("A note").fill("they share one log-in to the drug fridge");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("#unsent")).toContainText("Not sent yet: Save, details of");
  link.mend();
  await page.waitForURL("**/me", { timeout: 20_000 });
  await page.getByRole("link", { name: /^Change details of/ }).click();
  await expect(page.getByLabel("How many people")).toHaveValue("3");
  await expect(page.getByLabel("A note")).toHaveValue("they share one log-in to the drug fridge");
});
