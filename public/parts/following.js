// Keeps a page that changes by itself up to date, and says when it is not. Without it the page reloads every 10 seconds.
//
// Whatever fails, a part of this page or somebody between here and Elbow, leaves it as it is: it says since when it is not live,
// and tries again.

import { ask } from "./answer.js";
import { change } from "./changing.js";
import { all, find, need } from "./find.js";
import { focusOn } from "./focus.js";
import { newFreshness } from "./freshness.js";
import { isWhole, parse } from "./html.js";
import { guardPlaces, moveControls } from "./places.js";
import { isSameReader } from "./reader.js";
import * as say from "./sentences.js";
import { madeAt, newServerClock } from "./server-clock.js";
import { newStream } from "./stream.js";
import { sayTimes } from "./times.js";
import { newWitness } from "./witness.js";

/** After so many pages that could not be shown, this one is loaded anew. */
const TRIES = 3;

/** What somebody must hear of: offers, and what happens to a job without a tap of their own. */
const sounding = () => all("#live [data-sounds]").map(({ dataset }) => dataset.sounds);

const offers = () => all("#live [data-offer]").map(({ dataset }) => dataset.offer ?? "");

/** What fails in whoever listens fails there: the browser sees to that. @param {string} name */
const announce = (name) => document.dispatchEvent(new Event(`elbow:${name}`));

/**
 * `data-follow`: where the stream is; `data-page`: where the page comes from; `data-part`: where at least what changes does.
 *
 * @param {HTMLElement} followed
 */
export function follow(followed) {
  const { follow: address = "", page = "", part = "" } = followed.dataset;
  const state = need("#state");
  const [live, pauseButton] = [find("#live"), find("#pause")];
  const regions = live ? ["#live"] : ["#status", "#changes"];
  const known = () => `?after=${(live ?? followed).dataset.sequence}`;
  const clock = newServerClock();
  const now = () => performance.now();
  const freshness = newFreshness(now(), Date.now());
  let unshown = 0;

  const source = newStream(() => address + known(), (name) => {
    const since = freshness.lastLive(now());
    if (name !== "gone") freshness.hear(now());
    sayState();
    // Also at its end: the page says why there is none any more.
    if (name !== "beat") update(since);
  });

  /** `since`: when what is fetched began to be missing. */
  async function update(since = freshness.lastLive(now())) {
    const mine = freshness.begin(now(), since);
    if (!mine) return;
    /** @type {number | undefined} */
    let wait;
    try {
      const answer = await ask(part + location.search);
      wait = answer.wait;
      if (answer.status >= 500 || answer.status === 429) throw new Error(`an answer of ${answer.status}`);
      if (!freshness.awaits(mine)) return;
      if (!isSameReader(answer)) return location.replace(page);
      if (!freshness.isPaused()) show(answer.text);
      freshness.succeed(mine);
    } catch (problem) {
      console.warn(problem);
      freshness.fail(now(), wait);
    } finally {
      sayState();
    }
    if (freshness.end(mine)) update();
  }

  /** @param {string} html */
  function show(html) {
    if (!isWhole(html)) throw new Error("the page was cut off");
    const next = parse(html);
    // The session has ended, or this person may no longer look: that page says what to do.
    if (!regions.every((region) => find(region, next))) return location.replace(page);
    if (unshown > TRIES) return location.replace(page);
    unshown++;
    const made = madeAt(next);
    const before = sounding();
    change(regions.map((region) => [need(region), need(region, next)]));
    unshown = 0;
    clock.set(made);
    document.title = next.title || document.title;
    announce("taken-over");
    if (sounding().some((one) => !before.includes(one))) announce("new-offer");
  }

  function sayState() {
    const { isLive, isOld, since, pausedAt } = freshness.state(now());
    document.body.classList.toggle("app-is-old", isOld || pausedAt !== undefined);
    const words = isOld
      ? say.notLive(clock.wall(since))
      : pausedAt !== undefined
        ? say.paused(clock.wall(pausedAt))
        : isLive && (live ? say.live : "");
    if (words === false || state.textContent === words) return;
    // All below it moves, as it does when what is shown changes.
    moveControls(() => {
      // Not only the text in it: a browser that translates the page has put its own in the place of ours.
      state.textContent = words;
      state.hidden = !words;
    });
  }

  /** What there is only for a while, and nobody tells of its end. */
  function endWhatIsOver() {
    for (const card of all("[data-ends]")) {
      if (Number(card.dataset.ends) > clock.now()) continue;
      const hadFocus = card.contains(document.activeElement);
      moveControls(() => card.remove());
      if (hadFocus) focusOn();
    }
    for (const part of all("[data-begins]")) {
      if (Number(part.dataset.begins) > clock.now() || !part.hidden) continue;
      moveControls(() => (part.hidden = false));
    }
  }

  function wake() {
    if (document.hidden) return;
    source.reopen();
    freshness.retry();
    sayState();
    update();
  }

  function tick() {
    if (freshness.hasSlept(now(), Date.now())) wake();
    if (freshness.isDue(now())) update();
  }

  const tellSeen = newWitness(offers);

  // Each on its own: one that fails takes no other along.
  for (const act of [sayState, source.tick, tick, endWhatIsOver, tellSeen, () => sayTimes(clock.now())]) setInterval(act, 1000);

  if (pauseButton) {
    pauseButton.hidden = false;
    pauseButton.addEventListener("click", () => {
      freshness.pause(now());
      pauseButton.setAttribute("aria-pressed", String(freshness.isPaused()));
      sayState();
      if (!freshness.isPaused()) update();
    });
  }
  const notice = () => {
    freshness.cutOff();
    update();
    sayState();
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
