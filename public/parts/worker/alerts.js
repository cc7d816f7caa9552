// Alerts while no page is open: shown, told of, and answered where they are read.

import { newKey } from "../key.js";
import { post } from "../post.js";
import * as say from "../sentences.js";
import { outbox } from "../taps.js";
import { jobs } from "./jobs.js";
import { worker } from "./scope.js";

/** Pauses before a receipt is posted again, in milliseconds. A receipt that never arrives does no harm: silence escalates. */
const RECEIPT_PAUSES = [1000, 4000];

/** Felt in a pocket, walking. */
const VIBRATION = [400, 150, 400, 150, 400];

/** What can be answered without opening Elbow, where the browser shows buttons. */
export const ANSWERS = [
  { action: "accept", title: say.accept },
  { action: "decline", title: say.cannotTakeIt },
];

/** Shown when a push cannot be read: a browser that gets a push and shows nothing takes the permission away. */
const UNREADABLE = {
  ...say.somethingChanged,
  tag: "elbow",
  data: { path: "/me" },
};

/** @param {PushMessageData | null} pushData */
export async function alertReceived(pushData) {
  const alert = readAlert(pushData);
  await show(alert);
  await postReceipt(alert.data, "shown");
  // The page counts the offers; until it is opened there is one, or none.
  if (alert.data.kind === "offer") await navigator.setAppBadge?.().catch(() => {});
}

/**
 * `code`: the ticket's; `made_at`: by the server's clock.
 *
 * @typedef {{ path?: string, kind?: string, code?: string, alert?: string, receipt?: string, made_at?: number }} AlertData
 * @typedef {NotificationOptions & { title: string, tag: string, data: AlertData }} Alert
 */

/** The notification in a push, or a plain one if it cannot be read. @type {(pushData: PushMessageData | null) => Alert} */
function readAlert(pushData) {
  if (!pushData) return UNREADABLE;
  try {
    const { title, body, tag, lang, silent, requireInteraction, data } = pushData.json().notification;
    if (typeof title !== "string" || typeof tag !== "string" || title === "" || tag === "") {
      return UNREADABLE;
    }
    return { title, body, tag, lang, silent: silent === true, requireInteraction: requireInteraction === true, data: data ?? {} };
  } catch {
    return UNREADABLE;
  }
}

/**
 * Shows one notification, always. It replaces the last one about the same ticket, with sound and vibration unless it is a
 * silent one ("taken") or was shown before. Pushes can overtake each other: an older one leaves the newer one in place.
 *
 * @param {Alert} alert
 */
async function show(alert) {
  const [present] = await worker.registration.getNotifications({ tag: alert.tag });
  /** @type {AlertData} */
  const before = present?.data ?? {};
  if (present && (before.made_at ?? 0) > (alert.data.made_at ?? Infinity)) {
    const { title, body, tag, lang, requireInteraction, data } = present;
    return worker.registration.showNotification(title, { body, tag, lang, requireInteraction, data, silent: true });
  }
  const wasShown = before.alert !== undefined && before.alert === alert.data.alert;
  const { title, ...options } = alert;
  const quiet = alert.silent || wasShown;
  const noise = quiet ? { silent: true } : { renotify: true, vibrate: VIBRATION };
  // What only some browsers know: buttons, vibration, the time.
  /** @type {NotificationOptions & Record<string, unknown>} */
  const shown = {
    ...options,
    ...noise,
    actions: alert.data.kind === "offer" ? ANSWERS : [],
    icon: "/icons/icon-192.png",
    timestamp: alert.data.made_at,
  };
  return worker.registration.showNotification(title, shown);
}

/** Tells the server that an alert was shown or opened. @type {(data: AlertData, what: "shown" | "opened") => Promise<void>} */
export async function postReceipt({ alert, receipt }, what) {
  if (alert === undefined || receipt === undefined) {
    return;
  }
  for (const pause of [0, ...RECEIPT_PAUSES]) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      const { status } = await post("/push/receipt", { alert, receipt, what });
      if (status < 500) {
        return;
      }
    } catch {
      // No connection; the next try may find one.
    }
  }
}

/** Accepts or declines the offer that a notification is about; it waits in the outbox like any other tap. @type {(verb: string, data: AlertData) => Promise<void>} */
export async function answer(verb, { code, path }) {
  try {
    /** @type {{ offers: (Record<"offer" | "ticket" | "ward" | "tag" | "code", string> & { version: number })[] }} */
    const { offers } = (await jobs()).json();
    const known = offers.find((known) => known.code === code);
    const tapped = ANSWERS.find(({ action }) => action === verb);
    if (!known || !tapped) return openAt(path);
    const { offer, ticket, version, ward, tag } = known;
    const at = Date.now();
    const about = `${ward} · ${tag}`;
    const fields = String(new URLSearchParams({ key: newKey(), version: String(version), at: String(at) }));
    const said = `${tapped.title}, ${about}`;
    const by = (await outbox.kept("jobs"))?.person;
    await outbox.put({ path: `/me/offers/${offer}/${verb}`, fields, said, ticket, about, page: "/me", by, at });
    await outbox.flush();
  } catch {
    // Signed out, no connection, or over: the page says which.
    return openAt(path);
  }
  if (verb === "accept") await openAt(path);
}

/** Brings the page to the front if it is open somewhere, or opens it. @param {string} [path] */
export async function openAt(path) {
  const url = new URL(path ?? "/me", worker.location.origin);
  if (url.origin !== worker.location.origin) {
    return;
  }
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.find((client) => new URL(client.url).pathname === url.pathname);
  await (open ? open.focus() : worker.clients.openWindow(url.href));
}
