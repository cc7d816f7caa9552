// A connection that is slow, or leads to somebody else: the page that was asked for is shown as soon as it comes, and nothing is
// kept that Elbow did not send.

import { expect, phone, test } from "../fixtures/elbow.js";
import { ask, enrol, signIn, startShift, workerIsReady } from "../fixtures/people.js";

const path = (url: string): string => new URL(url).pathname;
const FOREIGN = { status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html><h1>Guest network</h1>" };

for (const seconds of [1, 4, 9]) {
  test(`a page whose first byte takes ${seconds} s is shown`, async ({ elbow, middlebox, newPerson }) => {
    const nurse = await newPerson({ baseURL: middlebox.url });
    const { page } = nurse;
    const ward = path(elbow.ward_links[0]!.url);
    await page.goto(ward);
    await workerIsReady(nurse);
    middlebox.holdBack(seconds * 1000);
    const started = Date.now();
    await page.goto(ward, { waitUntil: "commit" });
    if (seconds > 3) await expect(page.getByRole("heading", { name: "Elbow is slow to answer" })).toBeVisible();
    await expect(page.getByRole("button", { name: "I need help" })).toBeVisible({ timeout: seconds * 1000 + 4_000 });
    expect((Date.now() - started) / 1000).toBeLessThan(seconds + 4);
    // It is asked for once: whoever waits for it again waits for the same answer.
    expect(middlebox.count("GET", ward, started)).toBeLessThanOrEqual(2);
  });
}

test("a page of somebody else is not taken for one of ours, nor kept", async ({ elbow, middlebox, newPerson }) => {
  const floorwalker = await newPerson({ ...phone, baseURL: middlebox.url });
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  await workerIsReady(floorwalker);
  for (const answer of [FOREIGN, { ...FOREIGN, status: 404 }, { ...FOREIGN, status: 502 }]) {
    const since = Date.now();
    middlebox.answers(() => answer);
    await page.goto("/me");
    await expect(page.getByRole("heading", { name: "There is no connection" })).toBeVisible();
    await page.waitForTimeout(5_000);
    await expect(page.getByRole("heading", { name: "There is no connection" })).toBeVisible();
    expect(middlebox.count("GET", "/", since)).toBeLessThan(10);
    middlebox.answers();
    await expect(page.getByRole("heading", { name: "My jobs" })).toBeVisible({ timeout: 15_000 });
  }
});

test("a page without a connection comes back by itself", async ({ elbow, link, newPerson }) => {
  const nurse = await newPerson({ baseURL: link.url });
  const { page } = nurse;
  await page.goto(path(elbow.ward_links[0]!.url));
  await workerIsReady(nurse);
  const preload = await page.evaluate(async () => (await navigator.serviceWorker.ready).navigationPreload.getState());
  expect(preload.enabled).toBe(false);
  link.cut();
  await page.goto(path(elbow.ward_links[0]!.url));
  await expect(page.getByRole("heading", { name: "There is no connection" })).toBeVisible();
  link.mend();
  await expect(page.getByRole("button", { name: "I need help" })).toBeVisible({ timeout: 10_000 });
});

test.describe("where there is no service worker", () => {
  test.use({ start: { env: { ELBOW_SERVICE_WORKER: "off" } } });

  test("files that may still be on their way are not said to be lost", { annotation: { type: "shows", description: "H2.6" } }, async ({ elbow, middlebox, newPerson }) => {
    const administrator = await newPerson({ baseURL: middlebox.url });
    const { page } = administrator;
    await signIn(administrator, elbow.administrator);
    await page.clock.install();
    await page.goto("/admin");
    const megabyte = { name: "wards.csv", mimeType: "text/csv", buffer: Buffer.alloc(1_000_000, "x") };
    await page.getByLabel("Files").setInputFiles(megabyte);
    middlebox.holdBack(60_000);
    // Sent from a frame: while its own page is on its way, the driver asks nothing of a page.
    await page.getByRole("button", { name: "Check the files" }).evaluate((button: HTMLButtonElement) => {
      document.body.append(Object.assign(document.createElement("iframe"), { name: "elsewhere" }));
      button.form!.target = "elsewhere";
      button.click();
    });
    await page.clock.fastForward("01:30");
    await expect(page.getByText("Elbow did not answer")).toHaveCount(0);
    await page.clock.fastForward("01:00");
    await expect(page.getByText("Elbow did not answer")).toBeVisible();
  });
});

test("one page that hangs on the way holds up nobody who asks again", { annotation: { type: "shows", description: "H2.6" } }, async ({ elbow, middlebox, newPerson }) => {
  const nurse = await newPerson({ baseURL: middlebox.url });
  const { page } = nurse;
  const ward = path(elbow.ward_links[0]!.url);
  await page.goto(ward);
  await workerIsReady(nurse);
  let hangs = 1;
  middlebox.keepsSilentTo(({ path }) => path === ward && hangs-- > 0);
  const started = Date.now();
  await page.goto(ward, { waitUntil: "commit" });
  await expect(page.getByRole("button", { name: "I need help" })).toBeVisible({ timeout: 15_000 });
  expect(middlebox.count("GET", ward, started)).toBeGreaterThan(1);
});

test("a handset that is set up for somebody else shows them nothing that is another's", async ({ elbow, newPerson }) => {
  const floorwalker = await newPerson(phone);
  const [first, second] = elbow.responders;
  await enrol(floorwalker, first!.code);
  await workerIsReady(floorwalker);
  const old = floorwalker.page;
  await expect(old.locator("header")).toContainText(first!.name);
  const tab = { context: floorwalker.context, page: await floorwalker.context.newPage() };
  await enrol(tab, second!.code);
  // The tab that was open goes over to whoever has the handset now.
  await expect(old.locator("header")).not.toContainText(first!.name, { timeout: 15_000 });
  await expect(old.locator("header")).toContainText(second!.name);
});

test("what is answered to somebody else never stands on a page of another", async ({ elbow, newPerson }) => {
  const desk = await newPerson();
  await signIn(desk, elbow.lead);
  const board = desk.page;
  await expect(board.locator("#state")).toHaveText("Live.");
  await board.evaluate(() => (document.body.dataset["before"] = "yes"));
  // Another lead has signed in on the same computer: the answer is made for them.
  let answered = 0;
  await board.route("**/board/part*", async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    if (++answered === 1) headers["x-elbow-person"] = "somebody-else";
    await route.fulfill({ response, headers });
  });
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await expect(board.locator("body[data-before]")).toHaveCount(0);
  await expect(board.locator("#live")).toContainText("Something else");
});
