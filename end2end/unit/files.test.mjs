import { answer } from "./browser.mjs";
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

let isClaimed = false;
globalThis.self = { registration: {}, clients: { claim: async () => (isClaimed = true) } };
const { asset, keepFiles, keepMore, takeOver } = await import("../../public/parts/worker/files.js");

/** What was fetched. */
let fetched = [];
globalThis.fetch = async (file) => {
  fetched.push(file);
  return answer(200, "from the network");
};

const file = "/pkg/elbow.css";
const full = async () => {
  throw new DOMException("full", "QuotaExceededError");
};
const silent = () => new Promise(() => {});

/** What this device does to what the worker wants of its storage; the rest works. */
function storage({ open, match = async () => undefined, put = async () => undefined, keys = async () => [], remove = async () => true }) {
  globalThis.caches = { open: open ?? (async () => ({ match, put })), keys, delete: remove };
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  fetched = [];
  isClaimed = false;
});

/** What comes of it, once so many milliseconds have gone by where somebody waits for them. */
async function after(time, coming) {
  let isThere = false;
  coming.then(() => (isThere = true));
  await turns();
  assert.equal(isThere, time === 0, "nobody waits longer, or less long");
  mock.timers.tick(time);
  return coming;
}

const turns = async () => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

const shown = async () => (await asset({ request: file, waitUntil: () => {} })).text();

for (const [device, broken] of [
  ["is full", { put: full }],
  ["lets nothing be kept", { open: full }],
]) {
  test(`a device that ${device} has the worker all the same`, async () => {
    storage(broken);
    await after(0, keepFiles());
    assert.equal(fetched.length, 2);
    await after(0, keepMore([file]));
    assert.equal(fetched.length, 3);
  });
}

test("a device whose storage keeps silent has the worker half a minute later", async () => {
  storage({ put: silent });
  await after(30_000, keepFiles());
});

test("what is kept is not fetched again", async () => {
  storage({ match: async () => answer(200, "as kept") });
  assert.equal(await after(0, shown()), "as kept");
  await after(0, keepMore([file]));
  assert.deepEqual(fetched, []);
});

for (const [state, broken] of [
  ["does not open", { open: full }],
  ["cannot be read", { match: full }],
]) {
  test(`storage that ${state} keeps no file from a page that has a connection`, async () => {
    storage(broken);
    assert.equal(await after(0, shown()), "from the network");
  });
}

for (const [state, hangs] of [
  ["never opens", { open: silent }],
  ["never answers", { match: silent }],
]) {
  test(`storage that ${state} holds a page up for a second`, async () => {
    storage(hangs);
    assert.equal(await after(1000, shown()), "from the network");
  });
}

test("a page does not wait until a file is kept", async () => {
  storage({ put: silent });
  assert.equal(await after(0, shown()), "from the network");
});

test("a worker takes over where it cannot delete what the last one kept", async () => {
  storage({ keys: async () => ["elbow:last"], remove: full });
  await after(0, takeOver());
  assert.equal(isClaimed, true);
  isClaimed = false;
  storage({ keys: full });
  await after(0, takeOver());
  assert.equal(isClaimed, true);
  isClaimed = false;
  storage({ keys: silent });
  await after(1000, takeOver());
  assert.equal(isClaimed, true);
});
