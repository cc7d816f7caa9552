// Sent instead of the service worker where the configuration says `service_worker = "off"`: takes the one that browsers have
// out of service and deletes what it kept. What was tapped and is not sent yet stays: pages send it.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", (event) => {
  event.waitUntil(worker.skipWaiting());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(end());
});

async function end() {
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
  await worker.registration.unregister();
}
