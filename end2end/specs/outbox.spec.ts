// What waits in a browser to be sent: nothing holds back what does not depend on it, what is said about it is so, and only the
// page where somebody tapped moves on.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test, type Person } from "../fixtures/elbow.js";
import { ask, enrol, signIn, startShift, workerIsReady } from "../fixtures/people.js";
import { picture } from "../fixtures/picture.js";

const path = (url: string): string => new URL(url).pathname;
const unsent = ({ page }: Person) => page.locator("#unsent");
const needsHelp = (page: Person["page"]) => page.getByRole("button", { name: "I need help" });

/** Chooses what anyone can help with, and asks. */
async function tapHelp({ page }: Person): Promise<void> {
  await page.getByRole("radio", { name: "Something else" }).check();
  await needsHelp(page).click();
}

/** An answer of Elbow's own. */
const ours = (status: number) => ({
  status,
  headers: { "content-type": "application/problem+json", "x-elbow": "1" },
  body: '{"title":"Not now"}',
});

for (const [why, status] of [["the session has ended", 401], ["Elbow fails", 500]] as const) {
  test(`a tap that waits because ${why} holds back no request for help`, { annotation: { type: "shows", description: "H2.7" } }, async ({ elbow, middlebox, newPerson }) => {
    const floorwalker = await newPerson({ ...phone, baseURL: middlebox.url });
    const { page } = floorwalker;
    await enrol(floorwalker, elbow.responders[0]!.code);
    middlebox.answers(({ method, path }) => (method === "POST" && path === "/me/shift" ? ours(status) : undefined));
    await page.getByRole("button", { name: "Start shift" }).click();
    await expect(unsent(floorwalker)).toContainText("Not sent yet: Start shift");
    await expect(unsent(floorwalker)).toContainText(status === 401 ? "You are signed out." : "Elbow is not answering at the moment.");
    await expect(unsent(floorwalker)).not.toContainText("There is no connection");

    await page.goto(path(elbow.ward_links[0]!.url));
    await expect(unsent(floorwalker), "it is seen there too").toContainText("Not sent yet: Start shift");
    await expect(needsHelp(page)).toBeVisible();
    await tapHelp(floorwalker);
    await page.waitForURL("**/r/*", { timeout: 10_000 });

    middlebox.answers();
    await page.goto("/me");
    await expect(page.locator("main").getByText("You are on shift")).toBeVisible({ timeout: 20_000 });
    await expect(unsent(floorwalker)).toBeHidden();
  });
}

test("too many taps are said to be that, with the time at which the last is sent again", async ({ elbow, middlebox, newPerson }) => {
  const nurse = await newPerson({ baseURL: middlebox.url });
  const { page } = nurse;
  await ask(nurse, path(elbow.ward_links[0]!.url));
  const tooMany = { ...ours(429), headers: { ...ours(429).headers, "retry-after": "4" } };
  middlebox.answers(({ method, path }) => (method === "POST" && path.endsWith("/urgent") ? tooMany : undefined));
  await page.getByRole("button", { name: "Now a patient is waiting" }).click();
  await expect(unsent(nurse)).toContainText("There were too many taps in a short time. It will be sent automatically at ");
  await expect(unsent(nurse)).toContainText("If it cannot wait, ring ");
  await expect(unsent(nurse)).not.toContainText("Elbow is not answering");
  middlebox.answers();
  await expect(unsent(nurse)).toBeHidden({ timeout: 20_000 });
  await expect(page.locator("main")).toContainText("A patient is waiting");
});

test("while a ward's link is flooded each nurse reads it, and is heard once", { annotation: { type: "shows", description: "H2.3" } }, async ({ elbow, newPerson }) => {
  const ward = elbow.ward_links[0]!.url;
  const nurses = [await newPerson(phone), await newPerson(phone)];
  for (const { page } of nurses) {
    await page.goto(ward);
    await page.getByRole("radio", { name: "Order comms" }).check();
  }
  const { page: script } = await newPerson();
  let posted = 0;
  const post = async (): Promise<number> => {
    const form = { key: `flood-${++posted}`, tag: "something-else", stuck: "just_asking", patient: "not_affected", another: "yes" };
    return (await script.request.post(ward, { headers: { accept: "application/json" }, form })).status();
  };
  const answers = await Promise.all(Array.from({ length: 60 }, post));
  expect(answers).toContain(429);
  // It goes on while they ask: what becomes free is gone at once.
  let isFlooding = true;
  const flood = (async () => {
    while (isFlooding) await post();
  })();
  const haveRead = await Promise.all(
    nurses.map(async ({ page }) => {
      await page.getByRole("button", { name: "I need help" }).click();
      const unsent = page.locator("#unsent");
      await expect(unsent.or(page.getByRole("heading", { name: "Order comms" })).first()).toBeVisible();
      if (!(await unsent.isVisible())) return false;
      await expect(unsent).toContainText("There were many requests from here in a short time. It will be sent automatically at");
      await expect(unsent).toContainText("If it cannot wait, ring ext. 5000");
      return true;
    }),
  );
  isFlooding = false;
  await flood;
  expect(haveRead, "one of them at least comes too late").toContain(true);
  for (const { page } of nurses) await page.waitForURL("**/r/*", { timeout: 60_000 });
  const lead = await newPerson();
  await signIn(lead, elbow.lead);
  const { tickets } = await (await lead.page.request.get("/board.json")).json();
  expect(tickets.filter(({ tag }: { tag: string }) => tag === "Order comms")).toHaveLength(2);
});

test("where a floorwalker is that cannot be kept holds back no step of a job", async ({ elbow, middlebox, newPerson }) => {
  const floorwalker = await newPerson({ ...phone, baseURL: middlebox.url });
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  middlebox.answers(({ method, path }) => (method === "POST" && path === "/me/place" ? ours(500) : undefined));
  await page.locator(".app-place__quick button").first().click();
  await expect(unsent(floorwalker)).toContainText("Not sent yet");
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.locator(".app-job")).toBeVisible();
});

test("a patient could come to harm: said without a connection, it arrives once", { annotation: { type: "shows", description: "H2.1, H1.2" } }, async ({ elbow, link, newPerson }) => {
  const [nurse, lead] = [await newPerson({ baseURL: link.url }), await newPerson()];
  const { page } = nurse;
  await signIn(lead, elbow.lead);
  await ask(nurse, path(elbow.ward_links[0]!.url));
  await workerIsReady(nurse);
  const nobody = page.getByRole("heading", { name: "No one who can help is on shift" });
  await expect(nobody).toBeVisible();
  link.cut();
  await page.getByRole("button", { name: "A patient could come to harm" }).click();
  await expect(unsent(nurse)).toContainText("Not sent yet: Now a patient could come to harm, Something else · ");
  await expect(unsent(nurse)).toContainText("If it cannot wait, ring");
  await expect(nobody).toBeVisible();
  await expect(page.getByRole("button", { name: "A patient could come to harm" })).toBeDisabled();
  await expectAccessible(page);
  await picture(page, "harm-not-sent-yet");
  await page.reload();
  await expect(unsent(nurse)).toContainText("Not sent yet: Now a patient could come to harm");

  link.mend();
  await expect(page.getByText("Is a patient in danger now?")).toBeVisible({ timeout: 20_000 });
  await expect(unsent(nurse)).toBeHidden();
  await lead.page.goto("/board");
  await lead.page.locator('a[href^="/board/tickets/"]').first().click();
  await expect(lead.page.locator("main")).toContainText("P1");
});

test("whoever asked taps each step of a request while answers get lost, and each is done once", async ({ elbow, middlebox, newPerson }) => {
  const nurse = await newPerson({ baseURL: middlebox.url });
  const { page } = nurse;
  await ask(nurse, path(elbow.ward_links[0]!.url));
  middlebox.loses(({ method }) => method === "POST");
  await page.getByRole("button", { name: "I’m OK now – cancel" }).click();
  await expect(unsent(nurse)).toContainText("Not sent yet: I’m OK now – cancel");
  // It has arrived, and the page has seen so.
  await expect(page.getByRole("heading", { name: "You cancelled this request" })).toBeVisible();
  await page.getByRole("button", { name: "It is not solved" }).click();
  await expect(unsent(nurse), "in the order of the taps").toContainText("It is not solved");
  expect(middlebox.count("POST", "/r/")).toBeGreaterThanOrEqual(2);
  middlebox.loses();
  await expect(unsent(nurse)).toBeHidden({ timeout: 25_000 });
  await expect(page.getByRole("heading", { name: "No one who can help is on shift" }), "cancelled once, opened again once").toBeVisible({ timeout: 10_000 });
});

test("a button of whoever asked for which nobody answers goes on and says so", { annotation: { type: "shows", description: "H2.5" } }, async ({ elbow, middlebox, newPerson }) => {
  const nurse = await newPerson({ baseURL: middlebox.url });
  const { page } = nurse;
  await ask(nurse, path(elbow.ward_links[0]!.url));
  middlebox.answers(({ method }) => (method === "POST" ? { status: 204 } : undefined));
  await page.getByRole("button", { name: "A patient could come to harm" }).click();
  await expect(unsent(nurse)).toContainText("Elbow is not answering at the moment.");
  middlebox.answers();
  await expect(page.getByText("Is a patient in danger now?")).toBeVisible({ timeout: 20_000 });
});

test("a second window on the same page stays with the nurse who is at it", { annotation: { type: "shows", description: "H2.8" } }, async ({ elbow, link, newPerson }) => {
  const first = await newPerson({ baseURL: link.url });
  const ward = path(elbow.ward_links[0]!.url);
  await first.page.goto(ward);
  const second = { context: first.context, page: await first.context.newPage() };
  await second.page.goto(ward);
  await second.page.getByRole("radio", { name: "Could come to harm" }).check();
  await second.page.getByText("Add where exactly, your name or a note").click();
  await second.page.locator("#note").fill("The chart does not open");

  await tapHelp(first);
  await first.page.waitForURL("**/r/*");
  await second.page.waitForTimeout(2_000);
  expect(path(second.page.url())).toBe(ward);
  await expect(second.page.locator("#note")).toHaveValue("The chart does not open");
  await expect(unsent(second)).toBeHidden();

  // Nor is it put away while the first one's cannot be sent.
  await first.page.goto(ward);
  link.cut();
  await tapHelp(first);
  await expect(unsent(first)).toContainText("Not sent yet");
  await expect(needsHelp(first.page)).toBeHidden();
  await expect(unsent(second)).toContainText("Not sent yet");
  await expect(needsHelp(second.page)).toBeVisible();
  await tapHelp(second);
  await expect(needsHelp(second.page)).toBeHidden();
  link.mend();
  await first.page.waitForURL("**/r/*", { timeout: 20_000 });
  await second.page.waitForURL("**/r/*", { timeout: 20_000 });
  expect(first.page.url()).not.toBe(second.page.url());
  await expect(second.page.locator("main")).toContainText("The chart does not open");
});

test("a request that arrived unheard is taken back when its asker needs nobody any more", { annotation: { type: "shows", description: "H2.2" } }, async ({ elbow, middlebox, newPerson }) => {
  const [nurse, lead] = [await newPerson({ baseURL: middlebox.url }), await newPerson()];
  const { page } = nurse;
  const tickets = lead.page.locator('a[href^="/board/tickets/"]');
  await signIn(lead, elbow.lead);
  await page.clock.install();
  await page.goto(path(elbow.ward_links[0]!.url));
  middlebox.loses(({ method }) => method === "POST");
  await tapHelp(nurse);
  await expect(unsent(nurse)).toContainText("Not sent yet");
  await expect(tickets).toHaveCount(1);
  await page.clock.fastForward("16:00");
  await expect(unsent(nurse)).toContainText("and Elbow has not answered. Still need help?");
  await expect(unsent(nurse)).not.toContainText("will be sent automatically");
  await expectAccessible(page);
  middlebox.loses();
  await page.getByRole("button", { name: "No, I’m OK now" }).click();
  await expect(tickets).toHaveCount(0);
  await expect(unsent(nurse)).toBeHidden();

  await expect(needsHelp(page)).toBeEnabled();
  await tapHelp(nurse);
  await page.waitForURL("**/r/*");
  await expect(page.getByRole("heading", { name: "No one who can help is on shift" }), "it is another request").toBeVisible();
});

test("a request that waits to be sent can be taken back", async ({ elbow, link, newPerson }) => {
  const [nurse, lead] = [await newPerson({ baseURL: link.url }), await newPerson()];
  const { page } = nurse;
  await page.goto(path(elbow.ward_links[0]!.url));
  link.cut();
  await tapHelp(nurse);
  await page.getByRole("button", { name: "Don’t send it" }).click();
  await expect(unsent(nurse)).toContainText("No longer needed: I need help");
  await expect(unsent(nurse)).not.toContainText("If it cannot wait");
  await expect(needsHelp(page)).toBeEnabled();
  await expectAccessible(page);
  link.mend();
  await expect(unsent(nurse)).toBeHidden({ timeout: 20_000 });
  await signIn(lead, elbow.lead);
  await expect(lead.page.locator('a[href^="/board/tickets/"]')).toHaveCount(0);
});

test("a lead whose session has ended signs in, and what a ward rang about is sent", { annotation: { type: "shows", description: "H2.7" } }, async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page } = lead;
  await page.clock.install();
  const log = async (): Promise<void> => {
    await page.goto("/board/ask");
    await page.locator("#ward").selectOption({ index: 1 });
    for (const answer of ["Something else", "Can work around it", "No"]) {
      await page.getByRole("radio", { name: answer, exact: true }).check();
    }
    await lead.context.clearCookies();
    await page.getByRole("button", { name: "Log the request" }).click();
    await expect(unsent(lead)).toContainText("You are signed out.");
  };
  await signIn(lead, elbow.lead);
  await log();
  await unsent(lead).getByRole("link", { name: "Sign in" }).click();
  await page.locator("#username").fill(elbow.lead.username);
  await page.locator("#password").fill(elbow.lead.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/board/tickets/*");

  // From any page of theirs, and after a while only if it is still needed.
  await log();
  await page.clock.fastForward("16:00");
  await signIn(lead, elbow.lead);
  expect(path(page.url())).toBe("/board");
  await expect(unsent(lead)).toContainText("Still need help?");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Yes, send it" }).click();
  await unsent(lead).getByRole("link", { name: "See who is coming" }).click();
  await page.waitForURL("**/board/tickets/*");
  await expect(unsent(lead)).toBeHidden();
  await page.goto("/board");
  await expect(page.locator('a[href^="/board/tickets/"]')).toHaveCount(2);
  await expect(unsent(lead)).toBeHidden();
});

test("answers that take twelve seconds are waited for, and nothing else is said", async ({ elbow, middlebox, newPerson }) => {
  const nurse = await newPerson({ baseURL: middlebox.url });
  const { page } = nurse;
  await page.goto(path(elbow.ward_links[0]!.url));
  middlebox.holdBack(12_000);
  const since = Date.now();
  await tapHelp(nurse);
  await expect(unsent(nurse)).toContainText("No answer yet: I need help");
  await expect(async () => {
    await expect(unsent(nurse)).toContainText("Last tried at", { timeout: 100 });
  }).toPass({ timeout: 15_000 });
  await expect(unsent(nurse)).toContainText("Elbow has not answered yet. It may have arrived");
  await expect(unsent(nurse)).not.toContainText("There is no connection");
  await expect(() => expect(middlebox.count("GET", "/r/", since)).toBe(1)).toPass({ timeout: 35_000 });
  expect(middlebox.count("POST", "/w/", since)).toBe(2);
});

test("a page with taps that do not get through does not say that it is live", { annotation: { type: "shows", description: "H7.1" } }, async ({ elbow, newPerson }) => {
  const floorwalker = await newPerson(phone);
  const { page } = floorwalker;
  const state = page.locator("#state");
  await startShift(floorwalker, elbow.responders[0]!.code);
  await expect(state).toHaveText("Live.");
  // The stream that is open goes on, as Chromium has it.
  await floorwalker.context.setOffline(true);
  await page.locator(".app-place__quick button").first().click();
  await expect(unsent(floorwalker)).toContainText("There is no connection");
  await expect(state).toContainText("Not live since", { timeout: 1_000 });
  await page.waitForTimeout(7_000);
  await expect(state).toContainText("Not live since", { timeout: 1_000 });
  await floorwalker.context.setOffline(false);
  await expect(state).toHaveText("Live.", { timeout: 20_000 });
  await expect(unsent(floorwalker)).toBeHidden({ timeout: 20_000 });
});

test("a form that gets no answer in a window without a service worker can be sent again, and says so", { annotation: { type: "shows", description: "H2.6" } }, async ({ elbow, middlebox, newPerson }) => {
  const lead = await newPerson({ baseURL: middlebox.url, serviceWorkers: "block" });
  const { page } = lead;
  await signIn(lead, elbow.lead);
  await page.goto("/known-issues");
  await page.clock.install();
  middlebox.answers(({ method }) => (method === "POST" ? { status: 204 } : undefined));
  const add = page.getByRole("button", { name: "Add it" });
  await add.click();
  await expect(add).toBeDisabled();
  await expect.poll(() => middlebox.count("POST", "/known-issues")).toBe(1);
  await page.clock.fastForward("00:31");
  await expect(page.getByText("Elbow did not answer")).toBeVisible();
  await expect(add).toBeEnabled();
  const out = page.getByRole("button", { name: "Sign out" });
  await out.click();
  await expect(page.locator("header").getByText("Elbow did not answer")).toBeVisible();
  expect(middlebox.count("POST", "/sign-out")).toBe(1);
  middlebox.answers();
  await out.click();
  // To the start, or to the sign-in if the page hears first that the session has ended.
  await expect(page).toHaveURL(/\/(staff.*)?$/);
  await expect(out).toHaveCount(0);
});

test("a nurse's request that waits outlives a lead's sign-out beside it", { annotation: { type: "shows", description: "H2.7" } }, async ({ elbow, middlebox, newPerson }) => {
  const lead = await newPerson({ baseURL: middlebox.url });
  await signIn(lead, elbow.lead);
  const nurse = { context: lead.context, page: await lead.context.newPage() };
  await nurse.page.goto(path(elbow.ward_links[0]!.url));
  middlebox.answers(({ method, path }) => (method === "POST" && path.startsWith("/w/") ? { status: 502 } : undefined));
  await tapHelp(nurse);
  await expect(unsent(nurse)).toContainText("Not sent yet");

  await lead.page.getByRole("button", { name: "Sign out" }).click();
  await expect(lead.page.getByRole("button", { name: "Sign out" })).toHaveCount(0);
  await expect(unsent(nurse)).toContainText("Not sent yet");
  middlebox.answers();
  await nurse.page.waitForURL("**/r/*", { timeout: 20_000 });
});

test("whoever would discard what is not sent reads so for as long as it is so", async ({ elbow, middlebox, newPerson }) => {
  const floorwalker = await newPerson({ ...phone, baseURL: middlebox.url });
  const { page } = floorwalker;
  await enrol(floorwalker, elbow.responders[0]!.code);
  middlebox.answers(({ method, path }) => (method === "POST" && path === "/me/shift" ? ours(500) : undefined));
  await page.getByRole("button", { name: "Start shift" }).click();
  await expect(unsent(floorwalker)).toContainText("Not sent yet");
  const tries = middlebox.count("POST", "/me/shift");
  await page.getByRole("button", { name: "Sign out" }).click();
  const warning = unsent(floorwalker).getByText("Sign out again to discard it");
  await expect(warning).toBeVisible();
  await expect.poll(() => middlebox.count("POST", "/me/shift"), { timeout: 20_000 }).toBeGreaterThan(tries);
  await page.waitForTimeout(500);
  await expect(warning).toBeVisible();
});

test("a nurse whose browser keeps nothing any more is heard, and is told nothing else", async ({ elbow, newPerson }) => {
  const { page } = await newPerson();
  await page.goto(elbow.ward_links[0]!.url);
  // As on a phone that has slept: the database is there, and never answers.
  await page.evaluate(() => {
    for (const name of ["oncomplete", "onabort"]) Object.defineProperty(IDBTransaction.prototype, name, { set() {} });
  });
  await tapHelp({ page } as Person);
  await page.waitForURL("**/r/*", { timeout: 15_000 });
  // Or it is full: what was sent is kept as unsent, and cannot be deleted.
  await page.evaluate(() => {
    IDBObjectStore.prototype.delete = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.getByRole("button", { name: "Now a patient is waiting" }).click();
  await expect(page.locator("main")).toContainText("A patient is waiting");
  await page.waitForTimeout(2_500);
  await expect(page.locator("#unsent")).toBeHidden();
});
