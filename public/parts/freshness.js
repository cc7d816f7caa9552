// Whether a page may say that it is live, and when it is to be fetched: a matter of times, all of the page's own clock, in
// milliseconds.
//
// It is live only as long as it has just heard the stream, or fetched what it shows, and nothing that it has heard of is missing.

import { pause } from "./answer.js";

/** So old is what a page may show as live. The stream says something every 5 seconds. */
const OLD = 10_000;

/** After so much silence what is shown is fetched. */
const SILENCE = 6500;

/** A fetch that has not ended by then never will. */
const HANGS = 15_000;

/**
 * One fetch of what the page shows: since when it is under way, and whether something has changed meanwhile.
 *
 * @typedef {{ since: number, again: boolean }} Fetch
 */

/**
 * @param {number} at now
 * @param {number} wall now, on a clock that goes on while the device sleeps
 */
export function newFreshness(at, wall) {
  let heard = at;
  let isLive = false;
  /** Something that was sent has not got through, and nothing has been fetched since. */
  let isCutOff = false;
  let [failures, notBefore] = [0, 0];
  /** @type {Fetch | undefined} */
  let fetching;
  /** Since when something is missing that has been heard of. @type {number | undefined} */
  let missing;
  /** @type {number | undefined} */
  let pausedAt;
  let last = { at, wall };

  return {
    /** @param {number} at when something was heard of Elbow */
    hear(at) {
      heard = at;
      isLive = true;
    },

    /** What is told after a silence may have happened at its beginning. @param {number} at now */
    lastLive: (at) => (isLive ? at : heard),

    /**
     * A fetch of what has been missing since then; nothing if there is one under way, which is followed by another.
     *
     * @param {number} at now
     * @param {number} since
     */
    begin(at, since) {
      missing ??= since;
      if (fetching) {
        fetching.again = true;
        return;
      }
      fetching = { since: at, again: false };
      return fetching;
    },

    /** Whether it is still waited for. @param {Fetch} one */
    awaits: (one) => fetching === one,

    /** It has come, and is shown. @param {Fetch} one */
    succeed(one) {
      failures = 0;
      // What came while it was fetched may not be in it.
      if (!one.again && pausedAt === undefined) missing = undefined;
      isCutOff = false;
      this.hear(one.since);
    },

    /**
     * It has not come, or could not be shown.
     *
     * @param {number} at now
     * @param {number} [wait] how long it was asked to wait
     */
    fail(at, wait) {
      isCutOff = true;
      notBefore = at + pause(++failures, wait);
    },

    /** Whether there is more to fetch at once. @param {Fetch} one */
    end(one) {
      if (fetching === one) fetching = undefined;
      return one.again && failures === 0;
    },

    cutOff() {
      isCutOff = true;
    },

    /** Waits no longer after a failure. */
    retry() {
      notBefore = 0;
    },

    /** Stops taking over what comes, or goes on. @param {number} at now */
    pause(at) {
      pausedAt = pausedAt === undefined ? at : undefined;
    },

    isPaused: () => pausedAt !== undefined,

    /** What there is to say. @param {number} at now */
    state(at) {
      const since = Math.min(heard, pausedAt === undefined ? (missing ?? Infinity) : Infinity);
      const isOld = isCutOff || at - since > OLD;
      if (isOld) isLive = false;
      return { isLive, isOld, since, pausedAt };
    },

    /**
     * Whether the device has slept. Some stop the page's clock meanwhile: then what is shown is as much older as the other one has
     * gone on, and a beat that was on its way says nothing of what was missed.
     *
     * @param {number} at now
     * @param {number} wall now, on the other clock
     */
    hasSlept(at, wall) {
      const slept = wall - last.wall - (at - last.at);
      last = { at, wall };
      if (slept <= OLD) return false;
      missing = Math.min(missing ?? heard, heard) - slept;
      heard -= slept;
      return true;
    },

    /** Whether it is to be fetched. @param {number} at now */
    isDue(at) {
      if (fetching && at - fetching.since > HANGS) fetching = undefined;
      const isWanted = (missing !== undefined && pausedAt === undefined) || at - heard > SILENCE;
      return !fetching && isWanted && at >= notBefore;
    },
  };
}
