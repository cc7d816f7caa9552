// What is said about taps that are not answered yet: only what a page can know. Whether something has arrived that was posted and
// not answered, it cannot.

import * as say from "./sentences.js";
import { outbox } from "./taps.js";

/**
 * @typedef {import("./taps.js").Tap} Tap
 * @typedef {(words: string, act: () => unknown) => HTMLElement} Button makes one
 * @typedef {{ button: Button, takeBack: (tap: Tap) => unknown }} Ways what can be done about a tap
 * @typedef {{ isSo: (tap: Tap) => unknown, words: string | ((taps: Tap[]) => HTMLElement), before?: string }} Reason
 */

/** @type {(words: string, name?: string) => HTMLElement} */
export function paragraph(words, name = "") {
  return Object.assign(document.createElement("p"), { textContent: words, className: name });
}

/** @param {string} words */
const title = (words) => paragraph(words, "app-unsent__title");

/** @type {(href: string, words: string, name?: string) => HTMLElement} */
function link(href, words, name = "") {
  return Object.assign(document.createElement("a"), { href, textContent: words, className: name });
}

/** Why a line is not sent, by what has become of the last try of its first: what is first so. @type {Reason[]} */
const REASONS = [
  { isSo: ({ isSignedOut }) => isSignedOut, words: signIn },
  { isSo: ({ isTooMany }) => isTooMany, words: tooMany },
  { isSo: ({ failures }) => failures, words: say.isNotAnswering },
  {
    isSo: ({ tried, late }) => late || !tried,
    words: say.mayHaveArrived,
    before: say.noAnswerYet,
  },
  { isSo: () => true, words: say.noConnection },
];

/** @param {Tap | undefined} tap */
const reasonOf = (tap) => tap && REASONS.find(({ isSo }) => isSo(tap));

/** @param {Tap} tap */
export const isCutOff = (tap) => reasonOf(tap) === REASONS.at(-1);

/** @param {Tap[]} taps */
function signIn([first]) {
  const { before, signIn, after } = say.signedOut;
  const words = paragraph(before);
  const href = first?.path.startsWith("/me") ? "/sign-in" : `/staff?next=${first?.path}`;
  words.append(link(href, signIn), after);
  return words;
}

/** @param {Tap[]} taps */
function tooMany(taps) {
  const soonest = Math.min(...taps.map(({ notBefore }) => notBefore ?? Date.now()));
  return paragraph(taps.some(({ asks }) => asks) ? say.tooManyRequests(soonest) : say.tooManyTaps(soonest));
}

/** @param {Tap} tap */
const what = (tap) => say.tappedAt(tap.said, tap.at);

/** All of it, with what can be done about each. @type {(taps: Tap[], ways: Ways & { phone: string }) => HTMLElement[]} */
export function told(taps, { phone, button, takeBack }) {
  const unsent = taps.filter(outbox.isUnsent);
  const waiting = unsent.filter((tap) => !outbox.needsConfirmation(tap));
  const firstOf = (/** @type {Tap} */ tap) => waiting.find((other) => outbox.lineOf(other) === outbox.lineOf(tap));
  const said = (/** @type {Tap} */ tap) => answer(tap, button) ?? question(tap, { button, takeBack });
  const waits = (/** @type {Tap} */ tap) => wait(tap, firstOf(tap) === tap ? reasonOf(tap)?.before : undefined, { button, takeBack });
  const because = (/** @type {Reason} */ reason) => {
    const those = waiting.filter((tap) => reasonOf(firstOf(tap)) === reason);
    return those.length > 0 ? [...those.flatMap(waits), why(reason, those)] : [];
  };
  return [
    ...taps.filter((tap) => !waiting.includes(tap)).flatMap(said),
    ...REASONS.flatMap(because),
    ...(unsent.some((tap) => !tap.takesBack) ? [ring(phone)] : []),
  ];
}

/** What Elbow has said, until somebody has read it. @type {(tap: Tap, button: Button) => HTMLElement[] | undefined} */
function answer(tap, button) {
  if (tap.link) {
    const words = title(say.requestSent(tap.sent ?? tap.at));
    words.append(link(tap.link, say.seeWhoIsComing));
    return [words];
  }
  return tap.refused === undefined ? undefined : [title(tap.refused), paragraph(say.youTapped(what(tap))), button(say.ok, () => outbox.remove(tap))];
}

/** @type {(tap: Tap, ways: Ways) => HTMLElement[]} */
function question(tap, { button, takeBack }) {
  return [
    title(say.stillNeeded(tap.at)),
    button(say.sendIt, () => outbox.put({ ...tap, confirmed: Date.now() })),
    button(say.okNow, () => takeBack(tap)),
  ];
}

/** @type {(tap: Tap, before: string | undefined, ways: Ways) => HTMLElement[]} */
function wait(tap, before = say.notSentYet, { button, takeBack }) {
  if (tap.takesBack) return [title(say.noLongerNeeded(tap.said))];
  const words = title(`${before}: ${what(tap)}`);
  return tap.asks ? [words, button(say.doNotSend, () => takeBack(tap))] : [words];
}

/** @type {(reason: Reason, taps: Tap[]) => HTMLElement} */
function why({ words }, taps) {
  if (typeof words === "function") return words(taps);
  const tried = Math.max(...taps.map((tap) => tap.tried ?? 0));
  return paragraph(tried ? say.lastTried(words, tried) : words);
}

/** @param {string} phone */
function ring(phone) {
  const { before, after } = say.cannotWait;
  const words = paragraph(before);
  words.append(link(`tel:${phone.replace(/[^\d+]/g, "")}`, phone, "app-phone"), after);
  return words;
}
