// The fallback pack on a lead's own computer: kept because they asked for it, until it is void or they sign out, which empties all caches.

import { isOurs } from "./answer.js";

const CACHE = "fallback-pack";

/** Says in a kept page until when it may be shown, in milliseconds since 1970. */
const VOID_AFTER = "x-elbow-void-after";

export const isKept = async () => ((await self.caches?.keys()) ?? []).includes(CACHE);

/**
 * Keeps these pages and the style sheets that they name: all of them, or what was kept before. Rejects where one does not come, or has
 * no room.
 *
 * @param {string[]} addresses
 * @param {number} voidAfter in milliseconds since 1970
 */
export async function keepPack(addresses, voidAfter) {
  const pages = await Promise.all(addresses.map(async (address) => [address, await ours(address)]));
  const texts = await Promise.all(pages.map(async ([, page]) => /** @type {Response} */ (page).clone().text()));
  const sheets = new Set(texts.flatMap((text) => [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => String(href))));
  const files = await Promise.all([...sheets].map(async (href) => [href, await ours(href)]));
  await caches.delete(CACHE);
  const cache = await caches.open(CACHE);
  for (const [address, response] of [...pages, ...files]) {
    const { body, headers } = /** @type {Response} */ (response);
    const kept = new Headers(headers);
    kept.set(VOID_AFTER, String(voidAfter));
    await cache.put(/** @type {string} */ (address), new Response(body, { headers: kept }));
  }
}

/** @param {string} address */
async function ours(address) {
  const response = await fetch(address, { cache: "no-store", redirect: "error" });
  if (response.status !== 200 || !isOurs(response)) throw new Error(`no answer of Elbow: ${response.status}`);
  return response;
}

/**
 * What is kept under this address. Nothing once it is void: then all of it is deleted.
 *
 * @param {RequestInfo | URL} request
 * @returns {Promise<Response | undefined>}
 */
export async function kept(request) {
  const found = await self.caches?.match(request, { cacheName: CACHE }).catch(() => undefined);
  if (!found) return undefined;
  if (Number(found.headers.get(VOID_AFTER)) > Date.now()) return found;
  await caches.delete(CACHE).catch(() => {});
  return undefined;
}
