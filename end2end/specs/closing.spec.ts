// What a responder says about work that is done.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test } from "../fixtures/elbow.js";
import { GLANCE } from "../fixtures/glance.js";
import { ask, enrol, signIn, startShift, workerIsReady } from "../fixtures/people.js";

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

test("help in passing is told in one tap, out of reach too, and taken back", async ({ elbow, link, newPerson }) => {
  const floorwalker = await newPerson({ ...phone, baseURL: link.url });
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  await workerIsReady(floorwalker);
  await page.getByRole("button", { name: "I helped someone" }).click();
  await expectAccessible(page);

  await page.getByLabel("Where?").selectOption({ label: "Labour Ward" });
  await page.getByRole("button", { name: "Access rights" }).click();
  await expect(page.locator("#tag-error")).toContainText("Choose what it was about");
  await expect(page.locator("#category-error")).toHaveCount(0);
  await expect(page.getByLabel("Where?")).toHaveValue(/./);
  await expectAccessible(page);

  link.cut();
  await page.getByRole("radio", { name: "Something else" }).check();
  await page.getByRole("button", { name: "Access rights" }).click();
  await expect(page.locator("#unsent")).toContainText("I helped someone");
  link.mend();
  await page.waitForURL("**/me", { timeout: 20_000 });
  await expect(page.locator("main")).toContainText("Labour Ward · Something else");
  await expect(page.locator("main")).toContainText("closed: Access rights");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: /details/ })).toHaveCount(0);
});

test("help in passing and details need no script", async ({ elbow, newPerson }) => {
  const floorwalker = await newPerson({ ...phone, javaScriptEnabled: false });
  const { page } = floorwalker;
  await enrol(floorwalker, elbow.responders[0]!.code);
  await page.getByRole("button", { name: "Start shift" }).click();
  await page.getByRole("button", { name: "I helped someone" }).click();
  await page.getByRole("radio", { name: "Something else" }).check();
  await page.getByLabel("Where?").selectOption({ label: "Labour Ward" });
  await page.getByRole("button", { name: "Known issue or workaround" }).click();
  await page.waitForURL("**/me");
  await page.getByRole("link", { name: /^Add details to/ }).click();
  await page.getByLabel("How many people").fill("4");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL("**/me");
  await expect(page.getByRole("link", { name: /^Change details of/ })).toBeVisible();
});

test("a lead writes down a known issue, and a floorwalker finds it beside the job and links the ticket to it", async ({
  elbow,
  newPerson,
}) => {
  const [lead, floorwalker] = [await newPerson(), await newPerson(phone)];
  await signIn(lead, elbow.lead);
  await lead.page.getByRole("link", { name: "Known issues" }).click();
  await expectAccessible(lead.page);
  await lead.page.getByLabel("What is wrong?").fill("Labels print twice");
  await lead.page.getByRole("button", { name: "Add it" }).click();
  await expect(lead.page.locator("#workaround-error")).toBeVisible();
  await expectAccessible(lead.page);
  await lead.page.getByLabel("What to do for now").fill("Bin the second one.");
  await lead.page.getByLabel("What is it about?").selectOption({ label: "Something else" });
  await lead.page.getByRole("button", { name: "Add it" }).click();
  await expect(lead.page.getByRole("table")).toContainText("Labels print twice");

  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await page.getByText("1 known issue about this").click();
  await expect(page.getByText("Bin the second one.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Accept" }).click();
  await page.getByRole("button", { name: "I am here" }).first().click();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Known issue or workaround" }).click();
  await page.getByRole("link", { name: /^Add details to/ }).click();
  await expectAccessible(page);
  await page.getByRole("radio", { name: "Labels print twice" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL("**/me");

  await lead.page.reload();
  await lead.page.getByRole("link", { name: "Labels print twice" }).click();
  await expect(lead.page.locator("main")).toContainText("1 ticket");
  await expectAccessible(lead.page);
  await lead.page.setViewportSize({ width: 320, height: 640 });
  const overflow = await lead.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test("a no by a slip is undone, out of reach too", { annotation: { type: "shows", description: "H3.7" } }, async ({ elbow, link, newPerson }) => {
  const floorwalker = await newPerson({ ...phone, baseURL: link.url });
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  await workerIsReady(floorwalker);
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  const [accept, decline, undo] = ["Accept", "Can’t take it", "Undo"].map((name) => page.getByRole("button", { name }));
  await decline!.click();
  await expect(page.locator("main")).toContainText("You declined");
  await expectAccessible(page);
  await undo!.click();
  await expect(accept!).toBeVisible();
  await expect(page.locator("main")).not.toContainText("You declined");

  await page.waitForTimeout(GLANCE);
  await decline!.click();
  await expect(undo!).toBeVisible();
  await page.waitForTimeout(GLANCE);
  link.cut();
  await undo!.click();
  await expect(page.locator("#unsent")).toContainText("Not sent yet: Undo");
  // What waits for a connection is in time for as long as it was when it was tapped.
  await page.waitForTimeout(10_000);
  link.mend();
  await expect(accept!).toBeVisible({ timeout: 20_000 });
});
