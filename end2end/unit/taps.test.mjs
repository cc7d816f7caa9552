import { answer, clock, json } from "./browser.mjs";
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const { outbox } = await import("../../public/parts/taps.js");
const { newKey } = await import("../../public/parts/key.js");

/** What Elbow, or somebody in its place, is asked; each is answered by `answers`, by its path. */
let posted = [];
let answers = {};
globalThis.fetch = async (path, { body }) => {
  posted.push({ path, fields: Object.fromEntries(new URLSearchParams(body)) });
  const said = answers[path] ?? (() => answer(204));
  return said();
};

const noConnection = () => {
  throw new TypeError("no connection");
};

beforeEach(async () => {
  for (const tap of await outbox.list()) await outbox.remove(tap);
  posted = [];
  answers = {};
  delete outbox.heard;
});

/** A step of a job, or what else is given. */
const tap = (path, more = {}) => outbox.put({ path, fields: "key=1", said: "I am here", page: "/me", by: "aisha", at: Date.now(), ...more });

const ask = (more = {}) => tap("/w/ward-7", { said: "I need help", page: "/w/ward-7", by: undefined, asks: true, ...more });

const paths = () => posted.map(({ path }) => path);

test("the steps of one person are sent in their order, and are gone once Elbow has them", async () => {
  for (const path of ["/me/jobs/1/arrive", "/me/jobs/1/finish", "/me/jobs/2/arrive"]) await tap(path);
  await outbox.flush();
  assert.deepEqual(paths(), ["/me/jobs/1/arrive", "/me/jobs/1/finish", "/me/jobs/2/arrive"]);
  assert.equal(posted[0].fields.key, "1");
  assert.ok(Number(posted[0].fields.sent) > 0);
  assert.deepEqual(await outbox.list(), []);
});

test("a step that does not arrive holds back what builds on it, and nothing else", async () => {
  answers["/me/jobs/1/arrive"] = noConnection;
  await tap("/me/jobs/1/arrive");
  await tap("/me/jobs/1/finish");
  await tap("/me/place");
  await tap("/r/secret/arrived", { by: undefined });
  await ask();
  await outbox.flush();
  assert.deepEqual(paths().sort(), ["/me/jobs/1/arrive", "/me/place", "/r/secret/arrived", "/w/ward-7"]);
  assert.deepEqual((await outbox.list()).map(({ path }) => path), ["/me/jobs/1/arrive", "/me/jobs/1/finish"]);
});

test("each request for help is a line of its own, with its being taken back", async () => {
  const [first, second] = [await ask(), await ask()];
  const [one, other] = await outbox.list();
  assert.notEqual(outbox.lineOf(one), outbox.lineOf(other));
  await outbox.takeBack(one);
  const [, back] = await outbox.list();
  assert.equal(outbox.lineOf(back), first);
  assert.equal(outbox.lineOf(other), second);
  assert.match(back.fields, /&taken_back=yes$/);
});

test("a request that arrived is kept until somebody has gone to see it", async () => {
  answers["/w/ward-7"] = () => json(201, { link: "/r/secret" });
  await ask();
  const heard = [];
  outbox.heard = (tap) => heard.push(tap.done);
  await outbox.flush();
  const [kept] = await outbox.list();
  assert.equal(kept.link, "/r/secret");
  assert.deepEqual(heard, [true]);
  assert.equal(outbox.isUnsent(kept), false);
});

test("what Elbow refuses is kept in its words, and not sent again", async () => {
  answers["/me/jobs/1/finish"] = () => json(422, { errors: [{ message: "Choose a category." }, { message: "Shorten the note." }] });
  await tap("/me/jobs/1/finish");
  await outbox.flush();
  await outbox.flush();
  assert.deepEqual(paths(), ["/me/jobs/1/finish"]);
  assert.equal((await outbox.list())[0].refused, "Choose a category. Shorten the note.");
});

test("whoever is signed out keeps what they tapped", async () => {
  answers["/me/jobs/1/arrive"] = () => json(401, { title: "Sign in" });
  await tap("/me/jobs/1/arrive");
  await outbox.flush();
  const [kept] = await outbox.list();
  assert.equal(kept.isSignedOut, true);
  assert.equal(outbox.isDue(kept), true);
});

test("what answers in Elbow’s place is no answer, and is asked less and less often", async () => {
  answers["/me/jobs/1/arrive"] = () => new Response("<h1>Guest network</h1>", { status: 200 });
  await tap("/me/jobs/1/arrive");
  await outbox.flush();
  const [kept] = await outbox.list();
  assert.equal(kept.failures, 1);
  assert.ok(outbox.waits(kept) > 1000);
  await outbox.flush();
  assert.equal(posted.length, 1);
});

test("a connection that comes back is used at once", async () => {
  answers["/me/jobs/1/arrive"] = noConnection;
  await tap("/me/jobs/1/arrive");
  await outbox.flush();
  const [kept] = await outbox.list();
  assert.equal(outbox.waits(kept), 0);
  answers = {};
  await outbox.flush();
  assert.deepEqual(await outbox.list(), []);
});

test("a request for help of a quarter of an hour ago is sent only once somebody still needs it", async () => {
  await ask({ at: Date.now() - 15 * 60_000 - 1 });
  await outbox.flush();
  const [old] = await outbox.list();
  assert.equal(outbox.needsConfirmation(old), true);
  assert.deepEqual(posted, []);
  await outbox.put({ ...old, confirmed: Date.now() });
  await outbox.flush();
  assert.deepEqual(paths(), ["/w/ward-7"]);
});

test("a request that is taken back while it is sent is not kept again", async () => {
  await ask();
  const [request] = await outbox.list();
  answers["/w/ward-7"] = async () => {
    await outbox.remove(request);
    return noConnection();
  };
  await outbox.flush();
  assert.deepEqual(await outbox.list(), []);
});

test("a device whose clock was put back does not wait for the time that it had", () => {
  const day = 24 * 60 * 60_000;
  assert.equal(outbox.waits({ notBefore: Date.now() + day }), 0);
  assert.ok(outbox.waits({ notBefore: Date.now() + 60_000 }) > 50_000);
});

test("two keys are never the same", () => {
  const keys = new Set(Array.from({ length: 100 }, newKey));
  assert.equal(keys.size, 100);
  for (const key of keys) assert.match(key, /^[0-9a-f]{32}$/);
});

test("the end of a session leaves what is nobody’s, and nothing else", async () => {
  await tap("/me/jobs/1/arrive");
  await tap("/board/ask", { asks: true });
  await tap("/r/secret/arrived", { by: undefined });
  await ask();
  await outbox.keep("jobs", { html: "<p>", steps: "", at: 1 });
  await outbox.forget();
  assert.deepEqual((await outbox.list()).map(({ path }) => path), ["/r/secret/arrived", "/w/ward-7"]);
  assert.equal(await outbox.kept("jobs"), undefined);
});

test("a device’s clock that is set changes nothing about what this page has just kept", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-20T10:42:07Z") });
  await ask();
  clock.pass(3000);
  t.mock.timers.setTime(Date.parse("2025-11-20T10:42:10Z"));
  const [kept] = await outbox.list();
  assert.equal(outbox.age(kept), 3000);
  await outbox.flush();
  assert.equal(Number(posted[0].fields.sent) - kept.at, 3000);
});

test("a request that nobody knows the age of is sent only if somebody says so", async (t) => {
  const now = Date.parse("2026-11-20T10:42:07Z");
  t.mock.timers.enable({ apis: ["Date"], now });
  // Its clock was a year ahead when it was tapped, and has been set since.
  await ask({ at: now + 365 * 86_400_000 });
  const [kept] = await outbox.list();
  assert.equal(outbox.needsConfirmation(kept), false, "the page that has just kept it knows");
  const found = { ...kept, id: 1_000_000 };
  assert.equal(outbox.needsConfirmation(found), true, "another page does not");
  assert.equal(outbox.needsConfirmation({ ...found, confirmed: now }), false);
});

test("one request too many has nothing to put right: it is sent a little later", async () => {
  answers["/w/ward-7"] = () => json(429, { title: "Not sent", errors: [{ field: "tag", message: "Many requests. This one was NOT sent." }] });
  await ask();
  await outbox.flush();
  const [kept] = await outbox.list();
  assert.deepEqual([kept.refused, kept.isTooMany], [undefined, true]);
  assert.ok(outbox.isDue(kept) && outbox.waits(kept) > 0);
});

/** The database does nothing of this any more, as one that is full; answers with how to mend it. */
function breakDatabase(...names) {
  const { prototype } = IDBObjectStore;
  const whole = names.map((name) => [name, prototype[name]]);
  for (const name of names) {
    prototype[name] = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  }
  return () => Object.assign(prototype, Object.fromEntries(whole));
}

test("what Elbow has is not said to be unsent, nor sent again, because the browser cannot write that down", async () => {
  await tap("/me/jobs/1/arrive");
  const mend = breakDatabase("delete", "put");
  await outbox.flush();
  assert.deepEqual(await outbox.list(), []);
  await outbox.flush();
  assert.deepEqual(paths(), ["/me/jobs/1/arrive"]);
  mend();
});

test("where a request is to be seen, and why a tap was refused, is known where it cannot be kept", async () => {
  answers["/w/ward-7"] = () => json(201, { link: "/r/secret" });
  answers["/me/place"] = () => json(422, { title: "No such ward." });
  await ask();
  await tap("/me/place");
  const mend = breakDatabase("put");
  await outbox.flush();
  await outbox.flush();
  assert.deepEqual((await outbox.list()).map(({ link, refused }) => link ?? refused), ["/r/secret", "No such ward."]);
  assert.equal(posted.length, 2);
  mend();
});

test("a request is taken back where the browser can keep nothing of it", async () => {
  answers["/w/ward-7"] = noConnection;
  await ask();
  await outbox.flush();
  const [request] = await outbox.list();
  const mend = breakDatabase("delete", "put");
  await outbox.takeBack(request);
  delete answers["/w/ward-7"];
  await outbox.flush();
  assert.equal(posted.at(-1).fields.taken_back, "yes");
  assert.deepEqual(await outbox.list(), []);
  mend();
});

test("what this page has written counts where it can be read no more", async () => {
  answers["/w/ward-7"] = noConnection;
  await ask();
  await tap("/me/jobs/1/arrive");
  await outbox.list();
  const mend = breakDatabase("getAll");
  const [request] = await outbox.list();
  await outbox.takeBack(request);
  await tap("/me/place");
  const waiting = () => outbox.list().then((taps) => taps.map(({ path, takesBack }) => (takesBack ? "taken back" : path)));
  assert.deepEqual(await waiting(), ["/me/jobs/1/arrive", "taken back", "/me/place"]);
  delete answers["/w/ward-7"];
  await outbox.flush();
  await outbox.flush();
  assert.deepEqual(paths().sort(), ["/me/jobs/1/arrive", "/me/place", "/w/ward-7"]);
  assert.equal(posted.find(({ path }) => path === "/w/ward-7").fields.taken_back, "yes");
  assert.deepEqual(await waiting(), []);
  mend();
});

test("what became of a tap, and that its session ended, is known where it can be read no more", async () => {
  answers["/me/place"] = () => json(422, { title: "No such ward." });
  answers["/me/jobs/1/arrive"] = noConnection;
  await tap("/me/place");
  await tap("/me/jobs/1/arrive");
  await outbox.list();
  const mend = breakDatabase("getAll");
  await outbox.flush();
  const [refused, unsent] = await outbox.list();
  assert.equal(refused.refused, "No such ward.");
  assert.ok(unsent.tried);
  await outbox.forget();
  assert.deepEqual(await outbox.list(), []);
  mend();
});

/** Whoever waits for it, and for whoever waits for that. */
const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

test("a database that never answers keeps nothing, and not later either: whoever taps hears of it in time", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { transaction } = IDBDatabase.prototype;
  t.after(() => (IDBDatabase.prototype.transaction = transaction));
  let isAborted = false;
  IDBDatabase.prototype.transaction = () => ({ objectStore: () => ({ put: () => ({}) }), abort: () => (isAborted = true) });
  const kept = tap("/me/place");
  await settled();
  t.mock.timers.tick(5000);
  await assert.rejects(kept, /does not answer/);
  assert.equal(isAborted, true);
});

test("a database is opened once, however long the page is open; one that opened too late is closed again", async (t) => {
  const late = {};
  const { open } = indexedDB;
  const another = await import("../../public/parts/taps.js?another");
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const opened = t.mock.method(indexedDB, "open", () => late);
  const inVain = assert.rejects(another.outbox.kept("jobs"), /no database/);
  await settled();
  t.mock.timers.tick(3000);
  await inVain;
  const close = t.mock.fn();
  late.result = { close };
  late.onsuccess();
  assert.equal(close.mock.callCount(), 1);

  t.mock.timers.reset();
  opened.mock.mockImplementation(open.bind(indexedDB));
  await another.outbox.kept("jobs");
  const timers = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  assert.equal(timers, 0, "nothing is left that would forget it");
  await another.outbox.kept("jobs");
  assert.equal(opened.mock.callCount(), 2);
});
