// Times that pass while nothing else happens: each element says what it counts, in milliseconds of the server's clock.

import { all } from "./find.js";
import { ago, lasted, left } from "./words.js";

/** @type {[string, (now: number, at: number) => string][]} */
const COUNTED = [
  ["data-ago", (now, at) => ago(now - at)],
  ["data-waited", (now, at) => lasted(now - at)],
  ["data-until", (now, at) => left(at - now)],
];

/**
 * Says each as of `now`, the server's time.
 *
 * @param {number} now
 */
export function sayTimes(now) {
  for (const [name, words] of COUNTED) {
    for (const element of all(`[${name}]`)) {
      const text = words(now, Number(element.getAttribute(name)));
      if (element.textContent !== text) element.textContent = text;
    }
  }
}
