// The server's time. The device's clock is never trusted: it is what the server last said, plus what has passed on this page since.

import { need } from "./find.js";

/**
 * What a page says of the time at which it was made.
 *
 * @param {ParentNode} [page]
 */
export const madeAt = (page) => Number(need("[data-now]", page).dataset.now);

/** Of this page, which has just been made. */
export function newServerClock() {
  let [told, then] = [madeAt(), performance.now()];
  return {
    /** @param {number} now what the server says now */
    set: (now) => ([told, then] = [now, performance.now()]),
    now: () => told + performance.now() - then,
    /** What a clock on the wall said at this moment of the page's own clock. @param {number} at */
    wall: (at) => new Date(told + at - then).toLocaleTimeString("en-GB"),
  };
}
