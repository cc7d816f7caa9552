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
const LONGEST_PAUSE = 8000;
/** After so long without the server the page begins anew, with whatever build there is by then. */
const ANEW_AFTER = 60000;
const DAY = 86400000;
/** Where the page stands by turns, a minute each, so that nothing is burnt in. */
const PLACES = ["0, 0", "2px, 0", "2px, 2px", "0, 2px"];

/** @param {string} selector */
const need = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

const wall = need("main");
const clockNow = () => need("[data-wall=clock]");
const address = location.pathname;

let heard = Date.now();
let fetched = Date.now();
let failures = 0;
let notBefore = 0;
let isFetching = false;
let isWanted = false;
/** The link was taken back. */
let isOver = false;
/** The device says itself that it has no connection. */
let isCut = false;
/** @type {EventSource | null} */
let source = null;

/** The hospital's clock, in milliseconds since its midnight, and when it showed that. */
let clock = 0;
let clockAt = 0;

function readClock() {
  const parts = (clockNow().textContent || "").split(":");
  clock = parts.reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
  clockAt = Date.now();
}

/** @param {number} at */
function clockOf(at) {
  const seconds = Math.floor(((((clock + at - clockAt) % DAY) + DAY) % DAY) / 1000);
  const two = (/** @type {number} */ number) => (number < 10 ? `0${number}` : `${number}`);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Nothing more is shown, but that. */
function end() {
  isOver = true;
  if (source) source.close();
  source = null;
  const words = document.createElement("p");
  words.className = "wall__gone";
  words.textContent = wall.getAttribute("data-gone");
  wall.textContent = "";
  wall.appendChild(words);
  document.body.className = "is-over";
}

/** @param {string} text */
function show(text) {
  const next = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  if (!next) return;
  wall.innerHTML = next.innerHTML;
  readClock();
}

function fail() {
  failures += 1;
  notBefore = Date.now() + Math.min(1000 * 2 ** Math.min(failures - 1, 4), LONGEST_PAUSE);
}

function fetchPage() {
  if (isOver || isFetching) return;
  isFetching = true;
  isWanted = false;
  const ask = new XMLHttpRequest();
  ask.timeout = ANSWERED_WITHIN;
  ask.onloadend = () => {
    isFetching = false;
    // What a proxy says in our place is no answer of ours.
    const isOurs = ask.status > 0 && ask.getResponseHeader("x-elbow") === "1";
    if (isOurs && ask.status === 200) {
      if (Date.now() - heard > ANEW_AFTER) location.reload();
      heard = Date.now();
      fetched = heard;
      failures = 0;
      show(ask.responseText);
    } else if (isOurs && ask.status === 404) {
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
      // A beat says that the server is there. That what is shown is what it has is known once it could be fetched.
      if (failures === 0) heard = Date.now();
      if (name !== "beat") isWanted = true;
    });
  }
  source.addEventListener("error", () => {
    if (source) source.close();
    source = null;
    fail();
  });
}

function tick() {
  if (isOver) return;
  const now = Date.now();
  if (now >= notBefore) {
    const isDue = now - fetched > (isWanted ? FETCH_AT_MOST_EVERY : FETCH_EVERY);
    if (isDue || failures > 0 || now - heard > SILENCE) fetchPage();
    if (!source) listen();
  }
  // A clock that was turned back, or a machine that has slept, is not live either.
  const isLive = !isCut && now >= heard && now - heard < LIVE_FOR;
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

readClock();
listen();
tick();
setInterval(tick, 500);
stayAwake();
document.addEventListener("visibilitychange", stayAwake);
addEventListener("offline", () => {
  isCut = true;
  tick();
});
addEventListener("online", () => {
  isCut = false;
  fetchPage();
});
