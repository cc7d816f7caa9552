// What is an answer of Elbow. Between a browser and Elbow stand proxies, filters and the sign-in pages of networks, and they
// answer too: with 204, with a page of their own, with JSON. Every answer of ours says so in a header; what does not is no
// answer, like no connection.

/** How long an answer may take, to its last byte, unless somebody has more patience; in milliseconds. */
const PATIENCE = 10_000;

/** The longest that anybody may ask us to wait, and the longest pause between tries, in milliseconds. */
const [LONGEST_WAIT, LONGEST_PAUSE] = [5 * 60_000, 10_000];

/** @param {Response} response */
export const isOurs = ({ headers }) => headers.has("x-elbow");

/**
 * `url` is where it was found in the end; `person` is who was signed in, empty if nobody; `wait` is how long it asks to wait, in
 * milliseconds; `json()` throws where it is no JSON.
 *
 * @typedef {{ status: number, ok: boolean, url: string, person: string, text: string, json: () => any, wait: number }} Answer
 */

/**
 * Asks Elbow and reads the whole answer. Rejects if there is none: no connection, cut off, somebody else's, or later than
 * `patience`, in milliseconds, with `AbortError`.
 *
 * @param {string} address
 * @param {RequestInit & { patience?: number }} [options]
 * @returns {Promise<Answer>}
 */
export async function ask(address, { patience = PATIENCE, ...options } = {}) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  try {
    const response = await fetch(address, { ...options, signal: giveUp.signal });
    const { status, ok, url, headers } = response;
    if (!isOurs(response)) throw new Error(`${status}, but not from Elbow`);
    const text = await response.text();
    const json = () => {
      const told = /json/.test(headers.get("content-type") ?? "") && JSON.parse(text);
      if (!told) throw new Error("not what was asked for");
      return told;
    };
    const person = headers.get("x-elbow-person") ?? "";
    return { status, ok, url, person, text, json, wait: asked(headers.get("retry-after")) };
  } finally {
    clearTimeout(timer);
  }
}

/** Of a `Retry-After`, in seconds or as a time. @param {string | null} retryAfter */
function asked(retryAfter) {
  const wait = Number(retryAfter) * 1000 || Date.parse(retryAfter ?? "") - Date.now() || 0;
  return Math.min(LONGEST_WAIT, Math.max(0, wait));
}

/**
 * How long to leave it after so many failures, or as long as was asked for. Drawn, so that not all come back at once.
 *
 * @param {number} failures
 * @param {number} [wait] in milliseconds
 */
export const pause = (failures, wait = 0) =>
  Math.max(wait, Math.min(LONGEST_PAUSE, 1000 * 2 ** failures)) * (0.75 + Math.random() / 2);
