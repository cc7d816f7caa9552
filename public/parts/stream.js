// The stream of hints that something has changed.
//
// Over HTTP/1.1 a browser opens six connections to a host, for all its pages together; a seventh page would neither have a
// stream nor load. So a few pages of a browser have one, and the others fetch what they show every few seconds.

import { pause } from "./answer.js";

/** How many pages of one browser have a stream. */
const PLACES = 3;

/** A stream says something every 5 seconds. One that has been silent for so long is dead, in milliseconds. */
const SILENCE = 10_000;

/** After the server has ended a stream it is left for about so long, as after this many failures. */
const ENDED = 3;

/**
 * `address()` is where it is, `hear(name)` is told of every `beat`, `change`, `reset` and `gone`. `tick()` is to be called
 * every second: it opens the stream, and opens it anew when it is dead.
 *
 * @param {() => string} address
 * @param {(name: string) => void} hear
 */
export function newStream(address, hear) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {(() => void) | undefined} */
  let leavePlace;
  let isTaking = false;
  let [heard, notBefore, failures] = [0, 0, 0];

  function close() {
    source?.close();
    leavePlace?.();
    source = leavePlace = undefined;
  }

  function fail(atLeast = 0) {
    close();
    failures = Math.max(failures + 1, atLeast);
    notBefore = performance.now() + pause(failures);
  }

  async function open() {
    isTaking = true;
    leavePlace = await takePlace();
    isTaking = false;
    // Asked for again when somebody leaves.
    if (!leavePlace) return;
    heard = performance.now();
    try {
      source = new EventSource(address());
    } catch {
      // A browser without streams.
      return fail();
    }
    for (const name of ["beat", "change", "reset", "gone"]) {
      source.addEventListener(name, () => {
        heard = performance.now();
        failures = 0;
        if (name === "gone") fail(ENDED);
        hear(name);
      });
    }
    source.addEventListener("error", () => fail());
  }

  function tick() {
    if (source && performance.now() - heard > SILENCE) fail();
    // Without places nobody knows of the others: a page that is not looked at leaves its connection to them.
    if (document.hidden && !navigator.locks) return close();
    if (!source && !isTaking && performance.now() >= notBefore) open();
  }

  /** After the device has slept, or was without a connection: what there was is dead, whatever it says. */
  function reopen() {
    close();
    notBefore = 0;
    tick();
  }

  return { tick, close, reopen };
}

/**
 * Takes a place; answers with the function that leaves it, or with nothing while all are taken.
 *
 * @returns {Promise<(() => void) | undefined>}
 */
async function takePlace() {
  if (!navigator.locks) return () => {};
  for (let place = 0; place < PLACES; place++) {
    /** @type {(() => void) | undefined} */
    const leave = await new Promise((resolve) => {
      /** @param {Lock | null} lock */
      const hold = (lock) => (lock ? new Promise((free) => resolve(() => free(undefined))) : resolve(undefined));
      // Refused in some private windows: it goes without.
      navigator.locks.request(`elbow-stream-${place}`, { ifAvailable: true }, hold).catch(() => resolve(() => {}));
    });
    if (leave) return leave;
  }
}
