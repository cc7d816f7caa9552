// The whole loop with three people at once: a ward PC without script asks, a floorwalker's phone is alerted and helps, the command
// centre watches.

import { deliver, shownNotifications, subscribeAt, tap } from "../fixtures/push-browser.js";
import { expect, phone, test } from "../fixtures/elbow.js";
import { enrol, signIn } from "../fixtures/people.js";
import { picture } from "../fixtures/picture.js";

test("a ward PC without script asks, a phone is alerted, the board shows every step", { tag: "@alerts" }, async ({
  elbow,
  pushService,
  newPerson,
}) => {
  const lead = await newPerson();
  await signIn(lead, elbow.lead);
  await expect(lead.page.locator("main")).toContainText("Live");

  // The phone: enrolled, alerts on, on shift.
  const responder = elbow.responders[0]!;
  const floorwalker = await newPerson(phone);
  await subscribeAt(floorwalker.context, pushService, elbow.url);
  await enrol(floorwalker, responder.code);
  await expect(floorwalker.page.locator("main")).toContainText("Alerts not yet tested");
  const tested = pushService.next((push: { text: string }) => push.text !== "", 20_000);
  await floorwalker.page.getByRole("button", { name: "Start shift" }).click();
  await deliver(floorwalker.page, (await tested).text);
  await expect.poll(async () => (await shownNotifications(floorwalker.page)).length).toBe(1);
  await expect(floorwalker.page.locator("main")).toContainText("Alerts not yet tested");
  await tap(floorwalker.page);
  await expect(floorwalker.page.locator("main")).toContainText("Alerts working, tested");
  await picture(floorwalker.page, "my-jobs");

  // The ward PC, script off.
  const nurse = await newPerson({ javaScriptEnabled: false });
  await nurse.page.goto(elbow.ward_links[0]!.url);
  await picture(nurse.page, "ask");
  const alerted = pushService.next((push: { topic?: string }) => push.topic !== undefined, 20_000);
  await nurse.page.getByRole("radio", { name: "Something else" }).check();
  await nurse.page.getByRole("button", { name: "I need help" }).click();
  await nurse.page.waitForURL("**/r/*");
  await expect(nurse.page.locator("main")).toContainText("Looking for someone");
  await picture(nurse.page, "waiting");

  // The push: encrypted, signed for exactly this service, worth sending for no longer than the offer.
  const push = await alerted;
  expect(push.status).toBe(201);
  expect(push.urgency).toBe("high");
  expect(push.topic!.length).toBeLessThanOrEqual(32);
  expect(push.ttl).toBeGreaterThan(0);
  expect(push.ttl).toBeLessThanOrEqual(60);
  expect(push.claims.aud).toBe(pushService.origin);
  await deliver(floorwalker.page, push.text);
  await expect.poll(async () => (await shownNotifications(floorwalker.page)).length).toBeGreaterThan(0);

  // The board and the phone have changed without a reload.
  await expect(lead.page.locator("main")).toContainText(responder.name);
  await expect(lead.page.locator("main")).toContainText("Offered");
  await expect(floorwalker.page.getByRole("button", { name: "Accept" })).toBeVisible();
  await picture(floorwalker.page, "offer");

  await floorwalker.page.getByRole("button", { name: "Accept" }).click();
  await expect(floorwalker.page.getByRole("button", { name: "I am here" }).first()).toBeVisible();
  await picture(floorwalker.page, "job");
  await expect(lead.page.getByRole("table").first()).toContainText("On the way");
  await nurse.page.reload();
  await expect(nurse.page.locator("main")).toContainText(`${responder.name} is on the way`);

  await floorwalker.page.getByRole("button", { name: "I am here" }).first().click();
  await expect(lead.page.getByRole("table").first()).toContainText("With them");
  await nurse.page.reload();
  await expect(nurse.page.locator("main")).toContainText(`${responder.name} is with you`);
  await lead.page.locator('a[href^="/board/tickets/"]').first().click();
  await expect(lead.page.locator("main")).toContainText(responder.name);
  await picture(lead.page, "ticket");

  await floorwalker.page.getByRole("button", { name: "Done" }).click();
  await picture(floorwalker.page, "finish");
  await floorwalker.page.getByRole("button", { name: "Training or elbow support" }).click();
  await floorwalker.page.waitForURL("**/me");
  await expect(floorwalker.page.getByRole("button", { name: "Undo" })).toBeVisible();
  await nurse.page.reload();
  await expect(nurse.page.locator("main")).toContainText("Is it sorted?");

  await lead.page.goto("/board");
  await expect(lead.page.locator('a[href^="/board/tickets/"]')).toHaveCount(0);
  await lead.page.goto("/insight");
  await expect(lead.page.getByRole("table").first()).toContainText("Training or elbow support");
});
