// The service worker: alerts while no page is open, and a plain page when there is no connection.
//
// It keeps the files of one build, whose addresses never change their content, and brings the offline page; nothing else, but the fallback
// pack that a lead has asked for. Pages, data, live streams and everything that is sent go to the network, so that nothing old looks new and nothing unsent looks
// sent. What could not be sent is in the outbox, which it shares with the pages. The server fills in the build and the desk's
// telephone number; another build is another file, and so another worker. What it has in common with pages it has from elbow.js, which
// they have fetched (script/site.mjs).
//
// What each event means is in parts/worker.

import { dropKept, kept } from "./parts/kept-pack.js";
import { outbox } from "./parts/taps.js";
import { ANSWERS, alertReceived, answer, openAt, postReceipt } from "./parts/worker/alerts.js";
import { BUILD, KEPT_ON_REQUEST, asset, keepFiles, keepMore, takeOver } from "./parts/worker/files.js";
import { answerToForm, forgetLate, page } from "./parts/worker/pages.js";
import { resubscribe } from "./parts/worker/resubscribing.js";
import { worker } from "./parts/worker/scope.js";

// Names are not kept for longer than they are of use, also where nobody opens a page.
dropKept().catch(() => {});

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
    event.waitUntil(keepMore(wanted));
  }
});

async function goOnIfAllIsSent() {
  // What waits for somebody to sign in may wait for ever.
  if (!(await outbox.list()).some((tap) => outbox.isDue(tap) && !tap.isSignedOut)) {
    // Not awaited: it is done only once the worker before this one has nothing left to do.
    worker.skipWaiting();
  }
}

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
    return forgetLate();
  }
  if (request.mode === "navigate") {
    event.respondWith(page(event, url));
  } else if (url.pathname.startsWith(`${BUILD}/`)) {
    event.respondWith(asset(event));
  } else if (request.destination === "style") {
    // Of the build that a kept page is of.
    event.respondWith(fetch(request).catch(async () => (await kept(request)) ?? Response.error()));
  }
});

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

worker.addEventListener("push", (event) => {
  event.waitUntil(alertReceived(event.data));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const data = event.notification.data ?? {};
  const act = ANSWERS.some(({ action }) => action === event.action) ? answer(event.action, data) : openAt(data.path);
  event.waitUntil(Promise.all([act, postReceipt(data, "opened")]));
});

// Not every browser says so when it changes a subscription: the page compares at each start as well.
worker.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(resubscribe(event.newSubscription));
});
