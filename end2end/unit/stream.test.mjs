import { clock, hasNavigator, settle } from "./browser.mjs";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const { newStream } = await import("../../public/parts/stream.js");

/** The streams that were opened, the last one last. */
let opened = [];

class FakeEventSource extends EventTarget {
  isOpen = true;
  constructor(address) {
    super();
    this.address = address;
    opened.push(this);
  }
  close() {
    this.isOpen = false;
  }
  says(name) {
    this.dispatchEvent(new Event(name));
  }
}

/** Web Locks of one browser, which all its pages share. */
function newLocks() {
  const held = new Set();
  return {
    held,
    request: async (name, _, hold) => {
      if (held.has(name)) return hold(null);
      held.add(name);
      await hold({ name });
      held.delete(name);
    },
  };
}

const openStreams = () => opened.filter(({ isOpen }) => isOpen).length;

/** A page with a stream, and what it has heard. */
async function newPage() {
  const heard = [];
  const stream = newStream(() => `/events?after=${heard.length}`, (name) => heard.push(name));
  stream.tick();
  await settle();
  return { heard, stream };
}

beforeEach(() => {
  opened = [];
  clock.now = 100_000;
  globalThis.EventSource = FakeEventSource;
  hasNavigator({ locks: newLocks() });
  Object.defineProperty(document, "hidden", { value: false, configurable: true });
});

test("a page hears all that the stream says", async () => {
  const { heard } = await newPage();
  for (const name of ["beat", "change", "reset", "gone"]) opened[0].says(name);
  assert.deepEqual(heard, ["beat", "change", "reset", "gone"]);
});

test("a stream that is silent for more than ten seconds is dead, and another is opened after a pause", async () => {
  const { stream } = await newPage();
  opened[0].says("beat");
  clock.pass(10_000);
  stream.tick();
  assert.equal(openStreams(), 1);
  clock.pass(1);
  stream.tick();
  assert.equal(openStreams(), 0);
  clock.pass(3000);
  stream.tick();
  await settle();
  assert.deepEqual(opened.map(({ address }) => address), ["/events?after=0", "/events?after=1"]);
});

test("a stream that the server has ended is left alone for a while", async () => {
  const { stream } = await newPage();
  opened[0].says("gone");
  assert.equal(openStreams(), 0);
  clock.pass(5900);
  stream.tick();
  await settle();
  assert.equal(opened.length, 1);
  clock.pass(4200);
  stream.tick();
  await settle();
  assert.equal(opened.length, 2);
});

test("three pages of a browser have a stream, and the fourth has one once another leaves", async () => {
  const pages = [];
  for (let page = 0; page < 4; page++) pages.push(await newPage());
  assert.equal(openStreams(), 3);
  pages[0].stream.close();
  await settle();
  pages[3].stream.tick();
  await settle();
  assert.equal(openStreams(), 3);
  assert.equal(opened.length, 4);
});

test("where no page knows of the others, one that nobody looks at leaves its connection to them", async () => {
  hasNavigator({});
  const { stream } = await newPage();
  assert.equal(openStreams(), 1);
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  stream.tick();
  assert.equal(openStreams(), 0);
});

test("a device that comes back opens its stream at once, whatever was to be waited for", async () => {
  const { stream } = await newPage();
  opened[0].says("error");
  stream.reopen();
  await settle();
  assert.equal(openStreams(), 1);
  assert.equal(opened.length, 2);
});

test("a browser without streams goes on without, and gives its place back", async () => {
  const locks = newLocks();
  hasNavigator({ locks });
  delete globalThis.EventSource;
  const { stream } = await newPage();
  await settle();
  stream.tick();
  assert.equal(locks.held.size, 0);
});
