// In places without a connection: nothing tapped is lost, nothing looks sent before it is, and nothing is done twice.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test, type Person } from "../fixtures/elbow.js";
import { ask, choose, enrol, signIn, startShift, workerIsReady } from "../fixtures/people.js";
import { picture } from "../fixtures/picture.js";

const path = (url: string): string => new URL(url).pathname;

/** What the worker has not kept is gone: phones have little room. */
const forgetFiles = async ({ page }: Person): Promise<unknown> =>
  (await page.context().newCDPSession(page)).send("Network.clearBrowserCache");

/** The style sheets that a page has got of those that it names. */
const sheets = ({ page }: Person): Promise<string[]> =>
  page.evaluate(() =>
    [...document.styleSheets].filter(({ cssRules }) => cssRules.length > 0).map(({ href }) => href!.split("/").pop()!),
  );

test("a floorwalker helps in a basement without a connection, for twenty minutes", { annotation: { type: "shows", description: "H2.1, H7.2" } }, async ({ elbow, link, newPerson }) => {
  const floorwalker = await newPerson({ ...phone, baseURL: link.url });
  const { page } = floorwalker;
  await page.clock.install();
  await startShift(floorwalker, elbow.responders[0]!.code);
  await workerIsReady(floorwalker);
  const nurse = await newPerson();
  await ask(nurse, elbow.ward_links[0]!.url);
  await expect(page.getByRole("button", { name: "Accept" })).toBeVisible();

  link.cut();
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.locator("#unsent")).toContainText("Not sent yet: Accept");
  await expect(page.locator("#unsent")).toContainText("Last tried at");
  await expectAccessible(page);
  await picture(page, "not-sent-yet");
  await page.locator("#unsent").getByRole("button", { name: "I am here" }).click();
  await expect(page.locator("#unsent")).toContainText("Not sent yet: I am here");

  // The page is closed and opened again: what was tapped and where to go is still there.
  await page.goto("/me");
  await expect(page.getByRole("heading", { name: /^Your jobs as they were at/ })).toBeVisible();
  await expect(page.locator("[data-offline]")).toContainText("Something else");
  await expectAccessible(page);
  await page.clock.fastForward("20:00");
  await page.locator("#unsent").getByRole("button", { name: "Done – say what the problem was" }).click();
  await expectAccessible(page);
  await picture(page, "say-what-it-was");
  await page.locator("#unsent").getByRole("button", { name: "Training or elbow support" }).click();
  await expect(page.locator("#unsent")).toContainText("Not sent yet: Training or elbow support");
  await nurse.page.reload();
  await expect(nurse.page.locator("main")).toContainText("Looking for someone");

  link.mend();
  await expect(page.getByRole("heading", { name: "My jobs" })).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("#unsent")).toBeHidden();
  await nurse.page.reload();
  await expect(nurse.page.locator("main")).toContainText("Your request is closed");
  await expect(nurse.page.locator("main")).toContainText(`${elbow.responders[0]!.name} is coming`);
});

test("a phone that loses its connection after its first page of jobs goes on", { annotation: { type: "shows", description: "H2.1" } }, async ({ elbow, link, newPerson }) => {
  const floorwalker = await newPerson({ ...phone, baseURL: link.url });
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await expect(page.getByRole("button", { name: "Accept" })).toBeVisible();
  // As if this were the first page that the browser opens of Elbow.
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())!.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await page.reload();
  await workerIsReady(floorwalker);
  await page.waitForFunction(() => caches.match(document.querySelector<HTMLScriptElement>("[src$='jobs.js']")!.src));
  link.cut();
  await forgetFiles(floorwalker);
  await page.goto("/me");
  await expect(page.getByRole("heading", { name: /^Your jobs as they were at/ })).toBeVisible();
  expect(await sheets(floorwalker)).toEqual(["elbow.css", "staff.css"]);
  await page.locator("[data-offline]").getByRole("button", { name: "Accept" }).click();
  await page.locator("#unsent").getByRole("button", { name: "I am here" }).click();
  await expect(page.locator("#unsent")).toContainText("Not sent yet: I am here");
});

test("who accepts too late is told who has it", async ({ elbow, link, newPerson }) => {
  const [late, lead, nurse] = [await newPerson({ ...phone, baseURL: link.url }), await newPerson(), await newPerson()];
  const [first, second] = elbow.responders;
  await startShift(late, first!.code);
  await workerIsReady(late);
  await ask(nurse, elbow.ward_links[0]!.url);
  await expect(late.page.getByRole("button", { name: "Accept" })).toBeVisible();
  link.cut();
  await late.page.getByRole("button", { name: "Accept" }).click();
  await expect(late.page.locator("#unsent")).toContainText("Not sent yet: Accept");

  await startShift(await newPerson(phone), second!.code);
  await signIn(lead, elbow.lead);
  await lead.page.goto("/board");
  await lead.page.locator('a[href^="/board/tickets/"]').first().click();
  await choose(lead.page.locator('select[name="person"]'), second!.name);
  await lead.page.locator('form[action$="/assign"] button').click();
  await expect(lead.page.locator("main")).toContainText("On the way");

  link.mend();
  await expect(late.page.locator("#unsent")).toContainText(`${second!.name} has it.`, { timeout: 20_000 });
  await expect(late.page.getByRole("button", { name: "Accept" })).toBeHidden({ timeout: 20_000 });
  await expectAccessible(late.page);
  await late.page.getByRole("button", { name: "OK" }).click();
  await expect(late.page.locator("#unsent")).toBeHidden();
});

test("a request for help survives a lost connection and a reload, and is sent by itself", { annotation: { type: "shows", description: "H2.1" } }, async ({ elbow, link, newPerson }) => {
  const nurse = await newPerson({ baseURL: link.url });
  const { page } = nurse;
  const ward = path(elbow.ward_links[0]!.url);
  await page.goto(ward);
  await workerIsReady(nurse);
  link.cut();
  await page.getByRole("radio", { name: "Something else" }).check();
  await page.getByRole("button", { name: "I need help" }).click();
  await expect(page.locator("#unsent")).toContainText("Not sent yet: I need help");
  await expect(page.locator("#unsent"), "which one it is").toContainText("Not sent yet: I need help, Something else, ");
  await expect(page.locator("#unsent")).toContainText("If it cannot wait, ring");
  await expect(page.getByRole("button", { name: "I need help" })).toBeHidden();
  await expectAccessible(page);
  await picture(page, "ask-not-sent-yet");
  await forgetFiles(nurse);
  await page.goto(ward);
  await expect(page.getByRole("heading", { name: "There is no connection" })).toBeVisible();
  expect(await sheets(nurse), "all that the page without a connection needs is there").toEqual(["elbow.css"]);
  await expect(page.locator("#unsent")).toContainText("Not sent yet: I need help");
  await expectAccessible(page);
  link.mend();
  await page.waitForURL("**/r/*", { timeout: 20_000 });
  await expect(page.locator("main")).toContainText("No one who can help is on shift");
});

test("a request that could not be sent for long is sent only if help is still needed", { annotation: { type: "shows", description: "H2.2" } }, async ({ elbow, link, newPerson }) => {
  const lead = await newPerson();
  await signIn(lead, elbow.lead);
  for (const answer of ["No, I’m OK now", "Yes, send it"]) {
    const nurse = await newPerson({ baseURL: link.url });
    const { page } = nurse;
    await page.clock.install();
    await page.goto(path(elbow.ward_links[0]!.url));
    await workerIsReady(nurse);
    link.cut();
    await page.getByRole("radio", { name: "Something else" }).check();
    await page.getByRole("button", { name: "I need help" }).click();
    await expect(page.locator("#unsent")).toContainText("Not sent yet");
    await page.clock.fastForward("16:00");
    await expect(page.locator("#unsent")).toContainText("Still need help?");
    await expectAccessible(page);
    link.mend();
    await page.getByRole("button", { name: answer }).click();
    if (answer === "Yes, send it") {
      await page.waitForURL("**/r/*");
    } else {
      await expect(page.locator("#unsent")).toBeHidden();
      await expect(page.getByRole("button", { name: "I need help" })).toBeVisible();
    }
    await lead.page.goto("/board");
    await expect(lead.page.locator('a[href^="/board/tickets/"]')).toHaveCount(answer === "Yes, send it" ? 1 : 0);
  }
});

test("what is wrong with a request is said beside the field", async ({ elbow, newPerson }) => {
  const { page } = await newPerson();
  const long = "The drug chart does not open. ".repeat(5);
  await page.goto(elbow.ward_links[0]!.url);
  await page.getByRole("radio", { name: "Something else" }).check();
  await page.getByText("Add where exactly, your name or a note").click();
  await page.locator("#note").fill(long);
  await page.getByRole("button", { name: "I need help" }).click();
  await expect(page.getByText("There is a problem")).toBeVisible();
  await expect(page.locator("#note-error")).toContainText("Use 140 characters or fewer.");
  await expect(page.locator("#note")).toHaveValue(long);
});

test("signing out leaves nothing on the device, and warns of what is not sent", async ({ elbow, link, newPerson }) => {
  const floorwalker = await newPerson({ ...phone, baseURL: link.url });
  const { page } = floorwalker;
  await startShift(floorwalker, elbow.responders[0]!.code);
  await workerIsReady(floorwalker);
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.locator(".app-job")).toBeVisible();
  const kept = () =>
    page.evaluate(async () => {
      const opening = indexedDB.open("elbow");
      await new Promise((resolve) => (opening.onsuccess = resolve));
      const stores = opening.result.transaction(["taps", "kept"]);
      const counts = ["taps", "kept"].map((name) => stores.objectStore(name).count());
      await new Promise((resolve) => (stores.oncomplete = resolve));
      opening.result.close();
      return counts.map(({ result }) => result);
    });
  await expect.poll(kept, "the job in hand").toEqual([0, 1]);

  link.cut();
  await page.getByText("Give this job back").click();
  await page.getByRole("button", { name: "Give back" }).click();
  await expect(page.locator("#unsent")).toContainText("Not sent yet: Give back");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.locator("#unsent")).toContainText("Sign out again to discard it");
  link.mend();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/me/end-shift?sign_out=true");
  expect(await kept()).toContain(1);
  await page.getByRole("button", { name: "end shift and sign out" }).last().click();
  // The page may hear of it before the answer to its form comes.
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await kept()).toEqual([0, 0]);
  const cookies = await floorwalker.context.cookies();
  // Whose handset it is, and that this browser keeps cookies.
  expect(cookies.map(({ name }) => name).sort()).toEqual(["elbow-device", "elbow-kept"]);
});

test("a loan phone that is given back forgets whose it was", async ({ elbow, newPerson }) => {
  const floorwalker = await newPerson(phone);
  const { page } = floorwalker;
  await enrol(floorwalker, elbow.responders[0]!.code);
  await page.getByText("Is this a loan phone?").click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Give this phone back" }).click();
  // The page may hear of it before the answer to its form comes.
  await expect(page).toHaveURL(/\/sign-in/);
  // Only that this browser keeps cookies.
  expect((await floorwalker.context.cookies()).map(({ name, value }) => `${name}=${value}`)).toEqual(["elbow-kept=yes"]);
  await expect(page.locator("main")).toContainText("This handset is not set up yet");
});

test("on a device that has no room left pages come as before", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page, context } = lead;
  await page.goto(elbow.ward_links[0]!.url);
  await workerIsReady(lead);
  await (await context.newCDPSession(page)).send("Storage.overrideQuotaForOrigin", { origin: elbow.url, quotaSize: 1 });
  await signIn(lead, elbow.lead);
  await expect(page.locator("#state")).toHaveText("Live.");
  expect(await sheets(lead)).toEqual(["staff.css"]);
});
