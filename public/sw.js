// The service worker: alerts while no page is open, and a plain page when there is no connection.
//
// It keeps the files of one build, whose addresses never change their content, and the offline page; nothing else. Pages,
// data, live streams and everything that is sent go to the network, so that nothing old looks new and nothing unsent looks
// sent. What could not be sent is in the outbox, which it shares with the pages. The server fills in the build and the desk's
// telephone number; another build is another file, and so another worker.

import { ask, isOurs } from "./parts/answer.js";
import { outbox } from "./parts/taps.js";

const BUILD = "__BUILD__";
const CACHE_FAMILY = "elbow:";
const CACHE = `${CACHE_FAMILY}${BUILD}`;
const OFFLINE = "/offline.html";
const files = (...names) => names.map((name) => `${BUILD}/${name}`);

// All that the offline page needs for whoever asks.
const KEPT_FROM_THE_START = files("elbow.css", "elbow.js", "outbox.js");

// What a page may have kept beside it: for what it does without a connection, before it has needed it with one.
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

self.addEventListener("install", (event) => {
  event.waitUntil(keepFiles());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

// A new worker waits until the page says that no form is half filled, and until nothing is unsent.
self.addEventListener("message", (event) => {
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
    self.skipWaiting();
  }
}

async function keepFiles() {
  const cache = await caches.open(CACHE);
  // Past the browser's own cache: the offline page of the last build names the files of the last build.
  const requests = [...KEPT_FROM_THE_START, new Request(OFFLINE, { cache: "reload" })];
  await Promise.all(requests.map(async (request) => cache.put(request, await ours(request))));
}

/** A file of ours, and nobody else's under its address. */
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
  await self.registration.navigationPreload?.disable();
  await self.clients.claim();
}

// Requests -----------------------------------------------------------------------------------------------------------------

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) {
    return;
  }
  // Not an upload: its whole body would go through here.
  const isUpload = /^multipart/.test(request.headers.get("content-type"));
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

/** A file of this build: from the cache, or from the network and then kept. */
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

/** Pages that were late, by their address: each is for whoever asks for it next. */
const late = new Map();

/**
 * A page from the network, or the offline page if there is no answer of ours, or none yet. What is late is shown as soon as it
 * comes: the offline page that is there meanwhile is told, and asks again. Never kept for longer: pages are personal.
 */
async function page(event, url) {
  const { href } = url;
  const own = () => ourPage(event.request);
  const before = late.get(href);
  late.delete(href);
  // Whoever leaves a page that loads may end its request.
  const answer = before?.catch(own) ?? own();
  const first = await Promise.race([answer.catch(() => undefined), later(PATIENCE)]);
  if (first !== "late") return first ?? offlinePage(url, "cut");
  late.set(href, answer);
  const forget = () => late.get(href) === answer && late.delete(href);
  event.waitUntil(answer.then(() => tellLate(event.resultingClientId)).catch(() => {}).then(() => later(KEEPS_LATE)).then(forget));
  return offlinePage(url, "slow");
}

const later = (time) => new Promise((resolve) => setTimeout(resolve, time, "late"));

/** Where a redirection leads is not told; whatever else is not from Elbow is no answer. */
const isOurPage = (response) => response.type === "opaqueredirect" || isOurs(response);

async function ourPage(request) {
  const response = await fetch(request);
  if (!isOurPage(response)) throw new Error(`no answer of Elbow: ${response.status}`);
  return response;
}

/**
 * What a form was answered. If that is not from Elbow, the page of the form says so, and stays as it is with what was typed: to a
 * browser 204 means just that. Where no page hears of it, the browser shows what came.
 */
async function answerToForm(request, { href }) {
  const response = await fetch(request).catch(() => Response.error());
  if (isOurPage(response)) return response;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const heard = await Promise.race([...pages.map((page) => hears(page, { unanswered: href })), later(HEARING)]);
  return heard === "late" ? response : new Response(null, { status: 204 });
}

/** Once this page says that it is concerned. */
function hears(page, message) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    page.postMessage(message, [port2]);
  });
}

async function tellLate(id) {
  const client = await self.clients.get(id);
  client?.postMessage("late");
}

/** `why`: the connection is `cut`, or so `slow` that it may be. */
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

/** What opens the pages where help is asked for is never the answer to a form that was sent. */
function partFor({ pathname }) {
  if (pathname === "/" || /^\/w\/[^/]+$/.test(pathname)) return "asking";
  return /^\/me(\/|$)/.test(pathname) ? "jobs" : "elsewhere";
}

/** Of the parts `<!-- name -->…`, each up to the next or `<!-- end -->`, leaves the one with this name. */
function onePart(html, name) {
  const [head, asking, jobs, elsewhere, foot] = html.split(/<!-- (?:asking|jobs|elsewhere|end) -->/);
  return head + { asking, jobs, elsewhere }[name] + foot;
}

// The outbox ---------------------------------------------------------------------------------------------------------------

// The browser has found a connection, maybe with no page open.
self.addEventListener("sync", (event) => {
  event.waitUntil(sendWhatWaits());
});

async function sendWhatWaits() {
  await outbox.flush();
  if ((await outbox.list()).some(outbox.isDue)) {
    throw new Error("not everything is sent: the browser tries again");
  }
}

// Alerts -------------------------------------------------------------------------------------------------------------------

self.addEventListener("push", (event) => {
  event.waitUntil(alertReceived(event.data));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const data = event.notification.data ?? {};
  const act = ANSWERS.some(({ action }) => action === event.action) ? answer(event.action, data) : openAt(data.path);
  event.waitUntil(Promise.all([act, postReceipt(data, "opened")]));
});

async function alertReceived(pushData) {
  const alert = readAlert(pushData);
  await show(alert);
  await postReceipt(alert.data, "shown");
  // The page counts the offers; until it is opened there is one, or none.
  if (alert.data.kind === "offer") await navigator.setAppBadge?.().catch(() => {});
}

/** The notification in a push, or a plain one if it cannot be read. */
function readAlert(pushData) {
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
 */
async function show(alert) {
  const [present] = await self.registration.getNotifications({ tag: alert.tag });
  const before = present?.data ?? {};
  if (before.made_at > alert.data.made_at) {
    const { title, body, tag, lang, requireInteraction, data } = present;
    return self.registration.showNotification(title, { body, tag, lang, requireInteraction, data, silent: true });
  }
  const wasShown = before.alert !== undefined && before.alert === alert.data.alert;
  const { title, ...options } = alert;
  const quiet = alert.silent || wasShown;
  const noise = quiet ? { silent: true } : { renotify: true, vibrate: VIBRATION };
  return self.registration.showNotification(title, {
    ...options,
    ...noise,
    actions: alert.data.kind === "offer" ? ANSWERS : [],
    icon: "/icons/icon-192.png",
    timestamp: alert.data.made_at,
  });
}

/** Tells the server that an alert was shown or opened. */
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

/** Accepts or declines the offer that a notification is about; it waits in the outbox like any other tap. */
async function answer(verb, { code, path }) {
  try {
    const { offers } = (await jobs()).json();
    const { offer, ticket, version, ward, tag } = offers.find((known) => known.code === code);
    const at = Date.now();
    const about = `${ward} · ${tag}`;
    const { title } = ANSWERS.find(({ action }) => action === verb);
    const fields = String(new URLSearchParams({ key: outbox.newKey(), version, at }));
    const said = `${title}, ${about}`;
    const by = (await outbox.kept("jobs"))?.person;
    await outbox.put({ path: `/me/offers/${offer}/${verb}`, fields, said, ticket, about, page: "/me", by, at });
    await outbox.flush();
  } catch {
    // Signed out, no connection, or over: the page says which.
    return openAt(path);
  }
  if (verb === "accept") await openAt(path);
}

/** Brings the page to the front if it is open somewhere, or opens it. */
async function openAt(path) {
  const url = new URL(path ?? "/me", self.location.origin);
  if (url.origin !== self.location.origin) {
    return;
  }
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.find((client) => new URL(client.url).pathname === url.pathname);
  await (open ? open.focus() : self.clients.openWindow(url.href));
}

// Subscription -------------------------------------------------------------------------------------------------------------

// Not every browser says so when it changes a subscription: the page compares at each start as well.
self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(resubscribe(event.newSubscription));
});

async function resubscribe(given) {
  const subscription = given ?? (await subscribe(await keyInUse()));
  const answer = await tell(subscription);
  if (answer?.status !== 409) return;
  // What the browser has handed out will not do: its key is old, or the push service knows it no more.
  await subscription.unsubscribe();
  const { vapid_key } = answer.json();
  await tell(await subscribe(vapid_key));
}

async function tell(subscription) {
  if (!subscription) return;
  const key = base64url(subscription.options.applicationServerKey);
  return post("/me/alerts", { ...subscription.toJSON(), vapid_key: key });
}

function subscribe(applicationServerKey) {
  return applicationServerKey && self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

async function keyInUse() {
  const answer = await jobs();
  // Nobody is signed in: the page asks for alerts again at the next sign-in.
  return answer.ok ? answer.json().alerts?.vapid_key : undefined;
}

const jobs = () => ask("/me.json", { headers: { accept: "application/json" }, cache: "no-store" });

function post(path, body) {
  return ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
  });
}

function base64url(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
