// What looks like patient data is stopped in the page, by the server's own rules, before it is kept or sent.

import type { Route } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe.js";
import { expect, test, type Person } from "../fixtures/elbow.js";
import { ask, signIn, workerIsReady } from "../fixtures/people.js";

const path = (url: string): string => new URL(url).pathname;

/** The nurse has chosen what it is about, and may type. */
async function begin({ page }: Person, wardLink: string): Promise<void> {
  await page.goto(wardLink);
  await page.getByRole("radio", { name: "Something else" }).check();
  await page.getByText("Add where exactly, your name or a note").click();
}

const send = ({ page }: Person): Promise<void> => page.getByRole("button", { name: "I need help" }).click();

/** How many taps wait in the browser. */
const kept = ({ page }: Person): Promise<number> =>
  page.evaluate(async () => (await (self as unknown as { elbow: { outbox: { list(): Promise<unknown[]> } } }).elbow.outbox.list()).length);

/** The addresses of what the page and its worker have asked for from now on, by their file's name. */
function listen({ page, context }: Person): string[] {
  const asked: string[] = [];
  for (const source of [page, context]) source.on("request", (request) => asked.push(path(request.url()).split("/").pop()!));
  return asked;
}

const GUARD = ["guard.js", "patient_data.js", "patient_data_bg.wasm"];

/** The worker has what a page needs to look at texts. */
const worksOffline = ({ page }: Person): Promise<void> =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const caching = (await caches.keys()).map(async (name) => (await caches.open(name)).keys());
          return (await Promise.all(caching)).flat().map(({ url }) => url.split("/").pop());
        }),
      { timeout: 15_000 },
    )
    .toEqual(expect.arrayContaining(GUARD));

test("a note with an NHS number is refused without a connection: nothing is kept, and what was typed stays", { annotation: { type: "shows", description: "H11.4" } }, async ({ elbow, link, newPerson }) => {
  const nurse = await newPerson({ baseURL: link.url });
  const { page } = nurse;
  await page.goto(path(elbow.ward_links[0]!.url));
  await workerIsReady(nurse);
  await worksOffline(nurse);
  link.cut();

  await page.getByRole("radio", { name: "Something else" }).check();
  await page.getByText("Add where exactly, your name or a note").click();
  await page.locator("#note").fill("pt 943/476/5919 has no chart");
  await expect(page.locator("#note-error")).toContainText("This looks like an NHS number. Remove it.");
  await expectAccessible(page);
  await send(nurse);
  await expect(page.locator("#note")).toBeFocused();
  await expect(page.locator("#note")).toHaveValue("pt 943/476/5919 has no chart");
  await expect(page.getByRole("button", { name: "I need help" })).toBeEnabled();
  await expect(page.locator("#unsent")).toBeHidden();
  expect(await kept(nurse)).toBe(0);

  await page.locator("#note").fill("Ring +44 7700 900 123, the chart is blank");
  await expect(page.locator("#note-error")).toBeHidden();
  await send(nurse);
  await expect(page.locator("#unsent")).toContainText("Not sent yet: I need help");
  expect(await kept(nurse)).toBe(1);
  link.mend();
  await page.waitForURL("**/r/*", { timeout: 20_000 });
  await expect(page.locator("main")).toContainText("Ring +44 7700 900 123, the chart is blank");
});

test("what may be a patient’s is asked about before it is sent, and goes with a tick", { annotation: { type: "shows", description: "H11.2, H11.4" } }, async ({ elbow, newPerson }) => {
  const nurse = await newPerson();
  const { page } = nurse;
  await begin(nurse, elbow.ward_links[0]!.url);
  // What the worker fetches to be ready without a connection has nothing to do with the note.
  await workerIsReady(nurse);
  await worksOffline(nurse);
  const asked = listen(nurse);
  await page.locator("#asker").fill("Mrs Nonesuch, rx 123-4567");
  await page.locator("#note").fill("Mrs Sample has no chart");
  await send(nurse);
  // Whoever asks may say who they are.
  await expect(page.locator(".app-warning")).toHaveText([/may hold a hospital number/, /may hold somebody’s name/]);
  await expect(page.locator("#asker")).toBeFocused();
  await expectAccessible(page);

  await page.locator("#asker").fill("Mrs Nonesuch");
  await expect(page.locator(".app-warning")).toHaveText([/may hold somebody’s name/]);
  await send(nurse);
  await expect(page.locator("#note")).toBeFocused();
  await page.locator("#note").fill("Born 1948, has no chart");
  await send(nurse);
  await expect(page.locator(".app-warning")).toHaveText([/may hold a date of birth/]);
  expect(asked.filter((file) => !GUARD.includes(file))).toEqual([]);
  expect(await kept(nurse)).toBe(0);
  await page.getByLabel("It holds no patient details").check();
  await send(nurse);
  await page.waitForURL("**/r/*");
});

test("what the command centre writes is looked at before it is sent too", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page } = lead;
  await signIn(lead, elbow.lead);
  await page.goto("/known-issues");
  if (!(await page.locator("#title").isVisible())) await page.getByText("Add a known issue").click();
  await page.locator("#title").fill("Chart of (943) 476 5919");
  await expect(page.locator("#title-error")).toContainText("This looks like an NHS number");
  await page.locator("#title").fill("Charts are blank");
  await expect(page.locator("#title-error")).toBeHidden();
  await page.locator("#workaround").fill("As for Mrs Sample");
  await page.locator("#tag").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Add it" }).click();
  await expect(page.getByText("may hold somebody’s name")).toBeVisible();
  await page.getByLabel("It holds no patient details").check();
  await page.getByRole("button", { name: "Add it" }).click();
  await expect(page.getByRole("rowheader", { name: "Charts are blank" })).toBeVisible();
});

test("nothing of it is loaded before somebody types", async ({ elbow, newPerson }) => {
  const nurse = await newPerson({ serviceWorkers: "block" });
  const asked = listen(nurse);
  await ask(nurse, elbow.ward_links[0]!.url);
  await begin(nurse, elbow.ward_links[0]!.url);
  expect(asked).toContain("elbow.js");
  expect(asked.filter((file) => GUARD.includes(file))).toEqual([]);
  await nurse.page.locator("#asker").fill("Sister Mock");
  await expect.poll(() => GUARD.filter((file) => !asked.includes(file))).toEqual([]);
});

test("where the rules do not come the server decides", async ({ elbow, newPerson }) => {
  const failing: [string, (route: Route) => unknown][] = [
    ["**/patient_data_bg.wasm", (route) => route.abort()],
    ["**/guard.js", (route) => route.fulfill({ status: 502 })],
    ["**/patient_data_bg.wasm", () => "there is never an answer"],
  ];
  for (const [file, fail] of failing) {
    const nurse = await newPerson({ serviceWorkers: "block" });
    const { page } = nurse;
    await page.route(file, fail);
    await begin(nurse, elbow.ward_links[0]!.url);
    await page.locator("#note").fill("943 476 5919");
    await send(nurse);
    await expect(page.getByText("There is a problem")).toBeVisible();
    await expect(page.locator("#note-error")).toContainText("This looks like an NHS number");
    await expect(page.locator("#note")).toHaveValue("943 476 5919");
  }
});
