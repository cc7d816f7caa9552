// The service worker: alerts while no page is open, and a plain page when there is no connection.
//
// It keeps the files of one build, whose addresses never change their content, and the offline page; nothing else. Pages,
// data, live streams and everything that is sent go to the network, so that nothing old looks new and nothing unsent looks
// sent. What could not be sent is in the outbox, which it shares with the pages. The server fills in the build and the desk's
// telephone number; another build is another file, and so another worker.

import { ask, isOurs } from "./parts/answer.js";
import { post } from "./parts/post.js";
import { SUBSCRIBE_AGAIN, subscribe, tell } from "./parts/subscription.js";
import { outbox } from "./parts/taps.js";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const BUILD = "__BUILD__";
const CACHE_FAMILY = "elbow:";
const CACHE = `${CACHE_FAMILY}${BUILD}`;
const OFFLINE = "/offline.html";
const files = (/** @type {string[]} */ ...names) => names.map((name) => `${BUILD}/${name}`);

// All that the offline page needs for whoever asks.
const KEPT_FROM_THE_START = files("elbow.css", "elbow.js", "outbox.js");

// What a page may have kept beside it: for what it does without a connection, before it has needed it with one.
/** @type {Record<string, string[]>} */
const KEPT_ON_REQUEST = {
  // Looks at a text for patient data: a page fetches it only once somebody types.
  "keep-guard": files("guard.js", "patient_data.js", "patient_data_bg.wasm"),
  "keep-jobs": files("jobs.js"),
};

// How long a page may take before the offline page is shown in the meantime, in milliseconds.
const PATIENCE = 3000;

// How long a page may take to say that it has heard, in milliseconds.
const HEARING = 1000;

// How long a page that came after all is kept for whoever waits for it, in milliseconds.
const KEEPS_LATE = 5000;

// Pauses before a receipt is posted again, in milliseconds. A receipt that never arrives does no harm: silence escalates.
const RECEIPT_PAUSES = [1000, 4000];

// Felt in a pocket, walking.
const VIBRATION = [400, 150, 400, 150, 400];

// What can be answered without opening Elbow, where the browser shows buttons.
const ANSWERS = [
  { action: "accept", title: "Accept" },
  { action: "decline", title: "Can’t take it" },
];

// Shown when a push cannot be read: a browser that gets a push and shows nothing takes the permission away.
const UNREADABLE = {
  title: "Elbow",
  body: "Something has changed. Open Elbow to see it.",
  tag: "elbow",
  data: { path: "/me" },
};

// Life ---------------------------------------------------------------------------------------------------------------------

worker.addEventListener("install", (event) => {
  event.waitUntil(keepFiles());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

// A new worker waits until the page says that no form is half filled, and until nothing is unsent.
worker.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") {
    event.waitUntil(goOnIfAllIsSent());
  }
  const wanted = KEPT_ON_REQUEST[event.data];
  if (wanted) {
    event.waitUntil(Promise.allSettled(wanted.map(asset)));
  }
});

async function goOnIfAllIsSent() {
  // What waits for somebody to sign in may wait for ever.
  if (!(await outbox.list()).some((tap) => outbox.isDue(tap) && !tap.isSignedOut)) {
    // Not awaited: it is done only once the worker before this one has nothing left to do.
    worker.skipWaiting();
  }
}

async function keepFiles() {
  const cache = await caches.open(CACHE);
  // Past the browser's own cache: the offline page of the last build names the files of the last build.
  const requests = [...KEPT_FROM_THE_START, new Request(OFFLINE, { cache: "reload" })];
  await Promise.all(requests.map(async (request) => cache.put(request, await ours(request))));
}

/** A file of ours, and nobody else's under its address. @param {RequestInfo} request */
async function ours(request) {
  const response = await fetch(request);
  if (response.status !== 200 || !isOurs(response)) throw new Error(`no answer of Elbow: ${response.status}`);
  return response;
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHE_FAMILY) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  // Where the server refuses connections, a preload makes Firefox show a page of its own, and no other can be shown.
  await worker.registration.navigationPreload?.disable();
  await worker.clients.claim();
}

// Requests -----------------------------------------------------------------------------------------------------------------

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== worker.location.origin) {
    return;
  }
  // Not an upload: its whole body would go through here.
  const isUpload = /^multipart/.test(request.headers.get("content-type") ?? "");
  if (request.method === "POST" && request.mode === "navigate" && !isUpload) {
    event.respondWith(answerToForm(request, url));
  }
  if (request.method !== "GET") {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(page(event, url));
  } else if (url.pathname.startsWith(`${BUILD}/`)) {
    event.respondWith(asset(request));
  }
});

/** A file of this build: from the cache, or from the network and then kept. @param {RequestInfo} request */
async function asset(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) {
    return kept;
  }
  const response = await ours(request);
  await cache.put(request, response.clone());
  return response;
}

/** Pages that were late, by their address: each is for whoever asks for it next. @type {Map<string, Promise<Response>>} */
const late = new Map();

/**
 * A page from the network, or the offline page if there is no answer of ours, or none yet. What is late is shown as soon as it
 * comes: the offline page that is there meanwhile is told, and asks again. Never kept for longer: pages are personal.
 *
 * @type {(event: FetchEvent, url: URL) => Promise<Response>}
 */
async function page(event, url) {
  const { href } = url;
  const own = () => ourPage(event.request);
  const before = late.get(href);
  late.delete(href);
  // Whoever leaves a page that loads may end its request.
  const answer = before?.catch(own) ?? own();
  const first = await Promise.race([answer.catch(() => undefined), later(PATIENCE)]);
  if (first !== LATE) return first ?? offlinePage(url, "cut");
  late.set(href, answer);
  const forget = () => late.get(href) === answer && late.delete(href);
  event.waitUntil(answer.then(() => tellLate(event.resultingClientId)).catch(() => {}).then(() => later(KEEPS_LATE)).then(forget));
  return offlinePage(url, "slow");
}

const LATE = "late";

/** @type {(time: number) => Promise<typeof LATE>} */
const later = (time) => new Promise((resolve) => setTimeout(resolve, time, LATE));

/** Where a redirection leads is not told; whatever else is not from Elbow is no answer. @param {Response} response */
const isOurPage = (response) => response.type === "opaqueredirect" || isOurs(response);

/** @param {Request} request */
async function ourPage(request) {
  const response = await fetch(request);
  if (!isOurPage(response)) throw new Error(`no answer of Elbow: ${response.status}`);
  return response;
}

/**
 * What a form was answered. If that is not from Elbow, the page of the form says so, and stays as it is with what was typed: to a
 * browser 204 means just that. Where no page hears of it, the browser shows what came.
 *
 * @type {(request: Request, url: URL) => Promise<Response>}
 */
async function answerToForm(request, { href }) {
  const response = await fetch(request).catch(() => Response.error());
  if (isOurPage(response)) return response;
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const heard = await Promise.race([...pages.map((page) => hears(page, { unanswered: href })), later(HEARING)]);
  return heard === LATE ? response : new Response(null, { status: 204 });
}

/** Once this page says that it is concerned. @type {(page: Client, message: object) => Promise<unknown>} */
function hears(page, message) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    page.postMessage(message, [port2]);
  });
}

/** @param {string} id */
async function tellLate(id) {
  const client = await worker.clients.get(id);
  client?.postMessage(LATE);
}

/** `why`: the connection is `cut`, or so `slow` that it may be. @type {(url: URL, why: "cut" | "slow") => Promise<Response>} */
async function offlinePage(url, why) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(OFFLINE);
  const headers = new Headers({ "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  const policy = kept?.headers.get("content-security-policy");
  if (policy) {
    headers.set("content-security-policy", policy);
  }
  const whole = kept ? await kept.text() : "<p>No connection to Elbow. Ring the help desk: __DESK_PHONE__.</p>";
  const html = onePart(whole, partFor(url)).replace(/<!-- cut -->(.*?)<!-- slow -->(.*?)<!-- either -->/gs, why === "cut" ? "$1" : "$2");
  return new Response(html, { status: 503, headers });
}

/** What opens the pages where help is asked for is never the answer to a form that was sent. @param {URL} url */
function partFor({ pathname }) {
  if (pathname === "/" || /^\/w\/[^/]+$/.test(pathname)) return "asking";
  return /^\/me(\/|$)/.test(pathname) ? "jobs" : "elsewhere";
}

/** Of the parts `<!-- name -->…`, each up to the next or `<!-- end -->`, leaves the one with this name. @type {(html: string, name: ReturnType<typeof partFor>) => string} */
function onePart(html, name) {
  const [head, asking, jobs, elsewhere, foot] = html.split(/<!-- (?:asking|jobs|elsewhere|end) -->/);
  return `${head}${{ asking, jobs, elsewhere }[name]}${foot}`;
}

// The outbox ---------------------------------------------------------------------------------------------------------------

// The browser has found a connection, maybe with no page open.
worker.addEventListener("sync", (event) => {
  /** @type {ExtendableEvent} */ (event).waitUntil(sendWhatWaits());
});

async function sendWhatWaits() {
  await outbox.flush();
  if ((await outbox.list()).some(outbox.isDue)) {
    throw new Error("not everything is sent: the browser tries again");
  }
}

// Alerts -------------------------------------------------------------------------------------------------------------------

worker.addEventListener("push", (event) => {
  event.waitUntil(alertReceived(event.data));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const data = event.notification.data ?? {};
  const act = ANSWERS.some(({ action }) => action === event.action) ? answer(event.action, data) : openAt(data.path);
  event.waitUntil(Promise.all([act, postReceipt(data, "opened")]));
});

/** @param {PushMessageData | null} pushData */
async function alertReceived(pushData) {
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
async function postReceipt({ alert, receipt }, what) {
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
async function answer(verb, { code, path }) {
  try {
    /** @type {{ offers: (Record<"offer" | "ticket" | "ward" | "tag" | "code", string> & { version: number })[] }} */
    const { offers } = (await jobs()).json();
    const known = offers.find((known) => known.code === code);
    const tapped = ANSWERS.find(({ action }) => action === verb);
    if (!known || !tapped) return openAt(path);
    const { offer, ticket, version, ward, tag } = known;
    const at = Date.now();
    const about = `${ward} · ${tag}`;
    const fields = String(new URLSearchParams({ key: outbox.newKey(), version: String(version), at: String(at) }));
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
async function openAt(path) {
  const url = new URL(path ?? "/me", worker.location.origin);
  if (url.origin !== worker.location.origin) {
    return;
  }
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.find((client) => new URL(client.url).pathname === url.pathname);
  await (open ? open.focus() : worker.clients.openWindow(url.href));
}

// Subscription -------------------------------------------------------------------------------------------------------------

// Not every browser says so when it changes a subscription: the page compares at each start as well.
worker.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(resubscribe(event.newSubscription));
});

/** @param {PushSubscription | null | undefined} given */
async function resubscribe(given) {
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

const jobs = () => ask("/me.json", { headers: { accept: "application/json" }, cache: "no-store" });
