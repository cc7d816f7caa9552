import assert from "node:assert/strict";
import { test } from "node:test";
import { newFreshness } from "../../public/parts/freshness.js";

/** A page that was made at 0 and has heard the stream at 1 s. */
function livePage() {
  const page = newFreshness(0, 0);
  page.hear(1000);
  return page;
}

test("a page is live while it hears Elbow, and after ten seconds of silence says since when it is not", () => {
  const page = livePage();
  assert.deepEqual(page.state(11_000), { isLive: true, isOld: false, since: 1000, pausedAt: undefined });
  assert.deepEqual(page.state(11_001), { isLive: false, isOld: true, since: 1000, pausedAt: undefined });
  page.hear(12_000);
  assert.equal(page.state(12_000).isLive, true);
});

test("a page that is not live counts what is missing from when it last was", () => {
  const page = livePage();
  assert.equal(page.lastLive(5000), 5000);
  page.state(20_000);
  assert.equal(page.lastLive(20_000), 1000);
});

test("silence makes a page look by itself", () => {
  const page = livePage();
  assert.equal(page.isDue(7500), false);
  assert.equal(page.isDue(7501), true);
});

test("a change that cannot be fetched makes the page old, whatever the stream goes on to say", () => {
  const page = livePage();
  const fetch = page.begin(2000, 2000);
  page.fail(2500);
  page.end(fetch);
  page.hear(12_500);
  assert.deepEqual(page.state(12_500), { isLive: false, isOld: true, since: 2000, pausedAt: undefined });
});

test("what changes while the page is fetched is fetched after it", () => {
  const page = livePage();
  const fetch = page.begin(2000, 2000);
  assert.equal(page.begin(2100, 2100), undefined, "one at a time");
  page.succeed(fetch);
  assert.equal(page.end(fetch), true, "there is more");
  assert.equal(page.isDue(2150), true, "and it is missing until then");
  const next = page.begin(2200, 2200);
  page.succeed(next);
  assert.equal(page.end(next), false);
  assert.equal(page.isDue(2300), false, "nothing is missing");
});

test("after a failure the page waits, and longer if it was asked to; whoever comes back to it does not wait", () => {
  const page = livePage();
  const fetch = page.begin(2000, 2000);
  page.fail(3000, 60_000);
  page.end(fetch);
  assert.equal(page.isDue(3000 + 44_000), false);
  assert.equal(page.isDue(3000 + 76_000), true);
  page.retry();
  assert.equal(page.isDue(3001), true);
});

test("a failed fetch is not followed by another at once, though something has changed meanwhile", () => {
  const page = livePage();
  const fetch = page.begin(2000, 2000);
  page.begin(2100, 2100);
  page.fail(2500);
  assert.equal(page.end(fetch), false);
});

test("a fetch that never ends is given up, and its answer is not awaited any more", () => {
  const page = livePage();
  const fetch = page.begin(2000, 2000);
  assert.equal(page.isDue(17_000), false);
  assert.equal(page.isDue(17_001), true);
  assert.equal(page.awaits(fetch), false);
});

test("a page that is paused takes nothing over, is not old for it, and catches up afterwards", () => {
  const page = livePage();
  page.pause(2000);
  assert.equal(page.isPaused(), true);
  const fetch = page.begin(3000, 3000);
  page.succeed(fetch);
  page.end(fetch);
  page.hear(20_000);
  assert.deepEqual(page.state(20_000), { isLive: true, isOld: false, since: 20_000, pausedAt: 2000 });
  assert.equal(page.isDue(20_000), false);
  page.pause(21_000);
  assert.equal(page.isPaused(), false);
  assert.equal(page.isDue(21_000), true, "what came meanwhile is missing");
});

test("a tap that finds no connection ends “Live” at once, until the page has been fetched", () => {
  const page = livePage();
  page.cutOff();
  assert.equal(page.state(1001).isOld, true);
  page.hear(1500);
  assert.equal(page.state(1500).isOld, true, "a stream may stay open that requests cannot follow");
  const fetch = page.begin(2000, 2000);
  page.succeed(fetch);
  page.end(fetch);
  assert.equal(page.state(2100).isOld, false);
});

test("a page whose device has slept is as much older, and a beat that was on its way does not change that", () => {
  const page = livePage();
  assert.equal(page.hasSlept(2000, 2000), false);
  const hour = 3_600_000;
  assert.equal(page.hasSlept(3000, 3000 + hour), true);
  page.hear(3100);
  const { isOld, since } = page.state(3100);
  assert.equal(isOld, true);
  assert.equal(since, 1000 - hour);
  assert.equal(page.hasSlept(4000, 4000 + hour), false, "once");
});

test("a paused page whose device has slept is old too", () => {
  const page = livePage();
  page.pause(1500);
  page.hasSlept(2000, 2000 + 60_000);
  assert.equal(page.state(2000).isOld, true);
});
