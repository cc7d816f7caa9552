// What a page has and Node has not, as far as the parts under test need it. To be imported before them.

import { parseHTML } from "linkedom";

// One would keep the program alive.
Object.assign(globalThis, { BroadcastChannel: undefined });
const { document } = parseHTML("<!doctype html><html><body><main></main></body></html>");
Object.assign(globalThis, { document, scrollY: 0 });

/** A clock that stands still until it is moved on, in milliseconds. */
export const clock = { now: 0, pass: (/** @type {number} */ time) => (clock.now += time) };
performance.now = () => clock.now;

/** @param {object} navigator what this browser has */
export const hasNavigator = (navigator) => Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
hasNavigator({});

/** Lets everything happen that only waits for its turn. */
export const settle = () => new Promise((resolve) => setTimeout(resolve));

/** An answer of Elbow. */
export const answer = (status, body = "", headers = {}) =>
  new Response(status === 204 ? null : body, { status, headers: { "x-elbow": "1", ...headers } });

export const json = (status, body) => answer(status, JSON.stringify(body), { "content-type": "application/json" });
