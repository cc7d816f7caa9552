// What Lighthouse says of Ask, My jobs and the Board on a phone with slow 3G; and how soon somebody can ask over a link of
// 0.26 Mbit/s, with nothing kept and with what the first visit left.
//
// Slow 3G is simulated: Lighthouse loads the page at full speed and reckons from what it asked for, and after what, how long that
// takes over such a link. Its scores are made for that, and its own documentation calls the other way, each request held up by
// Chrome, the less accurate one. The link of 0.26 Mbit/s is a real one (fixtures/link.mjs), of which a thumb, the browser's cache and
// the service worker make what they make.
//
//   node lighthouse.mjs FOLDER     the folder into which npm has installed Lighthouse

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { quiet } from "../fixtures/chromium.mjs";
import { startElbow } from "../fixtures/elbow.mjs";
import { newLink } from "../fixtures/link.mjs";
import { ask, enrol, newClient } from "./lib/client.mjs";
import { quantile } from "./lib/statistics.mjs";

const from = createRequire(`${process.argv[2]}/package.json`);
const load = async (name) => (await import(pathToFileURL(from.resolve(name)).href)).default;
const [lighthouse, puppeteer] = [await load("lighthouse"), await load("puppeteer-core")];

/** As WebPageTest has it. */
const SLOW_3G = { rttMs: 400, throughputKbps: 400 };
/** Lighthouse's measure of speed for a phone of the middle: what it takes for a fast desk, 1,500 to 2,000, four times as slow. */
const PHONE_INDEX = 440;
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const METRICS = { fcp_ms: "first-contentful-paint", lcp_ms: "largest-contentful-paint", tbt_ms: "total-blocking-time", cls: "cumulative-layout-shift" };
const LOADS = 3;
const LEAST = 95;
/** Tickets on the board, besides the one of the job in hand. */
const OPEN_TICKETS = 12;

const WARD_LINK = { bitsPerSecond: 260_000, roundTripMs: 400 };
const PRESSES = 5;
const GIVE_UP_MS = 60_000;

/** On Android sound is made by the browser itself; elsewhere by a process of its own, for whose start a page that may sound waits. */
const AS_ON_ANDROID = "--disable-features=AudioServiceOutOfProcess";
const phone = { width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** Somebody on shift with a job in hand, and a lead whose board is not empty. */
async function people(elbow) {
  const [ward, responder, lead] = [newClient(elbow.url), newClient(elbow.url), newClient(elbow.url)];
  await enrol(responder, elbow.responders[0].code);
  await responder.post("/me/shift", { duty: "on_shift" });
  await ask(ward, elbow.ward_links[0].url, "lighthouse");
  await accept(responder);
  for (let number = 1; number <= OPEN_TICKETS; number += 1) {
    await ask(newClient(elbow.url), elbow.ward_links[number % elbow.ward_links.length].url, `lighthouse-${number}`);
  }
  await lead.post("/staff", elbow.lead);
  return { responder, lead };
}

/** Accepts the first offer that comes. */
async function accept(responder) {
  const started = performance.now();
  while (performance.now() - started < GIVE_UP_MS) {
    const { offers } = await responder.json("/me.json");
    if (offers.length > 0) return responder.post(`/me/offers/${offers[0].offer}/accept`, { version: offers[0].version });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("nobody was asked");
}

/** How many times as fast as a phone this machine is at the moment. Never less than one: then the scores are too low. */
async function slowdown(browser, elbow) {
  const { environment } = await look(browser, `${elbow.url}/sign-in`, [], 1);
  return Math.min(4, Math.max(1, environment.benchmarkIndex / PHONE_INDEX));
}

/** What Lighthouse says of one load of a page, by somebody with these cookies. */
async function look(browser, url, cookies, cpuSlowdownMultiplier) {
  const context = await browser.createBrowserContext();
  const { hostname: domain } = new URL(url);
  await context.setCookie(...cookies.map((cookie) => ({ ...cookie, domain, path: "/" })));
  const throttling = { ...SLOW_3G, cpuSlowdownMultiplier };
  const flags = { formFactor: "mobile", onlyCategories: CATEGORIES, throttlingMethod: "simulate", throttling };
  const { lhr } = await lighthouse(url, flags, undefined, await context.newPage());
  await context.close();
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  if (new URL(lhr.finalDisplayedUrl).pathname !== new URL(url).pathname) throw new Error(`${url} led to ${lhr.finalDisplayedUrl}`);
  return lhr;
}

/** What is not as it should be, said once for all loads of a page. */
function findings(reports) {
  const found = new Map();
  for (const { categories, audits } of reports) {
    for (const { id } of CATEGORIES.flatMap((category) => categories[category].auditRefs)) {
      const { title, score, displayValue = "", scoreDisplayMode } = audits[id];
      if (score !== null && score < 1 && !Object.values(METRICS).includes(id)) found.set(id, `${title} ${displayValue} (${id}, ${scoreDisplayMode})`);
    }
  }
  return [...found.values()];
}

/** The median of each score and figure of a page over several loads; what Lighthouse found is printed. */
async function judge(browser, name, url, cookies, cpuSlowdown) {
  const reports = [];
  for (let load = 0; load < LOADS; load += 1) reports.push(await look(browser, url, cookies, cpuSlowdown));
  const figures = {};
  for (const category of CATEGORIES) {
    figures[`${name}_${category.replace("-", "_")}`] = quantile(reports.map(({ categories }) => 100 * categories[category].score), 0.5);
  }
  for (const [figure, id] of Object.entries(METRICS)) {
    const median = quantile(reports.map(({ audits }) => audits[id].numericValue * 1000), 0.5) / 1000;
    figures[`${name}_${figure}`] = figure === "cls" ? Number(median.toFixed(3)) : Math.round(median);
  }
  console.log(Object.entries(figures).map(([figure, value]) => `${figure} ${value}`).join(", "));
  for (const finding of findings(reports)) console.log(`  ${finding}`);
  return figures;
}

/**
 * Opens Ask, presses a tile and "I need help" as soon as they are there, and reads the page that confirms it.
 *
 * @returns milliseconds from the beginning of the navigation: until the page has taken the press, and until the next page was seen
 */
async function press(context, url, tile) {
  const page = await context.newPage();
  await page.setViewport(phone);
  let taken;
  await page.exposeFunction("pressTaken", (at) => (taken ??= at));
  await page.evaluateOnNewDocument(() => {
    const told = performance.timeOrigin;
    addEventListener("submit", ({ isTrusted }) => isTrusted && window.pressTaken({ told, after: performance.now() }), true);
  });
  const opened = page.goto(url, { timeout: GIVE_UP_MS });
  const send = await page.waitForSelector("::-p-text(I need help):is(button)", { visible: true, timeout: GIVE_UP_MS });
  await page.tap(`label[for=${tile}]`);
  await send.tap();
  await page.waitForFunction(() => location.pathname.startsWith("/r/") && performance.getEntriesByName("first-contentful-paint").length > 0, {
    timeout: GIVE_UP_MS,
  });
  const seen = await page.evaluate(() => performance.timeOrigin + performance.getEntriesByName("first-contentful-paint")[0].startTime);
  await opened.catch(() => undefined);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, { timeout: GIVE_UP_MS });
  await page.close();
  return { taken: taken.after, answered: seen - taken.told };
}

/** Ask over the slow link: the first visit of a phone, and the next. */
async function askSlowly(browser, elbow) {
  const link = await newLink(elbow.url, WARD_LINK);
  const times = { cold: [], warm: [] };
  for (let number = 0; number < PRESSES; number += 1) {
    const context = await browser.createBrowserContext();
    const page = link.url + new URL(elbow.ward_links[number].url).pathname;
    // About another thing each time: about the same it would be asked whether it is the same.
    times.cold.push(await press(context, page, "tag"));
    times.warm.push(await press(context, page, "tag-2"));
    await context.close();
  }
  await link.stop();
  const median = (visit, what) => Math.round(quantile(times[visit].map((time) => time[what]), 0.5));
  return {
    ask_026_first_input_ms: median("cold", "taken"),
    ask_026_answered_ms: median("cold", "answered"),
    ask_026_warm_first_input_ms: median("warm", "taken"),
    ask_026_warm_answered_ms: median("warm", "answered"),
  };
}

const elbow = await startElbow({ history: "on" });
const browser = await puppeteer.launch({ executablePath: process.env.ELBOW_CHROMIUM ?? "chromium", args: [...quiet, AS_ON_ANDROID] });
try {
  const { responder, lead } = await people(elbow);
  const cpuSlowdown = await slowdown(browser, elbow);
  const scores = {
    cpu_slowdown: Math.round(cpuSlowdown * 10) / 10,
    ...(await judge(browser, "ask", elbow.ward_links[0].url, [], cpuSlowdown)),
    ...(await judge(browser, "my_jobs", `${elbow.url}/me`, responder.cookies(), cpuSlowdown)),
    ...(await judge(browser, "board", `${elbow.url}/board`, lead.cookies(), cpuSlowdown)),
  };
  const presses = await askSlowly(browser, elbow);
  console.log(JSON.stringify({ bench: "lighthouse", figures: { ...scores, ...presses } }));
  const low = Object.entries(scores).filter(([name, value]) => /(performance|accessibility|practices)$/.test(name) && value < LEAST);
  for (const [name, value] of low) console.error(`${name} is ${value}, less than ${LEAST}`);
  process.exitCode = low.length > 0 ? 1 : 0;
} finally {
  await browser.close();
  await elbow.stop();
}
