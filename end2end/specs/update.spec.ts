// A new build while pages are open: nobody loses what they have typed.

import { expect, test, type Person } from "../fixtures/elbow.js";
import { workerIsReady } from "../fixtures/people.js";

const NOTE = "The second dose cannot be charted";

/** Somebody who has filled in all there is, and sent nothing. */
async function beginsToAsk(nurse: Person, wardLink: string): Promise<Person> {
  const { page } = nurse;
  await page.goto(wardLink);
  await workerIsReady(nurse);
  await page.getByRole("radio", { name: "Something else" }).check();
  await page.getByText("Add where exactly, your name or a note").click();
  await page.locator("#note").fill(NOTE);
  return nurse;
}

test("a half-filled form outlives an update and is sent to the new build", async ({ elbow, newPerson }) => {
  const { page } = await beginsToAsk(await newPerson(), elbow.ward_links[0]!.url);

  // Another telephone number is another service worker.
  const again = await elbow.restart({ ELBOW_DESK_PHONE: "ext. 6000" });
  const isWaiting = () =>
    page.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready;
      return worker.waiting !== null;
    });
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await expect.poll(isWaiting).toBe(true);
  // The page has offered it to take over by now, if it were to.
  await page.waitForFunction(() => performance.now() > 0 && new Promise((resolve) => setTimeout(() => resolve(true), 4_000)));
  expect(await isWaiting()).toBe(true);
  await expect(page.locator("#note")).toHaveValue(NOTE);

  await page.getByRole("button", { name: "I need help" }).click();
  await page.waitForURL("**/r/*");
  await expect(page.locator("main")).toContainText("ext. 6000");
  // Now that nothing is half filled, the new worker takes over, and loads the page anew.
  await page.waitForEvent("load");
  expect(await isWaiting()).toBe(false);
  await again.stop();
});

test("a page that nobody looks at comes back from the new build with its form as it was", async ({ elbow, newPerson }) => {
  const { page } = await beginsToAsk(await newPerson(), elbow.ward_links[0]!.url);
  const again = await elbow.restart({ ELBOW_DESK_PHONE: "ext. 6000" });
  // The tab goes to the background.
  await page.evaluate(() => Object.defineProperty(document, "hidden", { value: true }));
  const reloaded = page.waitForEvent("load");
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await reloaded;
  await expect(page.locator("footer")).toContainText("ext. 6000");
  await expect(page.getByRole("radio", { name: "Something else" })).toBeChecked();
  await expect(page.locator("#note")).toHaveValue(NOTE);
  await again.stop();
});

test("the service worker can be taken out of service", async ({ elbow, newPerson }) => {
  const nurse = await newPerson();
  const { page } = nurse;
  await page.goto(elbow.ward_links[0]!.url);
  await workerIsReady(nurse);
  const again = await elbow.restart({ ELBOW_SERVICE_WORKER: "off" });
  await expect(async () => {
    await page.goto(elbow.ward_links[0]!.url);
    const left = await page.evaluate(async () => {
      const workers = await navigator.serviceWorker.getRegistrations();
      return [...workers.map(({ active }) => active?.scriptURL), ...(await caches.keys())];
    });
    expect(left).toEqual([]);
  }).toPass();
  await page.getByRole("radio", { name: "Something else" }).check();
  await page.getByRole("button", { name: "I need help" }).click();
  await page.waitForURL("**/r/*");
  await again.stop();
});
