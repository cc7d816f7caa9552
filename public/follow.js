// Keeps pages that change by themselves up to date, and says when they are not. Without it they reload every 10 seconds.
//
// A page says that it is live only as long as it has just heard the stream, or fetched what it shows, and nothing that it has
// heard of is missing. Whatever fails, a part of this page or somebody between here and Elbow, leaves it as it is: it says since
// when it is not live, and tries again.

import { ask, pause } from "./parts/answer.js";
import { keepFilledIn } from "./parts/filled.js";
import { focusOn } from "./parts/focus.js";
import { guardPlaces, moveControls } from "./parts/places.js";
import { newStream } from "./parts/stream.js";

const find = (selector, from = document) => from.querySelector(selector);

/** So old is what a page may show as live, in milliseconds. The stream says something every 5 seconds. */
const OLD = 10_000;

/** After so much silence what is shown is fetched, in milliseconds. */
const SILENCE = 6500;

/** A fetch that has not ended by then never will, in milliseconds. */
const HANGS = 15_000;

/** A part that is fetched by itself is so old at most, in milliseconds. */
const RENEWED = 10_000;

/** After so many pages that could not be shown, this one is loaded anew. */
const TRIES = 3;

/** Whether a page, or a part of one, has its end: without that something cut it off. */
const isWhole = (html) => (html.includes("<html") ? /<\/html>/ : /<\/div>(\s|<!-*>)*$/).test(html);

const followed = find("[data-follow]");
if (followed) follow(followed.dataset);

if (find("[data-underway]")) setTimeout(lookAgain, 2000);

const [renewed, asked] = [find("[data-renew]"), find("[data-asked] [role=alert]")];
if (renewed || asked) guardPlaces();
if (renewed) setInterval(renewPart, RENEWED);
if (asked) tellOfOffers(asked);

function follow({ follow: stream, page, part }) {
  const state = find("#state");
  const [live, pauseButton] = [find("#live"), find("#pause")];
  const regions = live ? ["#live"] : ["#status", "#changes"];
  const known = () => (live ? `?after=${live.dataset.sequence}` : "");

  let fetching, missing, pausedAt;
  let [failures, unshown, notBefore] = [0, 0, 0];
  let isLive = false;
  /** Something that was sent has not got through, and nothing has been fetched since. */
  let isCutOff = false;
  // Server time, and what this page's own clock said then: the device's clock is never trusted.
  let told = +find("[data-now]").dataset.now;
  let then = performance.now();
  let heard = then;

  const clock = (at) => new Date(told + at - then).toLocaleTimeString("en-GB");

  const source = newStream(() => stream + known(), (name) => {
    const since = lastLive();
    if (name !== "gone") hear();
    // Also at its end: the page says why there is none any more.
    if (name !== "beat") update(since);
  });

  /** What is told after a silence may have happened at its beginning. */
  const lastLive = () => (isLive ? performance.now() : heard);

  /** `at`: of what was heard of Elbow. */
  function hear(at = performance.now()) {
    heard = at;
    isLive = true;
    say();
  }

  /** `since`: when what is fetched began to be missing. */
  async function update(since = lastLive()) {
    const at = performance.now();
    missing ??= since;
    if (fetching) return (fetching.again = true);
    const mine = (fetching = { since: at });
    let wait;
    try {
      const answer = await ask(part + location.search);
      wait = answer.wait;
      if (answer.status >= 500 || answer.status === 429) throw new Error(`Elbow answers ${answer.status}`);
      if (fetching !== mine) return;
      if (!pausedAt) show(answer.text);
      failures = 0;
      // What came while it was fetched may not be in it.
      if (!mine.again && !pausedAt) missing = undefined;
      isCutOff = false;
      hear(at);
    } catch (problem) {
      console.warn(problem);
      isCutOff = true;
      say();
      notBefore = performance.now() + pause(++failures, wait);
    } finally {
      if (fetching === mine) fetching = undefined;
    }
    if (mine.again && failures === 0) update();
  }

  function show(html) {
    if (!isWhole(html)) throw new Error("the page was cut off");
    const next = parse(html);
    // The session has ended, or this person may no longer look: that page says what to do.
    if (!regions.every((region) => find(region, next))) return location.replace(page);
    if (unshown > TRIES) return location.replace(page);
    unshown++;
    const now = +find("[data-now]", next).dataset.now;
    const before = sounding();
    const change = () => {
      if (live) takeOver(next, html);
      else for (const region of regions) swap(find(region), find(region, next));
    };
    moveControls(() => keepFilledIn(change));
    unshown = 0;
    [told, then] = [now, performance.now()];
    document.title = next.title || document.title;
    announce("taken-over");
    if (sounding().some((one) => !before.includes(one))) announce("new-offer");
  }

  /** The island makes the page like the next one and disturbs nothing else. Where it cannot, all of it is replaced. */
  function takeOver(next, html) {
    const wish = new CustomEvent("elbow:take-over", { detail: find("#live", next), cancelable: true });
    if (!document.dispatchEvent(wish)) return;
    const whole = find("#live", parse(html));
    for (const { name, value } of whole.attributes) live.setAttribute(name, value);
    swap(live, whole);
  }

  /** What fails in whoever listens fails there: the browser sees to that. */
  const announce = (name) => document.dispatchEvent(new Event(`elbow:${name}`));

  /** What somebody must hear of: offers, and what happens to a job without a tap of their own. */
  const sounding = () => [...document.querySelectorAll("#live [data-sounds]")].map(({ dataset }) => dataset.sounds);

  const offers = () => [...document.querySelectorAll("#live [data-offer]")].map(({ dataset }) => dataset.offer);

  function say() {
    const silent = Math.min(heard, pausedAt ? Infinity : (missing ?? Infinity));
    const isOld = isCutOff || performance.now() - silent > OLD;
    if (isOld) isLive = false;
    document.body.classList.toggle("app-is-old", isOld || pausedAt !== undefined);
    const words = isOld
      ? `Not live since ${clock(silent)}. Trying again.`
      : pausedAt
        ? `Updates paused at ${clock(pausedAt)}.`
        : isLive && (live ? "Live." : "");
    // Not only the text in it: a browser that translates the page has put its own in the place of ours.
    if (words !== false && state.textContent !== words) state.textContent = words;
    state.hidden = !state.textContent;
  }

  /** What there is only for a while, and nobody tells of its end. */
  function endWhatIsOver() {
    const now = told + performance.now() - then;
    for (const card of document.querySelectorAll("[data-ends]")) {
      if (+card.dataset.ends > now) continue;
      const hadFocus = card.contains(document.activeElement);
      moveControls(() => card.remove());
      if (hadFocus) focusOn();
    }
    for (const part of document.querySelectorAll("[data-begins]")) {
      if (+part.dataset.begins > now || !part.hidden) continue;
      moveControls(() => (part.hidden = false));
    }
  }

  function wake() {
    if (document.hidden) return;
    source.reopen();
    notBefore = 0;
    say();
    update();
  }

  const tellSeen = newWitness(offers);

  let [wall, ticked] = [Date.now(), then];

  function tick() {
    const at = performance.now();
    // Some devices stop this clock while they sleep; then what is shown is as much older as the other one has gone on.
    const slept = Date.now() - wall - (at - ticked);
    [wall, ticked] = [wall + slept + at - ticked, at];
    if (slept > OLD) {
      // A beat that was on its way to a sleeping device says nothing of what it has missed.
      missing = Math.min(missing ?? heard, heard) - slept;
      heard -= slept;
      wake();
    }
    if (fetching && at - fetching.since > HANGS) fetching = undefined;
    const isDue = (missing !== undefined && !pausedAt) || at - heard > SILENCE;
    if (!fetching && isDue && at >= notBefore) update();
  }

  // Each on its own: one that fails takes no other along.
  for (const act of [say, source.tick, tick, endWhatIsOver, tellSeen]) setInterval(act, 1000);

  if (pauseButton) {
    pauseButton.hidden = false;
    pauseButton.addEventListener("click", () => {
      pausedAt = pausedAt ? undefined : performance.now();
      pauseButton.setAttribute("aria-pressed", String(pausedAt !== undefined));
      say();
      if (!pausedAt) update();
    });
  }
  const notice = () => {
    isCutOff = true;
    update();
    say();
  };
  document.addEventListener("elbow:cut-off", notice);
  addEventListener("offline", notice);
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);
  addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("pagehide", source.close);
  guardPlaces();
  followed.dataset.follows = "yes";
  source.tick();
  tellSeen();
}

/** Tells Elbow which offers this page has shown while it was in front: what nobody can see has reached nobody. */
function newWitness(offers) {
  const seen = new Set();
  let isTelling;
  return async () => {
    const shown = offers().filter((offer) => !seen.has(offer));
    if (document.hidden || isTelling || shown.length === 0) return;
    isTelling = true;
    try {
      const { status } = await ask("/me/seen", { method: "POST", body: new URLSearchParams({ offers: shown }) });
      if (status < 500) for (const offer of shown) seen.add(offer);
    } catch {
      // It is told at the next look.
    }
    setTimeout(() => (isTelling = false), 2000);
  };
}

/** The page of something that takes a while says how far it is, and is loaded anew once that is over. */
async function lookAgain() {
  let failures = 1;
  try {
    const { status, text } = await ask(location);
    if (status >= 500 || !isWhole(text)) throw new Error("not the page");
    const next = find("[data-underway]", parse(text));
    if (!next) return location.reload();
    swap(find("[data-underway]"), next);
  } catch {
    // It is tried again.
    failures = 3;
  }
  setTimeout(lookAgain, pause(failures));
}

/** One part of a page that otherwise stays as it is. It says as at when; without an answer of ours it stays too. */
async function renewPart() {
  const part = find("[data-renew]");
  if (document.hidden || !part) return;
  const { status, text } = await ask(part.dataset.renew).catch(() => ({}));
  if (status !== 200 || !isWhole(text)) return;
  const next = find("[data-renew]", parse(text));
  moveControls(() => (next ? swap(part, next) : part.remove()));
}

/** Somebody who fills in a form is asked to help: this page says so, with a sound, and stays as it is. */
function tellOfOffers(bar) {
  let [heard, offers] = [performance.now(), []];
  const tellSeen = newWitness(() => offers);
  const look = async () => {
    heard = performance.now();
    const { ok, json } = await ask("/me.json").catch(() => ({}));
    if (!ok) return;
    const found = json().offers;
    const now = found.map(({ offer }) => offer);
    if (String(now) === String(offers)) return;
    const isNew = now.some((offer) => !offers.includes(offer));
    offers = now;
    moveControls(() => showOffers(bar, found));
    if (isNew) document.dispatchEvent(new Event("elbow:new-offer"));
  };
  const stream = newStream(() => "/events", (name) => (name === "beat" ? (heard = performance.now()) : look()));
  const tick = () => performance.now() - heard > SILENCE && look();
  for (const act of [stream.tick, tick, tellSeen]) setInterval(act, 1000);
  addEventListener("pagehide", stream.close);
  stream.tick();
  look();
}

function showOffers(bar, offers) {
  bar.hidden = offers.length === 0;
  const about = offers.map(({ priority, ward }) => `${priority}, ${ward}`).join("; ");
  const open = Object.assign(document.createElement("a"), { href: "/me", textContent: "Open My jobs" });
  bar.replaceChildren(...(bar.hidden ? [] : [`You are being asked: ${about}. `, open]));
}

const parse = (html) => new DOMParser().parseFromString(html, "text/html");

/** Takes over what is new; what has the focus or is opened stays so. */
function swap(old, next) {
  if (old.innerHTML === next.innerHTML) return;
  const focus = old.contains(document.activeElement) && document.activeElement.outerHTML;
  for (const details of old.querySelectorAll("details[open]")) {
    find(`#${details.id}`, next)?.setAttribute("open", "");
  }
  old.replaceChildren(...next.childNodes);
  if (focus) [...old.querySelectorAll("a,button,summary")].find((one) => one.outerHTML === focus)?.focus();
}
