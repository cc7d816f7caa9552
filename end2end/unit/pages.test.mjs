import { answer, clock } from "./browser.mjs";
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

globalThis.self = { clients: { get: async () => undefined, matchAll: async () => [] } };
globalThis.OFFLINE_PAGE = "<!-- asking --><script nonce=__NONCE__></script>no page<!-- end -->";
const { answerToForm, forgetLate, page } = await import("../../public/parts/worker/pages.js");

/** What was asked for, with how to answer each. */
let asked = [];
globalThis.fetch = (request) => new Promise((resolve, reject) => asked.push({ request, resolve, reject }));

const url = new URL("https://elbow.example/w/ward-7");
const open = () => page({ request: new Request(url), resultingClientId: "", waitUntil: () => {} }, url);

/** Time goes by, for the clock and for whoever waits. */
async function pass(time) {
  clock.pass(time);
  mock.timers.tick(time);
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  forgetLate();
  asked = [];
});

/** Opens the page and waits until it is said to be slow. */
async function openInVain() {
  const shown = open();
  await pass(3000);
  assert.equal((await shown).status, 503);
}

test("the page without a connection has a nonce of its own each time", async () => {
  const nonces = [];
  for (let time = 0; time < 2; time++) {
    const shown = open();
    asked.at(-1).reject(new TypeError("no connection"));
    nonces.push(/nonce=([0-9a-f]{32})/.exec(await (await shown).text())?.[1]);
  }
  assert.ok(nonces[0] && nonces[1] && nonces[0] !== nonces[1]);
});

test("whoever asks for a slow page again waits for the same answer", async () => {
  await openInVain();
  const again = open();
  asked[0].resolve(answer(200, "the page"));
  assert.equal(await (await again).text(), "the page");
  assert.equal(asked.length, 1);
});

test("a page that hangs is asked for anew, a few times at most, and whichever answer comes first is shown", async () => {
  await openInVain();
  for (let more = 0; more < 5; more++) {
    await pass(5001);
    await openInVain();
  }
  assert.equal(asked.length, 3);
  const last = open();
  asked[1].resolve(answer(200, "the page"));
  assert.equal(await (await last).text(), "the page");
});

test("a page that was asked for before somebody signed in is nobody’s afterwards", async () => {
  await openInVain();
  forgetLate();
  const theirs = open();
  asked[0].resolve(answer(200, "Dina’s jobs"));
  asked[1].resolve(answer(200, "Hiro’s jobs"));
  assert.equal(await (await theirs).text(), "Hiro’s jobs");
});

test("what was on its way when somebody signed in is kept for nobody", async () => {
  const hers = open();
  await pass(1000);
  forgetLate();
  await pass(2000);
  await hers;
  const theirs = open();
  asked[0].resolve(answer(200, "Dina’s jobs"));
  asked[1].resolve(answer(200, "Hiro’s jobs"));
  assert.equal(await (await theirs).text(), "Hiro’s jobs");
});

test("a form that nobody answers is given up before a browser sends it once more", async () => {
  const sent = answerToForm("form", url);
  await pass(30_000);
  await pass(1000);
  assert.equal((await sent).type, "error");
  assert.equal(asked.length, 1);
});
