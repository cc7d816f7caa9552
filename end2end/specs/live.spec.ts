// Live pages: what one says is so, and nothing that fails in it or on the way to it can make it lie, or stay as it is for ever.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test, type Person } from "../fixtures/elbow.js";
import { ask, choose, signIn, startShift, workerIsReady } from "../fixtures/people.js";

const path = (url: string): string => new URL(url).pathname;
const state = ({ page }: Person) => page.locator("#state");

/** The text in which a network's own sign-in page comes. */
const FOREIGN = "<!doctype html><html><body><h1>Guest network</h1><p>Please accept the terms.</p></body></html>";
const html = { "content-type": "text/html" };
const json = { "content-type": "application/json" };

test("a board that hears nothing says since when, and comes back by itself", { annotation: { type: "shows", description: "H7.1" } }, async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page } = lead;
  await signIn(lead, elbow.lead);
  await expect(state(lead)).toHaveText("Live.");
  // The program is killed and comes back, but nothing of it arrives.
  await page.context().route(/\/(events|board)/, (route) => route.abort());
  const again = await elbow.restart();
  await expect(state(lead)).toContainText("Not live since", { timeout: 25_000 });
  await page.context().unroute(/\/(events|board)/);
  await expect(state(lead)).toHaveText("Live.", { timeout: 25_000 });
  await again.stop();
});

test("a board whose stream does not come through is live all the same", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  await lead.context.route("**/events*", (route) => route.fulfill({ status: 503, headers: { "retry-after": "60" } }));
  await signIn(lead, elbow.lead);
  await expect(state(lead)).toHaveText("Live.", { timeout: 15_000 });
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await expect(lead.page.locator('a[href^="/board/tickets/"]')).toHaveCount(1, { timeout: 15_000 });
});

/** What some browsers do not have, or have and refuse. */
const LACKING: Record<string, () => void> = {
  "no vibration": () => Reflect.deleteProperty(Navigator.prototype, "vibrate"),
  "a sound that fails": () => {
    window.AudioContext = class {
      constructor() {
        throw new Error("no sound here");
      }
    } as unknown as typeof AudioContext;
  },
  "a sound that fails later": () => {
    AudioContext.prototype.createGain = () => {
      throw new Error("no sound now");
    };
  },
  "listeners that fail": () => {
    for (const name of ["taken-over", "new-offer", "take-over"]) {
      document.addEventListener(`elbow:${name}`, () => {
        throw new Error("a part fails");
      });
    }
  },
  "a page that cannot be changed gently": () => {
    const insert = Node.prototype.insertBefore;
    Node.prototype.insertBefore = function <T extends Node>(node: T, child: Node | null): T {
      if (node.ownerDocument === document) return insert.call(this, node, child) as T;
      throw new Error("not today");
    };
  },
  "no storage, no workers, no channels, no streams, no badges": () => {
    for (const name of ["indexedDB", "sessionStorage", "localStorage"]) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException("refused", "SecurityError");
        },
      });
    }
    for (const name of ["BroadcastChannel", "EventSource", "caches", "Notification", "PushManager"]) {
      Reflect.deleteProperty(window, name);
    }
    for (const name of ["serviceWorker", "locks", "setAppBadge", "clearAppBadge", "vibrate", "onLine"]) {
      Reflect.deleteProperty(Navigator.prototype, name);
    }
    Reflect.deleteProperty(SubmitEvent.prototype, "submitter");
  },
};

for (const [what, lack] of Object.entries(LACKING)) {
  test(`My jobs goes on with ${what}: two offers, and every step of a job`, async ({ elbow, newPerson }) => {
    const floorwalker = await newPerson(phone);
    const { page } = floorwalker;
    await floorwalker.context.addInitScript(lack);
    await startShift(floorwalker, elbow.responders[0]!.code);
    await expect(state(floorwalker)).toHaveText("Live.", { timeout: 15_000 });
    const jobs = page.locator("#live");
    await ask(await newPerson(), elbow.ward_links[0]!.url);
    await page.getByRole("button", { name: "Accept" }).click({ timeout: 20_000 });
    await page.getByRole("button", { name: "I am here" }).first().click({ timeout: 20_000 });
    await expect(page.getByRole("button", { name: "Done" })).toBeVisible({ timeout: 20_000 });
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: "Training or elbow support" }).click();
    await page.waitForURL("**/me");
    await ask(await newPerson(), elbow.ward_links[0]!.url);
    await expect(jobs.getByRole("button", { name: "Accept" })).toBeVisible({ timeout: 20_000 });
    await expect(state(floorwalker)).toHaveText("Live.", { timeout: 15_000 });
  });
}

test("what answers in Elbow’s place changes no live page and sends no storm", { annotation: { type: "shows", description: "H7.3" } }, async ({ elbow, middlebox, newPerson }) => {
  const away = { baseURL: middlebox.url };
  const [lead, floorwalker, nurse] = [await newPerson(away), await newPerson({ ...phone, ...away }), await newPerson(away)];
  await signIn(lead, elbow.lead);
  await startShift(floorwalker, elbow.responders[0]!.code);
  await ask(nurse, path(elbow.ward_links[0]!.url));
  await expect(lead.page.locator('a[href^="/board/tickets/"]')).toHaveCount(1);
  await expect(floorwalker.page.getByRole("button", { name: "Accept" })).toBeVisible();
  const people = [lead, floorwalker, nurse];

  for (const foreign of [
    { status: 404, headers: html, body: FOREIGN },
    { status: 200, headers: html, body: FOREIGN },
    { status: 204 },
  ]) {
    const since = Date.now();
    middlebox.answers(() => foreign);
    // Whoever comes back to a network looks at once.
    for (const { context } of people) await context.setOffline(true);
    for (const { context } of people) await context.setOffline(false);
    for (const one of people) await expect(state(one)).toContainText("Not live since");
    await lead.page.waitForTimeout(10_000);
    for (const one of people) await expect(state(one)).toContainText("Not live since");
    await expect(lead.page.locator('a[href^="/board/tickets/"]')).toHaveCount(1);
    await expect(floorwalker.page.getByRole("button", { name: "Accept" })).toBeVisible();
    await expect(nurse.page.locator("h1")).not.toContainText("Guest network");
    const seconds = (Date.now() - since) / 1000;
    expect(middlebox.count("GET", "/", since) / seconds, "requests a second of three pages").toBeLessThan(6);
    middlebox.answers();
    for (const one of [lead, floorwalker]) await expect(state(one)).toHaveText("Live.", { timeout: 25_000 });
    await expect(state(nurse)).toBeHidden({ timeout: 25_000 });
  }
});

test("a board that a browser translates says what is so", async ({ elbow, link, newPerson }) => {
  const lead = await newPerson({ baseURL: link.url });
  const { page } = lead;
  await signIn(lead, elbow.lead);
  await expect(state(lead)).toHaveText("Live.");
  await page.evaluate(() => {
    // As Chromium's own translation does it.
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) found.push(texts.currentNode as Text);
    for (const text of found.filter((text) => text.data.trim() !== "")) {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      inner.textContent = `«${text.data}»`;
      outer.append(inner);
      text.replaceWith(outer);
    }
  });
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await expect(page.locator('a[href^="/board/tickets/"]')).toHaveCount(1);
  link.cut();
  await expect(state(lead)).toContainText("Not live since", { timeout: 25_000 });
  link.mend();
  await expect(state(lead)).toHaveText("Live.", { timeout: 25_000 });
});

test("eight boards in one browser are all live", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  await signIn(lead, elbow.lead);
  const boards: Person[] = [lead];
  while (boards.length < 8) {
    const page = await lead.context.newPage();
    await page.goto("/board");
    boards.push({ page, context: lead.context });
  }
  for (const board of boards) await expect(state(board)).toHaveText("Live.", { timeout: 15_000 });
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  for (const { page } of boards) await expect(page.locator('a[href^="/board/tickets/"]')).toHaveCount(1, { timeout: 12_000 });
  for (const board of boards) await expect(state(board)).toHaveText("Live.");
});

test("an offer counts as seen once the page is in front, and not before", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  await signIn(lead, elbow.lead);
  const floorwalker = await newPerson(phone);
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  const look = (hidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await look(true);
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await expect(page.getByRole("button", { name: "Accept" })).toBeVisible();
  await page.waitForTimeout(2_500);
  await lead.page.locator('a[href^="/board/tickets/"]').first().click();
  await expect(lead.page.locator("main")).not.toContainText(/opened (at once|after)/);
  await look(false);
  await expect(async () => {
    await lead.page.reload();
    await expect(lead.page.locator("main")).toContainText(/opened (at once|after)/, { timeout: 500 });
  }).toPass({ timeout: 10_000 });
});

test("a lead's page of one ticket follows it, and keeps what the lead has chosen", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page } = lead;
  const [first, second] = [await newPerson(phone), await newPerson(phone)];
  await startShift(first, elbow.responders[0]!.code);
  await startShift(second, elbow.responders[1]!.code);
  const nurse = await newPerson();
  await ask(nurse, elbow.ward_links[0]!.url);
  await signIn(lead, elbow.lead);
  await page.locator('a[href^="/board/tickets/"]').first().click();
  await expect(state(lead)).toHaveText("Live.");
  await expect(page.locator("main")).toContainText("Offered");

  const asked = (await first.page.getByRole("button", { name: "Accept" }).isVisible()) ? first : second;
  const other = elbow.responders[asked === first ? 1 : 0]!;
  const choice = page.getByLabel("Send someone");
  const chosen = await choose(choice, other.name);
  await page.getByText("Cancel this ticket").click();
  await asked.page.getByRole("button", { name: "Accept" }).click();
  await expect(page.locator("main")).toContainText("On the way");
  await expect(page.getByLabel("Send someone else")).toHaveValue(chosen);
  await expect(page.getByRole("button", { name: "Cancel the ticket" })).toBeVisible();

  await page.getByRole("button", { name: "Assign" }).click();
  await expect(page.locator("main")).toContainText(`${other.name} is coming instead of`);
  await expect(page.locator("h1"), "whoever uses a keyboard goes on from here").toBeFocused();
  await expect(page.locator("h1"), "and nobody else sees a frame").toHaveCSS("outline-style", "none");
  await expectAccessible(page);
});

test("a page that has slept with its device does not say that it is live", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page } = lead;
  await signIn(lead, elbow.lead);
  await expect(state(lead)).toHaveText("Live.");
  // The answer to what it asks as it wakes is longer in coming than the next beat of the stream.
  await page.context().route("**/board/part*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    await route.continue();
  });
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 3_600_000;
  });
  await expect(state(lead)).toContainText("Not live since", { timeout: 3_000 });
  await page.waitForTimeout(3_500);
  await expect(state(lead)).toContainText("Not live since", { timeout: 1_000 });
  await expect(state(lead)).toHaveText("Live.", { timeout: 15_000 });
});

test("a stream that the server ends makes the page look why, and no more", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page } = lead;
  let streams = 0;
  await page.context().route("**/events*", (route) => {
    streams++;
    return route.fulfill({ headers: { "content-type": "text/event-stream" }, body: "event: gone\ndata: {}\n\n" });
  });
  await signIn(lead, elbow.lead);
  await page.waitForTimeout(6_000);
  expect(streams).toBeLessThanOrEqual(2);
  await page.context().clearCookies();
  // Signed out somewhere else: the page says so instead of standing there.
  await page.waitForURL("**/staff*", { timeout: 20_000 });
});

test("a tap for which Elbow gets no word is kept, whoever answers", { annotation: { type: "shows", description: "H2.5" } }, async ({ elbow, middlebox, newPerson }) => {
  const nurse = await newPerson({ baseURL: middlebox.url });
  const { page } = nurse;
  const foreign = [
    { status: 204 },
    { status: 200, headers: json, body: "{}" },
    { status: 403, headers: json, body: '{"error":"blocked"}' },
    { status: 429, headers: json, body: '{"message":"slow down"}' },
    { status: 200, headers: html, body: FOREIGN },
    { status: 302, headers: { location: "/livez" } },
    { status: 502, headers: html, body: FOREIGN },
  ];
  await page.goto(path(elbow.ward_links[0]!.url));
  await page.getByRole("radio", { name: "Something else" }).check();
  middlebox.answers(({ method }) => (method === "POST" ? foreign[0] : undefined));
  const since = Date.now();
  await page.getByRole("button", { name: "I need help" }).click();
  for (const answer of foreign) {
    middlebox.answers(({ method }) => (method === "POST" ? answer : undefined));
    const now = Date.now();
    // By its clock no pause since the last answer is longer.
    await page.evaluate(() => {
      const told = Date.now;
      Date.now = () => told() + 60_000;
      dispatchEvent(new Event("online"));
    });
    await expect.poll(() => middlebox.count("POST", "/w/", now), { intervals: [50] }).toBeGreaterThan(0);
    // What came was read.
    await page.waitForTimeout(200);
    await expect(page.locator("#unsent"), JSON.stringify(answer)).toContainText("Not sent yet: I need help");
  }
  expect(middlebox.count("POST", "/", since)).toBeLessThan(15);
  middlebox.answers();
  await page.waitForURL("**/r/*", { timeout: 25_000 });
  await expect(page.locator("main")).toContainText("No one who can help is on shift");
});

test("a form that somebody else answers stays as it was filled in, and says so", { annotation: { type: "shows", description: "H2.6" } }, async ({ elbow, middlebox, newPerson }) => {
  const lead = await newPerson({ baseURL: middlebox.url });
  const { page } = lead;
  const said = page.getByText("Elbow did not answer");
  const foreign = [
    { status: 204 },
    { status: 200, headers: html, body: FOREIGN },
    { status: 403, headers: json, body: '{"error":"blocked"}' },
    { status: 502, headers: html, body: FOREIGN },
  ];
  await page.goto("/staff");
  await workerIsReady(lead);
  const button = page.getByRole("button", { name: "Sign in" });
  await page.locator("#username").fill(elbow.lead.username);
  await page.locator("#password").fill(elbow.lead.password);
  for (const answer of foreign) {
    middlebox.answers(({ method }) => (method === "POST" ? answer : undefined));
    await button.click();
    await expect(said, JSON.stringify(answer)).toHaveCount(1);
    await expect(button).toBeEnabled();
    await expect(button).toBeFocused();
    await page.evaluate(() => document.querySelector("[data-unanswered]")!.remove());
  }
  await button.click();
  await expect(said).toBeVisible();
  await expectAccessible(page);
  expect(path(page.url())).toBe("/staff");
  await expect(page.locator("#username")).toHaveValue(elbow.lead.username);

  middlebox.answers();
  await page.locator("#password").fill("not this one");
  await button.click();
  await expect(page.locator(".nhsuk-error-summary"), "what Elbow itself refuses is shown").toBeVisible();
  await page.locator("#password").fill(elbow.lead.password);
  await button.click();
  await page.waitForURL("**/board");

  const [responder] = elbow.responders;
  await startShift(await newPerson(phone), responder!.code);
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await page.locator('a[href^="/board/tickets/"]').first().click();
  const send = page.locator('form[action$="/assign"]');
  const chosen = await choose(send.locator("select"), responder!.name);
  middlebox.answers(({ method }) => (method === "POST" ? foreign[1] : undefined));
  await send.getByRole("button").click();
  await expect(send.getByText("Elbow did not answer")).toBeVisible();
  await expect(send.locator("select")).toHaveValue(chosen);
});

test("a form that is sent without a connection stays as it was filled in, and says so", { annotation: { type: "shows", description: "H2.6" } }, async ({ elbow, link, newPerson }) => {
  const lead = await newPerson({ baseURL: link.url });
  const { page } = lead;
  await page.goto("/staff");
  await workerIsReady(lead);
  await page.locator("#username").fill(elbow.lead.username);
  await page.locator("#password").fill(elbow.lead.password);
  link.cut();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Elbow did not answer")).toBeVisible({ timeout: 20_000 });
  link.mend();
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/board");
});
