// How long a request takes to reach people: from the tap on "I need help" until the offer is committed, until the push service has
// accepted the alert, and until a lead's open board shows the ticket, at 1 and at 20 requests a second.
//
// The offer's time is that of the line the server logs right after the commit; the push's that of the push service's answer; the
// board's that of the change in a real browser's document. All run on this machine, so all compete for it and share its clock.
// Each request is taken back once it has arrived everywhere, so that its responder is free for another.

import { startElbow } from "../fixtures/elbow.mjs";
import { startPushService } from "../fixtures/push-service.mjs";
import { launchChromium } from "./lib/chromium.mjs";
import { ask, enrol, newClient } from "./lib/client.mjs";
import { quantile } from "./lib/statistics.mjs";

const RATES = [
  { perSecond: 1, requests: 60 },
  { perSecond: 20, requests: 600 },
];
const GIVE_UP_MS = 15_000;
const LOOK_EVERY_MS = 20;

/** Milliseconds since 1970, with fractions. */
const now = () => performance.timeOrigin + performance.now();

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Sign-in codes for all responders, made by the administrator. */
async function codes({ url, administrator }) {
  const desk = newClient(url);
  await desk.post("/staff", administrator);
  const page = await desk.send("/setup");
  const forms = [...page.matchAll(/action="(\/setup\/people\/[^"]+\/code)"/g)];
  return Promise.all(forms.map(async ([, action]) => (await desk.postForJson(action, {})).code));
}

/** Signs a responder in on a handset that is alerted by `service`, and starts the shift. */
async function startShift(elbow, service, code) {
  const handset = newClient(elbow.url);
  await enrol(handset, code);
  const { vapid_key } = (await handset.json("/me.json")).alerts;
  const { endpoint, keys } = await service.subscribe(vapid_key);
  await handset.postJson("/me/alerts", { endpoint, keys, vapid_key });
  await handset.post("/me/shift", { duty: "on_shift" });
}

/** A board that is open in a browser, and notes when each ticket appeared. */
async function openBoard(chromium, { url, lead }) {
  const board = await chromium.newVisitor();
  await board.visit(`${url}/staff?next=/board`);
  await board.submit(lead);
  await board.run(`(() => {
    const seen = (window.seen = {});
    const look = () => {
      for (const code of document.querySelectorAll(".app-board__tickets .app-what .app-muted")) {
        seen[code.textContent] ??= performance.timeOrigin + performance.now();
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  })()`);
  return async () => JSON.parse(await board.run("JSON.stringify(window.seen)"));
}

/** When each ticket's offer was committed, by the log. */
function offers(log) {
  const times = {};
  for (const line of log.split("\n").filter((line) => line.startsWith("{"))) {
    const { timestamp, fields } = JSON.parse(line);
    if (fields.message === "offered") times[fields.ticket] ??= Date.parse(timestamp);
  }
  return times;
}

/** When the push service accepted the first alert about each ticket. */
function pushes(service) {
  const times = {};
  for (const { status, text, answered } of service.pushes) {
    const { data } = status === 201 ? JSON.parse(text).notification : { data: {} };
    if (data.kind === "offer") times[data.code] ??= answered;
  }
  return times;
}

/** Asks at a steady rate and takes back what has arrived; answers with the tap of each ticket. */
async function askSteadily({ elbow, service, seen }, { perSecond, requests }) {
  const taps = {};
  const open = new Map();
  const asking = [];
  const started = performance.now();
  let asked = 0;
  const late = [];
  while (asked < requests || open.size > 0) {
    while (asked < requests && performance.now() - started >= (asked * 1000) / perSecond) {
      const ward = newClient(elbow.url);
      const link = elbow.ward_links[asked % elbow.ward_links.length].url;
      const tap = now();
      asked += 1;
      asking.push(
        ask(ward, link, `${perSecond}-${asked}`).then(({ code, link }) => {
          taps[code] = tap;
          open.set(code, { ward, link, tap });
        }),
      );
    }
    const [onBoard, pushed] = [await seen(), pushes(service)];
    for (const [code, { ward, link, tap }] of open) {
      const isLate = now() - tap > GIVE_UP_MS;
      if (isLate) late.push(`${code}${onBoard[code] ? "" : " not on the board"}${pushed[code] ? "" : " not pushed"}`);
      if (isLate || (onBoard[code] && pushed[code])) {
        open.delete(code);
        asking.push(ward.post(`${link}/withdraw`, { why: "solved_myself" }));
      }
    }
    await sleep(LOOK_EVERY_MS);
    await Promise.race([Promise.all(asking), sleep(0)]);
  }
  await Promise.all(asking);
  if (late.length > 0) throw new Error(`not everywhere within ${GIVE_UP_MS / 1000} s: ${late.join(", ")}`);
  return taps;
}

const elbow = await startElbow({
  env: {
    ELBOW_PUSH__ALLOW_LOOPBACK: "true",
    ELBOW_LOG__FORMAT: "json",
    // A demonstration is quiet about them.
    ELBOW_LOG__FILTER: "info,server::engine=info",
    ELBOW_LIMITS__PER_WARD_PER_MINUTE: "100000",
  },
});
const service = await startPushService();
const chromium = await launchChromium();
try {
  for (const code of await codes(elbow)) await startShift(elbow, service, code);
  const seen = await openBoard(chromium, elbow);
  const figures = {};
  for (const rate of RATES) {
    const taps = await askSteadily({ elbow, service, seen }, rate);
    const arrivals = { offer: offers(elbow.log()), push: pushes(service), board: await seen() };
    for (const [what, times] of Object.entries(arrivals)) {
      const waits = Object.entries(taps).map(([code, tap]) => times[code] - tap);
      const [p50, p99] = [quantile(waits, 0.5), quantile(waits, 0.99)];
      console.log(`${what} at ${rate.perSecond}/s, ${waits.length} requests: p50 ${p50} ms, p99 ${p99} ms`);
      figures[`${what}_p50_ms_${rate.perSecond}`] = p50;
      figures[`${what}_p99_ms_${rate.perSecond}`] = p99;
    }
  }
  console.log(JSON.stringify({ bench: "loop", figures }));
} finally {
  await chromium.close();
  await service.stop();
  await elbow.stop();
}
