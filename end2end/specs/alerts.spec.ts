// An offer is answered where it is read: on the notification, with no page in front.

import { deliver, shownNotifications, subscribeAt } from "../fixtures/push-browser.js";
import { expect, phone, test } from "../fixtures/elbow.js";
import { ask, startShift, workerIsReady } from "../fixtures/people.js";

for (const [action, outcome] of [
  ["accept", "I am here"],
  ["decline", "No jobs for you right now"],
] as const) {
  test(`an offer is answered from its notification: ${action}`, { tag: "@alerts" }, async ({ elbow, pushService, newPerson }) => {
    const floorwalker = await newPerson(phone);
    const { page, context } = floorwalker;
    await subscribeAt(context, pushService, elbow.url);
    await startShift(floorwalker, elbow.responders[0]!.code);
    await workerIsReady(floorwalker);
    const alerted = pushService.next((push: { topic?: string }) => push.topic !== undefined && push.topic !== "test", 20_000);
    await ask(await newPerson(), elbow.ward_links[0]!.url);
    await deliver(page, (await alerted).text);
    await expect.poll(async () => (await shownNotifications(page)).length).toBeGreaterThan(0);
    await expect(page.getByRole("button", { name: "Accept" })).toBeVisible();

    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
    await worker.evaluate(async (action) => {
      const scope = self as unknown as { registration: ServiceWorkerRegistration } & EventTarget;
      const shown = await scope.registration.getNotifications();
      const notification = shown.find(({ data }) => data.kind === "offer");
      const Click = (self as unknown as { NotificationEvent: new (name: string, init: object) => Event }).NotificationEvent;
      scope.dispatchEvent(new Click("notificationclick", { notification, action }));
    }, action);
    await expect(page.locator("#live")).toContainText(outcome);
  });
}
