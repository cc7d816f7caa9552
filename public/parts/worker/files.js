// The files of one build, whose addresses never change their content: nothing else is kept.

import { isOurs } from "../answer.js";
import { worker } from "./scope.js";

/** The server fills it in. */
export const BUILD = "__BUILD__";
const CACHE_FAMILY = "elbow:";
const CACHE = `${CACHE_FAMILY}${BUILD}`;
const files = (/** @type {string[]} */ ...names) => names.map((name) => `${BUILD}/${name}`);

/** All that the offline page needs for whoever asks. */
const KEPT_FROM_THE_START = files("elbow.css", "elbow.js");

/**
 * What a page may have kept beside it: for what it does without a connection, before it has needed it with one.
 *
 * @type {Record<string, string[]>}
 */
export const KEPT_ON_REQUEST = {
  // Looks at a text for patient data: a page fetches it only once somebody types.
  "keep-guard": files("guard.js", "patient_data.js", "patient_data_bg.wasm"),
  "keep-jobs": files("jobs.js", "staff.css"),
};

/** How long the browser's own storage may take to find a file, and to keep one with all that is still to come of it, in milliseconds. */
const [FINDS_WITHIN, KEEPS_WITHIN] = [1000, 30_000];

/**
 * What storage answers, if it does: it may be full, broken, or say nothing at all, and the network is there all the same.
 *
 * @template T
 * @param {number} time in milliseconds
 * @param {Promise<T>} answer
 * @returns {Promise<T | undefined>}
 */
async function within(time, answer) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let late;
  const tooLate = new Promise((resolve) => (late = setTimeout(resolve, time, undefined)));
  const first = await Promise.race([answer.catch(() => undefined), tooLate]);
  clearTimeout(late);
  return first;
}

/** @param {RequestInfo} request */
const found = (request) => within(FINDS_WITHIN, caches.open(CACHE).then((cache) => cache.match(request)));

/** If the device has room. @type {(request: RequestInfo, response: Response) => Promise<void>} */
const keep = (request, response) => within(KEEPS_WITHIN, caches.open(CACHE).then((cache) => cache.put(request, response)));

/** A device without room has the worker all the same: it sends what was tapped, and says when there is no connection. */
export async function keepFiles() {
  await Promise.all(KEPT_FROM_THE_START.map(async (file) => keep(file, await ours(file))));
}

/** What a page wants kept. @param {string[]} wanted */
export const keepMore = (wanted) => Promise.allSettled(wanted.map(async (file) => (await found(file)) ?? keep(file, await ours(file))));

/** A file of ours, and nobody else's under its address. @param {RequestInfo} request */
async function ours(request) {
  const response = await fetch(request);
  if (response.status !== 200 || !isOurs(response)) throw new Error(`no answer of Elbow: ${response.status}`);
  return response;
}

/** Takes over from the worker of the last build, and deletes what that kept. */
export async function takeOver() {
  const names = (await within(FINDS_WITHIN, caches.keys())) ?? [];
  const old = names.filter((name) => name.startsWith(CACHE_FAMILY) && name !== CACHE);
  await within(FINDS_WITHIN, Promise.allSettled(old.map((name) => caches.delete(name))));
  // Where the server refuses connections, a preload makes Firefox show a page of its own, and no other can be shown.
  await worker.registration.navigationPreload?.disable();
  await worker.clients.claim();
}

/** A file of this build: from the cache, or from the network and then kept, if the device has room. @param {FetchEvent} event */
export async function asset(event) {
  const { request } = event;
  const kept = await found(request);
  if (kept) {
    return kept;
  }
  const response = await ours(request);
  // The page does not wait for that.
  event.waitUntil(keep(request, response.clone()));
  return response;
}
