// The alerts switch: subscribes this handset to web push and tells the server where to send.

import { find, need } from "./find.js";
import * as say from "./sentences.js";
import { SUBSCRIBE_AGAIN, keyOf, subscribe, tell } from "./subscription.js";

const isSupported = () => "Notification" in window && "PushManager" in window && "serviceWorker" in navigator;

/** Whether the server, by what the page says, knows of no handset to alert. */
const saysOff = () => find("#live [data-alerts=off]") !== null;

/**
 * Looks at the start, and whenever the page comes to say that alerts are off, whether this handset gets alerts: tells the server what
 * it has, and subscribes again where the server has another key, cannot reach what it had, or knows that the push service has
 * forgotten it.
 *
 * @param {HTMLElement} place with the key to subscribe with
 */
export function offerAlerts(place) {
  const { vapid: key = "" } = place.dataset;
  const [trouble, button] = [need("p", place), need("button", place)];
  const sayWhy = (words = "") => {
    trouble.textContent = words;
    trouble.hidden = !words;
  };
  if (!isSupported()) return sayWhy(say.noAlertsHere);

  let isLooking = false;
  const look = async () => {
    if (Notification.permission === "denied") return sayWhy(say.alertsBlocked);
    const mayAsk = Notification.permission === "default";
    if (mayAsk) button.hidden = false;
    if (mayAsk || isLooking) return;
    isLooking = true;
    button.hidden = await isSubscribed(key);
    isLooking = false;
  };
  button.addEventListener("click", async () => {
    if ((await Notification.requestPermission().catch(() => "denied")) !== "granted") return sayWhy(say.alertsBlocked);
    if (!(await isSubscribed(key))) return sayWhy(say.alertsFailed);
    // The health line is the server's to say.
    location.replace("/me");
  });
  look();
  document.addEventListener("elbow:taken-over", () => saysOff() && look());
}

/** Subscribes with this key unless that is how it already is. Whether the server will alert this handset. @param {string} key */
async function isSubscribed(key) {
  try {
    const workers = navigator.serviceWorker;
    await workers.register("/sw.js");
    const { pushManager: push } = await workers.ready;
    const present = await push.getSubscription();
    if (present && keyOf(present) === key) {
      const { status } = await tell(present);
      if (status !== SUBSCRIBE_AGAIN) return isTaken(status);
    }
    await present?.unsubscribe();
    return isTaken((await tell(await subscribe(push, key))).status);
  } catch (problem) {
    console.warn(problem);
    return false;
  }
}

/** @param {number} status */
const isTaken = (status) => status === 204;
