// The wall screen. It stands by itself: a television's browser may be eight years old, nobody sits in front of it, and what is old on
// it must never look live.

/** A stream says something every 5 seconds. What has heard nothing for so long is not live, in milliseconds. */
const LIVE_FOR = 8500;
/** After so long without a beat the page is fetched: a browser without streams does so all the time. */
const SILENCE = 6500;
/** However much happens, the page is fetched no more often than this … */
const FETCH_AT_MOST_EVERY = 1000;
/** … and however little, so often. */
const FETCH_EVERY = 30000;
/** A request that hangs is given up. */
const ANSWERED_WITHIN = 6000;
/** While the page is asked for in vain, beats say nothing of what is shown. */
const ANSWER_IS_LATE = 2000;
/** Between two tries, of the page and of the stream. */
const LONGEST_PAUSE = 8000;
const LONGEST_PAUSE_OF_STREAM = 60000;
/** A link that was taken back is looked for again, in case it was not. */
const LOOK_AGAIN = 60000;
/** A clock that goes this much faster or slower than time was set, or the machine has slept. */
const JUMP = 2000;
/** Of two programs side by side each answers now and then: a build is new when it has answered so often without the other. */
const STEADY = 3;
const DAY = 86400000;
/** Where the page stands by turns, a minute each, so that nothing is burnt in. */
const PLACES = ["0, 0", "2px, 0", "2px, 2px", "0, 2px"];

/** @param {string} selector */
const need = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
/** Time that nobody sets, in milliseconds. */
const time = () => performance.now();

const wall = need("main");
const clockNow = () => need("[data-wall=clock]");
const address = location.pathname;
const script = /** @type {HTMLScriptElement} */ (document.currentScript);

let heard = time();
let fetched = heard;
let failures = 0;
let notBefore = 0;
let streamFailures = 0;
let streamNotBefore = 0;
/** Since when the page is asked for. */
let asking = 0;
let isWanted = false;
/** The clock has jumped, and nothing was fetched since. */
let hasJumped = false;
/** The link was taken back. */
let isOver = false;
/** The device says itself that it has no connection. */
let isCut = false;
/** The program has another build, and how many answers in a row said so. */
let isOther = 0;
/** @type {EventSource | null} */
let source = null;
/** @type {number | undefined} */
let ticking;

let last = { time: heard, clock: Date.now() };

/** The hospital's clock, in milliseconds since its midnight, and when it showed that. */
let clock = 0;
let clockAt = 0;

function readClock() {
  const parts = (clockNow().textContent || "").split(":");
  clock = parts.reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
  clockAt = time();
}

/** @param {number} at */
function clockOf(at) {
  const seconds = Math.floor(((((clock + at - clockAt) % DAY) + DAY) % DAY) / 1000);
  const two = (/** @type {number} */ number) => (number < 10 ? `0${number}` : `${number}`);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function stopListening() {
  if (source) source.close();
  source = null;
}

/** Nothing more is shown, but that. */
function end() {
  isOver = true;
  stopListening();
  notBefore = time() + LOOK_AGAIN;
  const words = document.createElement("p");
  words.className = "wall__gone";
  words.textContent = wall.getAttribute("data-gone");
  wall.textContent = "";
  wall.appendChild(words);
  document.body.className = "is-over";
}

/** @param {string} text */
function show(text) {
  const next = new DOMParser().parseFromString(text, "text/html");
  const main = next.querySelector("main");
  if (!main) return;
  wall.innerHTML = main.innerHTML;
  readClock();
  const its = next.querySelector("script[src]");
  isOther = its && its.getAttribute("src") !== script.getAttribute("src") ? isOther + 1 : 0;
  if (isOther >= STEADY) goOnWith(next);
}

/**
 * A new build of the program: its sheet and script take over. The page is never left, since who knows what answers in its place; where
 * they cannot be had, what is here goes on.
 * @param {Document} next
 */
function goOnWith(next) {
  isOther = 0;
  const [old, sheet] = [need("link[rel=stylesheet]"), next.querySelector("link[rel=stylesheet]")];
  const [its, taking] = [next.querySelector("script[src]"), document.createElement("script")];
  if (!sheet || !its) return;
  const added = document.createElement("link");
  added.rel = "stylesheet";
  added.href = sheet.getAttribute("href") || "";
  added.onerror = () => added.remove();
  added.onload = () => {
    old.remove();
    taking.onerror = () => {
      taking.remove();
      start();
    };
    taking.src = its.getAttribute("src") || "";
    stop();
    document.head.appendChild(taking);
  };
  document.head.appendChild(added);
}

function fail() {
  failures += 1;
  notBefore = time() + Math.min(1000 * 2 ** Math.min(failures - 1, 4), LONGEST_PAUSE);
}

function fetchPage() {
  if (asking) return;
  asking = time();
  isWanted = false;
  const ask = new XMLHttpRequest();
  ask.timeout = ANSWERED_WITHIN;
  ask.onloadend = () => {
    asking = 0;
    // Another script has taken over.
    if (ticking === undefined) return;
    // What a proxy says in our place is no answer of ours.
    const isOurs = ask.status > 0 && ask.getResponseHeader("x-elbow") === "1";
    if (isOurs && ask.status === 200) {
      heard = time();
      fetched = heard;
      failures = 0;
      notBefore = 0;
      isOver = false;
      isCut = false;
      hasJumped = false;
      show(ask.responseText);
    } else if (isOurs && ask.status === 404 && ask.getResponseHeader("x-elbow-link") === "ended") {
      end();
    } else {
      fail();
    }
    tick();
  };
  ask.open("GET", address);
  ask.setRequestHeader("accept", "text/html");
  ask.send();
}

function listen() {
  if (!window.EventSource) return;
  source = new EventSource(`${address}/events`);
  for (const name of ["beat", "change", "reset", "gone"]) {
    source.addEventListener(name, () => {
      streamFailures = 0;
      // A beat says that the server is there. That what is shown is what it has is known once it could be fetched.
      if (failures === 0 && !(asking && time() - asking > ANSWER_IS_LATE)) heard = time();
      if (name !== "beat") isWanted = true;
    });
  }
  source.addEventListener("error", () => {
    stopListening();
    streamFailures += 1;
    streamNotBefore = time() + Math.min(1000 * 2 ** Math.min(streamFailures - 1, 6), LONGEST_PAUSE_OF_STREAM);
    // Whether it is the stream alone, or everything.
    isWanted = true;
  });
}

/** A clock that was set, and a machine that has slept: what is shown may be of any time. */
function lookForJump() {
  const next = { time: time(), clock: Date.now() };
  if (Math.abs(next.clock - last.clock - (next.time - last.time)) > JUMP) {
    hasJumped = true;
    notBefore = 0;
  }
  last = next;
}

function tick() {
  lookForJump();
  const now = time();
  if (isOver) {
    if (now >= notBefore) fetchPage();
    return;
  }
  if (now >= notBefore) {
    const isDue = now - fetched > (isWanted ? FETCH_AT_MOST_EVERY : FETCH_EVERY);
    if (isDue || hasJumped || failures > 0 || now - heard > SILENCE) fetchPage();
  }
  if (!source && now >= streamNotBefore) listen();
  const isLive = !isCut && !hasJumped && now - heard < LIVE_FOR;
  document.body.className = isLive ? "is-live" : "is-old";
  clockNow().textContent = clockOf(now);
  const words = wall.getAttribute(isLive ? "data-live" : "data-old") || "";
  need("[data-wall=live]").textContent = words.replace("{time}", clockOf(heard));
  wall.style.transform = `translate(${PLACES[Math.floor(now / 60000) % PLACES.length]})`;
}

/** A screen that goes dark shows nothing. */
function stayAwake() {
  if (!navigator.wakeLock || document.hidden) return;
  navigator.wakeLock.request("screen").catch(() => {
    // The device decides.
  });
}

function cut() {
  isCut = true;
  tick();
}

function start() {
  readClock();
  tick();
  ticking = setInterval(tick, 500);
  stayAwake();
  document.addEventListener("visibilitychange", stayAwake);
  addEventListener("offline", cut);
  addEventListener("online", fetchPage);
}

function stop() {
  clearInterval(ticking);
  ticking = undefined;
  stopListening();
  document.removeEventListener("visibilitychange", stayAwake);
  removeEventListener("offline", cut);
  removeEventListener("online", fetchPage);
}

start();
