// Tells Elbow which offers a page has shown while it was in front: what nobody can see has reached nobody.

import { ask } from "./answer.js";

/** How long it is left after each telling, in milliseconds. */
const REST = 2000;

/**
 * @param {() => string[]} offers those that the page shows
 * @returns {() => Promise<void>} looks, and tells what is new: to be called every second
 */
export function newWitness(offers) {
  const seen = new Set();
  let isTelling = false;
  return async () => {
    const shown = offers().filter((offer) => !seen.has(offer));
    if (document.hidden || isTelling || shown.length === 0) return;
    isTelling = true;
    try {
      const { status } = await ask("/me/seen", { method: "POST", body: new URLSearchParams({ offers: String(shown) }) });
      if (status < 500) for (const offer of shown) seen.add(offer);
    } catch {
      // It is told at the next look.
    }
    setTimeout(() => (isTelling = false), REST);
  };
}
