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

export async function keepFiles() {
  const cache = await caches.open(CACHE);
  await Promise.all(KEPT_FROM_THE_START.map(async (file) => cache.put(file, await ours(file))));
}

/** A file of ours, and nobody else's under its address. @param {RequestInfo} request */
async function ours(request) {
  const response = await fetch(request);
  if (response.status !== 200 || !isOurs(response)) throw new Error(`no answer of Elbow: ${response.status}`);
  return response;
}

/** Takes over from the worker of the last build, and deletes what that kept. */
export async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHE_FAMILY) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  // Where the server refuses connections, a preload makes Firefox show a page of its own, and no other can be shown.
  await worker.registration.navigationPreload?.disable();
  await worker.clients.claim();
}

/** A file of this build: from the cache, or from the network and then kept, if the device has room. @param {RequestInfo} request */
export async function asset(request) {
  const cache = await caches.open(CACHE).catch(() => undefined);
  const kept = await cache?.match(request);
  if (kept) {
    return kept;
  }
  const response = await ours(request);
  await cache?.put(request, response.clone()).catch(() => {});
  return response;
}
