// What is said about taps that are not answered yet: only what a page can know. Whether something has arrived that was posted and
// not answered, it cannot.

import { outbox } from "./taps.js";

export const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

export function paragraph(words, name = "") {
  return Object.assign(document.createElement("p"), { textContent: words, className: name });
}

const title = (words) => paragraph(words, "app-unsent__title");

function link(href, words, name = "") {
  return Object.assign(document.createElement("a"), { href, textContent: words, className: name });
}

/** Why a line is not sent, by what has become of the last try of its first: what is first so. */
const REASONS = [
  { isSo: ({ isSignedOut }) => isSignedOut, words: signIn },
  { isSo: ({ failures }) => failures, words: "Elbow is not answering at the moment. It will be sent automatically as soon as it does." },
  {
    isSo: ({ tried, late }) => late || !tried,
    words: "Elbow has not answered yet. It may have arrived: this page keeps asking until it knows.",
    before: "No answer yet",
  },
  { isSo: () => true, words: "There is no connection. It will be sent automatically when you reconnect." },
];

const reasonOf = (tap) => REASONS.find(({ isSo }) => isSo(tap));

export const isCutOff = (tap) => reasonOf(tap) === REASONS.at(-1);

function signIn([{ path }]) {
  const words = paragraph("You are signed out. ");
  const href = path.startsWith("/me") ? "/sign-in" : `/staff?next=${path}`;
  words.append(link(href, "Sign in"), ", and it will be sent.");
  return words;
}

const what = (tap) => `${tap.said}, at ${clock(tap.at)}`;

/** All of it, with what can be done about each. `button` makes one; `takeBack` takes a request back. */
export function told(taps, { phone, button, takeBack }) {
  const unsent = taps.filter(outbox.isUnsent);
  const waiting = unsent.filter((tap) => !outbox.needsConfirmation(tap));
  const firstOf = (tap) => waiting.find((other) => outbox.lineOf(other) === outbox.lineOf(tap));
  const said = (tap) => answer(tap, button) ?? question(tap, { button, takeBack });
  const waits = (tap) => wait(tap, firstOf(tap) === tap ? reasonOf(tap).before : undefined, { button, takeBack });
  const because = (reason) => {
    const those = waiting.filter((tap) => reasonOf(firstOf(tap)) === reason);
    return those.length > 0 ? [...those.flatMap(waits), why(reason, those)] : [];
  };
  return [
    ...taps.filter((tap) => !waiting.includes(tap)).flatMap(said),
    ...REASONS.flatMap(because),
    ...(unsent.some((tap) => !tap.takesBack) ? [ring(phone)] : []),
  ];
}

/** What Elbow has said, until somebody has read it. */
function answer(tap, button) {
  const forget = () => outbox.remove(tap);
  if (tap.link) {
    const there = link(tap.link, "See who is coming");
    there.addEventListener("click", forget);
    const words = title(`Your request was sent at ${clock(tap.sent)}. `);
    words.append(there);
    return [words];
  }
  return tap.refused && [title(tap.refused), paragraph(`You tapped: ${what(tap)}.`), button("OK", forget)];
}

function question(tap, { button, takeBack }) {
  return [
    title(`You asked for help at ${clock(tap.at)}, and Elbow has not answered. Still need help?`),
    button("Yes, send it", () => outbox.put({ ...tap, confirmed: Date.now() })),
    button("No, I’m OK now", () => takeBack(tap)),
  ];
}

function wait(tap, before = "Not sent yet", { button, takeBack }) {
  if (tap.takesBack) return [title(`No longer needed: ${tap.said}. If it has arrived, it will be cancelled.`)];
  const words = title(`${before}: ${what(tap)}`);
  return tap.asks ? [words, button("Don’t send it", () => takeBack(tap))] : [words];
}

function why({ words }, taps) {
  if (words === signIn) return signIn(taps);
  const tried = Math.max(...taps.map((tap) => tap.tried ?? 0));
  return paragraph(tried ? `${words} Last tried at ${new Date(tried).toLocaleTimeString("en-GB")}.` : words);
}

function ring(phone) {
  const words = paragraph("If it cannot wait, ring ");
  words.append(link(`tel:${phone.replace(/[^\d+]/g, "")}`, phone, "app-phone"), ".");
  return words;
}
