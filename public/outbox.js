// Pages whose taps are kept until the server has answered: says what is not sent yet.

import { ask } from "./parts/answer.js";
import { focusNext, focusOn } from "./parts/focus.js";
import { hasTexts, isStoppedSoon } from "./parts/texts.js";
import { outbox } from "./parts/taps.js";

export { outbox };

// For benches, and for whoever looks at a page's console.
self.outbox = outbox;

// How long a tap may be under way before the page says that it is not sent yet, in milliseconds.
const SOON = 1500;

// Pauses between tries, in milliseconds; the length of each is drawn.
const [SHORTEST, LONGEST] = [3000, 8000];

export const find = (selector, from = document) => from.querySelector(selector);
export const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
export const panel = find("#unsent");

/** What can be done about a job while the last tap about it is not sent: for pages that know. */
export const steps = { next: () => [], isOpen: () => false, close: () => {} };

/** The form that was tapped last: when its card has changed, the focus goes there. */
let tapped;

/** Which button was pressed, where the browser does not say so itself. */
let pressed;
document.addEventListener("click", ({ target }) => (pressed = target.closest("button")), true);

/** Signing out with something unsent needs a second tap. */
let mayLeave = false;

// Tapping ------------------------------------------------------------------------------------------------------------------

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.dataset.forget !== undefined && !mayLeave) leave(event, form);
    if (form.dataset.tap === undefined) return;
    event.preventDefault();
    const submitter = event.submitter ?? (pressed?.form === form ? pressed : undefined);
    if (!form.dataset.sent) keepTap(form, submitter);
  },
  true,
);

async function keepTap(form, submitter) {
  const fields = new URLSearchParams(new FormData(form));
  if (submitter?.name) fields.set(submitter.name, submitter.value);
  if (!fields.get("key")) fields.set("key", outbox.newKey());
  const at = Date.now();
  setSent(form, true);
  if (hasTexts(form) && (await isStoppedSoon(form))) return setSent(form, false);
  tapped = { form, submitter, ticket: form.dataset.ticket };
  fields.set("at", at);
  const { person } = document.body.dataset;
  if (person) fields.set("by", person);
  const chosen = find("select", form)?.selectedOptions[0]?.text;
  const tap = {
    path: form.getAttribute("action"),
    fields: String(fields),
    said: [chosen ?? submitter?.textContent.trim(), form.dataset.tap].filter(Boolean).join(", "),
    ticket: form.dataset.ticket,
    about: form.dataset.tap,
    asks: form.matches(".app-ask"),
    page: location.pathname,
    at,
  };
  try {
    tap.id = await outbox.put(tap);
  } catch {
    // No database, as in some private windows: it is sent like any form.
    return sendAsForm(form, fields);
  }
  steps.close();
  setTimeout(show, SOON);
  tryAgain();
}

function sendAsForm(form, fields) {
  // Not the buttons: none is pressed now.
  const own = new FormData(form);
  for (const [name, value] of fields) {
    if (!own.has(name)) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
  }
  form.submit();
}

function setSent(form, sent) {
  if (sent) form.dataset.sent = "yes";
  else delete form.dataset.sent;
  for (const button of form.querySelectorAll("button")) button.disabled = sent;
}

async function leave(event, form) {
  // Whether something is unsent is not known at once.
  event.preventDefault();
  event.stopImmediatePropagation();
  const taps = await outbox.list();
  mayLeave = true;
  if (!taps.some(outbox.isUnsent)) return find("button", form).click();
  await show();
  panel.prepend(paragraph("Not everything has been sent. Sign out again to discard it.", "app-unsent__title"));
  panel.scrollIntoView();
}

// Sending ------------------------------------------------------------------------------------------------------------------

let timer;

async function tryAgain() {
  clearTimeout(timer);
  await outbox.flush();
  await show();
  const unsent = (await outbox.list()).filter(outbox.isUnsent);
  if (unsent.length > 0) {
    timer = setTimeout(tryAgain, Math.max(SHORTEST + Math.random() * (LONGEST - SHORTEST), ...unsent.map(outbox.waits)));
    // Where the browser can send with no page open, it may.
    navigator.serviceWorker?.ready.then(({ sync }) => sync?.register("outbox")).catch(() => {});
  }
}

/** Something has been sent, refused, or could not be sent. */
outbox.heard = async (tap) => {
  show();
  if (!tap.done && !tap.refused) return;
  // The page has changed by then; until then nothing is tapped twice.
  setTimeout(enable, SOON);
  if (tap.page === location.pathname) {
    const filledIn = find("form[novalidate][data-sent]");
    if (tap.link) {
      await outbox.remove(tap);
      return location.assign(tap.link);
    }
    if (tap.refused && filledIn) {
      // The server shows the form again, with what is wrong beside it.
      await outbox.remove(tap);
      return sendAsForm(filledIn, new URLSearchParams(tap.fields));
    }
    if (tap.done && find(".app-back")) {
      focusNext(tap.ticket);
      return location.assign(find(".app-back").href);
    }
  }
  // There is a connection again: the page catches up.
  if (tap.tried) dispatchEvent(new Event("online"));
};

function enable() {
  for (const form of document.querySelectorAll("form[data-tap][data-sent]")) setSent(form, false);
  if (!tapped) return;
  // It was refused, or leaves the page as it is: on with the same button.
  if (tapped.form.isConnected && document.activeElement === document.body) tapped.submitter?.focus({ preventScroll: true });
  focusOn(tapped.ticket);
  tapped = undefined;
}

document.addEventListener("elbow:taken-over", () => tapped && focusOn(tapped.ticket));

addEventListener("online", tryAgain);
addEventListener("pageshow", tryAgain);
document.addEventListener("visibilitychange", () => document.hidden || tryAgain());

// Showing ------------------------------------------------------------------------------------------------------------------

export function paragraph(words, name = "") {
  return Object.assign(document.createElement("p"), { textContent: words, className: name });
}

function link(href, words, name = "") {
  return Object.assign(document.createElement("a"), { href, textContent: words, className: name });
}

export function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: words, className: "app-small" });
  made.addEventListener("click", async () => {
    await act();
    tryAgain();
  });
  return made;
}

let shown;

/** Says what is not sent, and what was refused. */
export async function show() {
  const isSlow = (tap) => tap.tried || Date.now() - tap.at >= SOON;
  const belongs = (tap) => (tap.asks ? tap.page === location.pathname : !find(".app-ask"));
  const taps = (await outbox.list()).filter((tap) => belongs(tap) && (!outbox.isUnsent(tap) || isSlow(tap)));
  const state = JSON.stringify(taps.map((tap) => [tap, outbox.needsConfirmation(tap)]));
  if (state === shown || steps.isOpen()) return;
  shown = state;
  const unsent = taps.filter(outbox.isUnsent);
  const form = find(".app-ask");
  if (form) form.hidden = unsent.length > 0;
  const paths = new Set(unsent.map(({ path }) => path));
  // After a reload too: what waits is not tapped again.
  for (const tapped of document.querySelectorAll("form[data-ticket]")) {
    if (paths.has(tapped.getAttribute("action"))) setSent(tapped, true);
  }
  panel.replaceChildren(...taps.flatMap(told), ...unsentWords(unsent), ...steps.next(unsent));
  panel.hidden = taps.length === 0;
}

export function showAnew() {
  shown = undefined;
  return show();
}

/** One tap, and what can be done about it. */
function told(tap) {
  const what = `${tap.said}, at ${clock(tap.at)}`;
  const forget = () => outbox.remove(tap);
  if (tap.link) {
    const there = link(tap.link, "See who is coming");
    there.addEventListener("click", forget);
    const words = paragraph(`Your request was sent at ${clock(tap.sent)}. `, "app-unsent__title");
    words.append(there);
    return [words];
  }
  if (tap.refused) return [paragraph(tap.refused, "app-unsent__title"), paragraph(`You tapped: ${what}.`), button("OK", forget)];
  if (outbox.needsConfirmation(tap)) {
    return [
      paragraph(`You asked for help at ${clock(tap.at)}, and it has not been sent. Still need help?`, "app-unsent__title"),
      button("Yes, send it", () => outbox.put({ ...tap, confirmed: Date.now() })),
      button("No, I’m OK now", forget),
    ];
  }
  return [paragraph(`Not sent yet: ${what}`, "app-unsent__title")];
}

function unsentWords(unsent) {
  if (unsent.length === 0) return [];
  const tried = Math.max(...unsent.map((tap) => tap.tried ?? 0));
  const lastTried = tried ? ` Last tried at ${new Date(tried).toLocaleTimeString("en-GB")}.` : "";
  if (unsent.some((tap) => tap.isSignedOut)) {
    const words = paragraph("You are signed out. ");
    words.append(link("/sign-in", "Sign in"), ", and it will be sent.");
    return [words];
  }
  const { phone } = panel.dataset;
  const ring = paragraph("If it cannot wait, ring ");
  ring.append(link(`tel:${phone.replace(/[^\d+]/g, "")}`, phone, "app-phone"), ".");
  const why = unsent.some((tap) => tap.failures)
    ? "Elbow is not answering at the moment. It will be sent automatically as soon as it does."
    : "There is no connection. It will be sent automatically when you reconnect.";
  return [paragraph(why + lastTried), ring];
}

// Without a connection -----------------------------------------------------------------------------------------------------

if (find("[data-offline]")) {
  // The page that was asked for has come after all: the service worker has it.
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data === "late" && !steps.isOpen() && location.reload());
  navigator.serviceWorker?.startMessages();
  show();
  lookForElbow();
}

/** Opens the page again as soon as Elbow answers. What follows a job that was finished here is the list of jobs. */
async function lookForElbow() {
  const { ok } = await ask("/livez", { cache: "no-store" }).catch(() => ({}));
  if (ok && !steps.isOpen()) location.replace(find("[data-offline=jobs]") ? "/me" : location.href);
  setTimeout(lookForElbow, SHORTEST);
}
