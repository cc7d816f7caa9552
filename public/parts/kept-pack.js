// The fallback pack on a lead's own computer: kept because they asked for it, until it is void, somebody else signs in, or they sign out,
// which empties all caches.

import { isOurs } from "./answer.js";

/** Each time it is kept has a cache of its own, named by a time: what was there goes once the new one is whole. That of an older program is called so alone. */
const PREFIX = "fallback-pack";

/** No two pages, nor the service worker, write and delete at once, where the browser can see to that. @type {(work: () => Promise<void>) => Promise<void>} */
const alone = async (work) => {
  if (self.navigator.locks) await self.navigator.locks.request(PREFIX, work);
  else await work();
};

/** A kept page says until when it may be shown, in milliseconds since 1970. Whose it is says the header of every page. */
const [VOID_AFTER, PERSON] = ["x-elbow-void-after", "x-elbow-person"];

/** The latest first. */
const names = async () => ((await self.caches?.keys().catch(() => [])) ?? []).filter((name) => name.startsWith(PREFIX)).sort().reverse();

export const isKept = async () => (await names()).length > 0;

/**
 * Keeps these pages and the style sheets that they name: all of them, or what was kept before. Rejects where one does not come, or has
 * no room.
 *
 * @param {string[]} addresses
 * @param {number} voidAfter in milliseconds since 1970
 */
export async function keepPack(addresses, voidAfter) {
  const pages = await Promise.all(addresses.map(async (address) => copyOf(address, await ours(address))));
  const sheets = new Set(pages.flatMap(({ html }) => [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => String(href))));
  const files = await Promise.all([...sheets].map(async (href) => ({ address: href, response: await ours(href) })));
  await alone(() => write([...pages, ...files], voidAfter));
}

/** @type {(copies: { address: string, response: Response }[], voidAfter: number) => Promise<void>} */
async function write(copies, voidAfter) {
  const before = await names();
  const name = `${PREFIX}-${Date.now()}`;
  try {
    const cache = await caches.open(name);
    for (const { address, response } of copies) {
      const headers = new Headers(response.headers);
      headers.set(VOID_AFTER, String(voidAfter));
      await cache.put(address, new Response(response.body, { headers }));
    }
    // One that was deleted meanwhile took all of this without a word.
    if (!(await names()).includes(name)) throw new Error("deleted while it was written");
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  await Promise.all(before.filter((old) => old !== name).map((old) => caches.delete(old)));
}

/** What a page says of itself where it is a copy: nobody takes it for the latest. @type {(address: string, response: Response) => Promise<{ address: string, html: string, response: Response }>} */
async function copyOf(address, response) {
  const html = (await response.text()).replaceAll(/(data-kept-copy(?:="")?) hidden(?:="")?/g, "$1");
  return { address, html, response: new Response(html, { headers: response.headers }) };
}

/** @param {string} address */
async function ours(address) {
  const response = await fetch(address, { cache: "no-store", redirect: "error" });
  if (response.status !== 200 || !isOurs(response)) throw new Error(`no answer of Elbow: ${response.status}`);
  return response;
}

/**
 * What is kept under this address; the sheets of one ward stand among those of all. Nothing once it is void: then all of it is deleted.
 *
 * @param {RequestInfo | URL} request
 * @returns {Promise<Response | undefined>}
 */
export async function kept(request) {
  // Nobody waits for a page that is writing.
  void dropKept().catch(() => {});
  for (const cacheName of await names()) {
    const found = await caches.match(request, { cacheName, ignoreSearch: true }).catch(() => undefined);
    if (found && !isVoid(found)) return found;
  }
  return undefined;
}

/**
 * Deletes what is void by now, and what is another person's than `reader`: none where nobody is signed in, who may be back.
 *
 * @param {string} [reader]
 */
export function dropKept(reader) {
  return alone(async () => {
    for (const name of await names()) {
      const cache = await caches.open(name);
      const [page] = await cache.matchAll();
      // One without a page was left behind; where the browser has no locks somebody may have just begun it.
      const isOver = page ? isVoid(page) || (reader && page.headers.get(PERSON) !== reader) : self.navigator.locks;
      if (isOver) await caches.delete(name);
    }
  });
}

/** @param {Response} page */
const isVoid = (page) => Number(page.headers.get(VOID_AFTER)) <= Date.now();
