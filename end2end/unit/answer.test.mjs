import { answer, json } from "./browser.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";

const { ask, pause } = await import("../../public/parts/answer.js");

const answers = (response) => {
  globalThis.fetch = async () => response;
};

test("only what says that it is from Elbow is an answer", async () => {
  answers(new Response("<h1>Guest network</h1>", { status: 200 }));
  await assert.rejects(ask("/me"), /not from Elbow/);
  answers(json(200, { offers: [] }));
  const { status, ok, json: told } = await ask("/me.json");
  assert.deepEqual([status, ok, told()], [200, true, { offers: [] }]);
});

test("an answer says who was signed in, if anybody was", async () => {
  answers(answer(200, "", { "x-elbow-person": "aisha" }));
  assert.equal((await ask("/board/part")).person, "aisha");
  answers(answer(200));
  assert.equal((await ask("/board/part")).person, "");
});

test("a page is no JSON, whatever is in it", async () => {
  answers(answer(200, "{}", { "content-type": "text/html" }));
  const { json: told } = await ask("/me");
  assert.throws(told, /not what was asked for/);
});

test("how long to wait is said in seconds or as a time, and never more than five minutes", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-20T10:42:07Z") });
  for (const [header, wait] of [
    ["7", 7000],
    ["Fri, 20 Nov 2026 10:42:17 GMT", 10_000],
    ["Fri, 20 Nov 2026 10:00:00 GMT", 0],
    ["86400", 300_000],
    ["soon", 0],
  ]) {
    answers(answer(503, "", { "retry-after": header }));
    assert.equal((await ask("/me")).wait, wait, header);
  }
  answers(answer(200));
  assert.equal((await ask("/me")).wait, 0);
});

test("whoever waits in vain gives up", async () => {
  globalThis.fetch = (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  await assert.rejects(ask("/me", { patience: 5 }), { name: "AbortError" });
});

test("each failure is left for longer, up to ten seconds, or as long as was asked for", (t) => {
  t.mock.method(Math, "random", () => 0.5);
  assert.deepEqual([1, 2, 3, 4, 9].map((failures) => pause(failures)), [2000, 4000, 8000, 10_000, 10_000]);
  assert.equal(pause(1, 60_000), 60_000);
  t.mock.method(Math, "random", () => 0);
  assert.equal(pause(4), 7500, "not all come back at once");
});
