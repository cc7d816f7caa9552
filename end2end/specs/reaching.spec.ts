// Alerts that are proven to arrive: a drill, a handset that subscribes again by itself, an offer that nobody sees, a job that is
// handed over.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test } from "../fixtures/elbow.js";
import { ask, enrol, fitsASmallPhone, signIn, startShift, unfoldStatus } from "../fixtures/people.js";
import { deliver, shownNotifications, subscribeAt, tap } from "../fixtures/push-browser.js";

/** What the push service tells of a message. */
type Push = { device: string; status: number };

test("a lead holds a drill and sees the answer come in", { tag: "@alerts" }, async ({ elbow, pushService, newPerson }) => {
  const [lead, floorwalker, silent] = [await newPerson(), await newPerson(phone), await newPerson(phone)];
  await subscribeAt(floorwalker.context, pushService, elbow.url);
  await enrol(floorwalker, elbow.responders[0]!.code);
  await expect(floorwalker.page.locator("main")).toContainText("Alerts not yet tested");
  await floorwalker.page.getByRole("button", { name: "Start shift" }).click();
  await startShift(silent, elbow.responders[1]!.code);

  await signIn(lead, elbow.lead);
  await lead.page.getByRole("link", { name: "Communications drill" }).click();
  await expectAccessible(lead.page);
  await fitsASmallPhone(lead);
  const isDrill = (push: { text: string }) => push.text.includes('"kind":"drill"');
  const alerted = pushService.next(isDrill, 20_000);
  await lead.page.getByRole("button", { name: "Start the drill" }).click();
  await expect(lead.page.locator("main")).toContainText("2 people on shift; 1 can be alerted");
  await expectAccessible(lead.page);
  await lead.page.getByRole("button", { name: "Alert them now" }).click();
  await expect(lead.page.locator("main")).toContainText("0 of 2 answered");
  await deliver(floorwalker.page, (await alerted).text);
  await expect.poll(async () => (await shownNotifications(floorwalker.page)).map(({ title }) => title)).toContain("Communications drill");
  await tap(floorwalker.page);
  await expect(lead.page.locator("main")).toContainText("1 of 2 answered");
  await expect(lead.page.locator("main")).toContainText("no handset with alerts on");
  await expectAccessible(lead.page);
  await fitsASmallPhone(lead);
});

test("a handset that its push service has forgotten subscribes again by itself", { tag: "@alerts", annotation: { type: "shows", description: "H4.6" } }, async ({ elbow, pushService, newPerson }) => {
  const floorwalker = await newPerson(phone);
  const { page, context } = floorwalker;
  await subscribeAt(context, pushService, elbow.url);
  await startShift(floorwalker, elbow.responders[0]!.code);
  const first = await pushService.next(({ status }: Push) => status === 201);
  await deliver(page, first.text);
  await tap(page);
  await expect(page.locator("main")).toContainText("Alerts working, tested");

  // The browser knows nothing of it: it hands out the same address as before.
  pushService.expire(first.device);
  const another = pushService.next(({ status, device }: Push) => status === 201 && device !== first.device, 20_000);
  await unfoldStatus(floorwalker);
  await page.getByRole("button", { name: "Test alerts" }).click();
  await pushService.next(({ status, device }: Push) => status === 410 && device === first.device);
  await deliver(page, (await another).text);
  await expect(page.locator("main")).toContainText("Alerts not yet tested");
  await tap(page);
  await expect(page.locator("main")).toContainText("Alerts working, tested");
});

test("an offer that nobody has seen is marked on the board", { tag: "@alerts", annotation: { type: "shows", description: "H4.2" } }, async ({ elbow, pushService, newPerson }) => {
  const [lead, floorwalker, nurse] = [await newPerson(), await newPerson(phone), await newPerson()];
  await subscribeAt(floorwalker.context, pushService, elbow.url);
  await enrol(floorwalker, elbow.responders[0]!.code);
  await expect(floorwalker.page.locator("main")).toContainText("Alerts not yet tested");
  await floorwalker.page.getByRole("button", { name: "Start shift" }).click();
  await expect(floorwalker.page.locator("main")).toContainText("You are on shift");
  // The page is closed, and the push service keeps the alert to itself.
  await floorwalker.page.close();
  await signIn(lead, elbow.lead);
  await ask(nurse, elbow.ward_links[0]!.url);
  await expect(lead.page.locator("main")).toContainText("not confirmed");
  await expect(lead.page.locator("main")).toContainText("Not reached", { timeout: 20_000 });
  await expectAccessible(lead.page);
  await fitsASmallPhone(lead);
});

test("a shift ends, and the job in hand goes to someone by name", async ({ elbow, newPerson }) => {
  const off = { ...phone, javaScriptEnabled: false };
  const [first, second, nurse] = [await newPerson(phone), await newPerson(off), await newPerson()];
  await startShift(first, elbow.responders[0]!.code);
  await ask(nurse, elbow.ward_links[0]!.url);
  await first.page.getByRole("button", { name: "Accept" }).click();
  await expect(first.page.getByRole("button", { name: "I am here" }).first()).toBeVisible();
  await startShift(second, elbow.responders[1]!.code);

  await unfoldStatus(first);
  await first.page.getByRole("button", { name: "End shift" }).click();
  await first.page.waitForURL("**/me/end-shift");
  await expectAccessible(first.page);
  await fitsASmallPhone(first);
  await first.page.getByRole("button", { name: "Hand over and end shift" }).click();
  await first.page.waitForURL("**/me");
  await expect(first.page.locator("main")).toContainText("You are off shift");
  await second.page.goto("/me");
  await expect(second.page.locator("main")).toContainText("Your job");
  await nurse.page.reload();
  await expect(nurse.page.locator("main")).toContainText(`${elbow.responders[1]!.name} is on the way`);
});
