// A browser has changed its subscription to alerts.

import { SUBSCRIBE_AGAIN, subscribe, tell } from "../subscription.js";
import { jobs } from "./jobs.js";
import { worker } from "./scope.js";

/** @param {PushSubscription | null | undefined} given */
export async function resubscribe(given) {
  const subscription = given ?? (await subscribeWith(await keyInUse()));
  if (!subscription) return;
  const answer = await tell(subscription);
  if (answer.status !== SUBSCRIBE_AGAIN) return;
  // What the browser has handed out will not do: its key is old, or the push service knows it no more.
  await subscription.unsubscribe();
  const { vapid_key } = answer.json();
  const again = await subscribeWith(vapid_key);
  if (again) await tell(again);
}

/** @type {(key: string | undefined) => Promise<PushSubscription> | undefined} */
const subscribeWith = (key) => (key ? subscribe(worker.registration.pushManager, key) : undefined);

/** @returns {Promise<string | undefined>} */
async function keyInUse() {
  const answer = await jobs();
  // Nobody is signed in: the page asks for alerts again at the next sign-in.
  return answer.ok ? answer.json().alerts?.vapid_key : undefined;
}
