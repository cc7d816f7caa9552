import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { hasNavigator } from "./browser.mjs";

/** Caches as a browser has them: one that is deleted goes on taking what it is given, and nobody finds it. */
class Caches {
  all = new Map();
  /** What happens before a page is kept. */
  before = async () => {};

  async keys() {
    return [...this.all.keys()];
  }

  async open(name) {
    if (!this.all.has(name)) this.all.set(name, new Map());
    const pages = this.all.get(name);
    return {
      put: async (address, response) => {
        await this.before();
        pages.set(address, response);
      },
      matchAll: async () => [...pages.values()],
    };
  }

  async delete(name) {
    return this.all.delete(name);
  }

  async match(address, { cacheName }) {
    return this.all.get(cacheName)?.get(address);
  }
}

const LATER = Date.now() + 3_600_000;
globalThis.self = globalThis;
globalThis.fetch = async () => new Response("a page", { headers: { "x-elbow": "1", "x-elbow-person": "dana" } });
const { dropKept, isKept, keepPack, kept } = await import("../../public/parts/kept-pack.js");

/** One after the other, as Web Locks are. */
function locks() {
  let last = Promise.resolve();
  return {
    request: (_, work) => {
      last = last.then(work, work);
      return last;
    },
  };
}

beforeEach(() => {
  globalThis.caches = new Caches();
  hasNavigator({});
});

test("a page that looks for another person’s pack leaves alone what is just being kept", async () => {
  for (const lock of [undefined, locks()]) {
    globalThis.caches = new Caches();
    hasNavigator({ locks: lock });
    // Between opening and the first page another tab opens.
    const looks = [];
    caches.before = async () => void looks.push(dropKept("dana"));
    await keepPack(["/packs/post"], LATER);
    await Promise.all(looks);
    assert.equal(await (await kept("/packs/post")).text(), "a page");
  }
});

test("what was deleted while it was written is not called kept", async () => {
  caches.before = async () => void (await Promise.all((await caches.keys()).map((name) => caches.delete(name))));
  await assert.rejects(keepPack(["/packs/post"], LATER));
  assert.equal(await isKept(), false);
});

test("two pages that keep a pack at once leave one whole pack", async () => {
  hasNavigator({ locks: locks() });
  await Promise.all([keepPack(["/packs/post", "/packs/wards"], LATER), keepPack(["/packs/post", "/packs/wards"], LATER)]);
  const names = await caches.keys();
  assert.equal(names.length, 1);
  assert.equal(caches.all.get(names[0]).size, 2);
});

test("what an older program kept goes once another is signed in, and nothing void is shown", async () => {
  const old = await caches.open("fallback-pack");
  await old.put("/packs/post", new Response("old", { headers: { "x-elbow-person": "someone", "x-elbow-void-after": String(LATER) } }));
  assert.equal(await isKept(), true);
  await dropKept("dana");
  assert.equal(await isKept(), false);
  await keepPack(["/packs/post"], Date.now() - 1);
  assert.equal(await kept("/packs/post"), undefined);
});
