// Pages whose taps are kept until the server has answered: says what is not sent yet.
//
// The service worker has this too, with all of elbow.js: nothing is done before `keepTaps`.

import { ask } from "./answer.js";
import { all, find, need } from "./find.js";
import { focusNext, focusOn } from "./focus.js";
import { newKey } from "./key.js";
import { isNobodys } from "./nobodys.js";
import * as say from "./sentences.js";
import { keep, take } from "./session.js";
import { hasTexts, isStoppedSoon } from "./texts.js";
import { outbox } from "./taps.js";
import { isCutOff, paragraph, told } from "./unsent.js";

/** @typedef {import("./taps.js").Tap} Tap */

// How long a tap may be under way before the page says that it is not sent yet, in milliseconds.
const SOON = 1500;

// Pauses between tries, in milliseconds; the length of each is drawn.
const [SHORTEST, LONGEST] = [3000, 8000];

/** Where it is said. @type {HTMLElement} */
let panel;

/**
 * What can be done about a job while the last tap about it is not sent: for pages that know.
 *
 * @type {{ next: (unsent: Tap[]) => HTMLElement[], isOpen: () => boolean, close: () => void }}
 */
export const steps = { next: () => [], isOpen: () => false, close: () => {} };

/**
 * The form that was tapped last: when its card has changed, the focus goes there.
 *
 * @type {{ form: HTMLFormElement, submitter?: HTMLButtonElement, ticket?: string } | undefined}
 */
let tapped;

/** Which button was pressed, where the browser does not say so itself. @type {HTMLButtonElement | null} */
let pressed = null;
const note = (/** @type {MouseEvent} */ { target }) => {
  pressed = /** @type {Element} */ (target).closest("button");
};

/** Signing out with something of one's own unsent needs a second tap: whether the page has said so, and says so still. */
let mayLeave = false;

const goesAlong = (/** @type {Tap} */ tap) => outbox.isUnsent(tap) && !isNobodys(tap);

/** This page, and when it was opened. */
const [here, opened] = [newKey(), Date.now()];

/** The tab of this page, which it may share with those that were copied from it. @type {string} */
let tab;

/** Whether it was tapped in this page, or in the one that was here before: no other page moves on for it. @param {Tap} tap */
const isMine = (tap) => tap.here === here || (tap.tab === tab && tap.at < opened);

// Tapping ------------------------------------------------------------------------------------------------------------------

/** @param {SubmitEvent} event */
function submitted(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.dataset.forget !== undefined && !mayLeave) leave(event, form);
  if (form.dataset.tap === undefined) return;
  event.preventDefault();
  const own = pressed?.form === form ? pressed : undefined;
  const submitter = /** @type {HTMLButtonElement | undefined} */ (event.submitter ?? own);
  if (!form.dataset.sent) keepTap(form, submitter);
}

/** @type {(form: HTMLFormElement, submitter?: HTMLButtonElement) => Promise<void>} */
async function keepTap(form, submitter) {
  const fields = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  if (submitter?.name) fields.set(submitter.name, submitter.value);
  if (!fields.get("key")) fields.set("key", newKey());
  const at = Date.now();
  setSent(form, true);
  if (hasTexts(form) && (await isStoppedSoon(form))) return setSent(form, false);
  tapped = { form, submitter, ticket: form.dataset.ticket };
  fields.set("at", String(at));
  const { person: by } = document.body.dataset;
  if (by) fields.set("by", by);
  const list = /** @type {HTMLSelectElement | null} */ (find("select", form));
  const chosen = list?.selectedOptions[0]?.text;
  const topic = find("[name=tag]:checked + label", form)?.textContent;
  /** @type {Tap} */
  const tap = {
    path: form.getAttribute("action") ?? "",
    fields: String(fields),
    said: [chosen ?? submitter?.textContent?.trim(), topic, form.dataset.tap].filter(Boolean).join(", "),
    ticket: form.dataset.ticket,
    about: form.dataset.tap,
    asks: form.dataset.asks !== undefined,
    page: location.pathname,
    here,
    tab,
    by,
    at,
  };
  try {
    tap.id = Number(await outbox.put(tap));
  } catch {
    // No database, as in some private windows: it is sent like any form.
    return sendAsForm(form, fields);
  }
  steps.close();
  setTimeout(show, SOON);
  tryAgain();
}

/** @type {(form: HTMLFormElement, fields: URLSearchParams) => void} */
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

/** @type {(form: HTMLFormElement, sent: boolean) => void} */
function setSent(form, sent) {
  if (sent) form.dataset.sent = "yes";
  else delete form.dataset.sent;
  const key = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("key"));
  // What is sent from now on is not answered with what has become of the last.
  if (key && !sent) key.value = newKey();
  for (const button of form.querySelectorAll("button")) button.disabled = sent;
}

/** @type {(event: SubmitEvent, form: HTMLFormElement) => Promise<void>} */
async function leave(event, form) {
  // Whether something is unsent is not known at once.
  event.preventDefault();
  event.stopImmediatePropagation();
  const taps = await outbox.list();
  mayLeave = true;
  if (!taps.some(goesAlong)) return need("button", form).click();
  await show();
  panel.scrollIntoView();
}

// Sending ------------------------------------------------------------------------------------------------------------------

/** @type {ReturnType<typeof setTimeout>} */
let timer;

async function tryAgain() {
  clearTimeout(timer);
  await outbox.flush();
  await show();
  // What waits for somebody who is not signed in here waits until they are.
  const due = (await outbox.list()).filter((tap) => outbox.isUnsent(tap) && (!tap.isSignedOut || belongs(tap)));
  if (due.length > 0) {
    const soonest = Math.min(...due.map(outbox.waits));
    timer = setTimeout(tryAgain, Math.max(SHORTEST + Math.random() * (LONGEST - SHORTEST), soonest));
    // Where the browser can send with no page open, it may.
    navigator.serviceWorker?.ready.then(({ sync }) => sync?.register("outbox")).catch(() => {});
  }
}

/** A form that is still in front can be answered with a question. What was kept, or has no page any more, is held up by none. @param {Tap} tap */
const mayAsk = (tap) =>
  Boolean(tap.asks) && !tap.tried && isMine(tap) && tap.page === location.pathname && find("[data-asks][data-sent]") !== null;

/** Something has been sent, refused, or could not be sent; or, with nothing in it, somebody has read it. @param {Partial<Tap>} heard */
async function hear(heard) {
  show();
  const tap = /** @type {Tap} */ (heard);
  if (!tap.done && !tap.refused) {
    if (tap.tried && isCutOff(tap)) document.dispatchEvent(new Event("elbow:cut-off"));
    return;
  }
  // The page has changed by then; until then nothing is tapped twice.
  setTimeout(enable, SOON);
  if (tap.page === location.pathname && isMine(tap)) {
    const filledIn = /** @type {HTMLFormElement | null} */ (find("form[novalidate][data-sent]"));
    if (tap.link) {
      await outbox.remove(tap);
      outbox.tell({});
      return location.assign(tap.link);
    }
    // Of what it has not read it shows nothing: the page stays, with what was typed.
    if (tap.refused && filledIn && !tap.isTooLarge) {
      // The server shows the form again, with what is wrong beside it.
      await outbox.remove(tap);
      return sendAsForm(filledIn, new URLSearchParams(tap.fields));
    }
    const back = /** @type {HTMLAnchorElement | null} */ (find(".app-back"));
    if (tap.done && back) {
      focusNext(tap.ticket);
      return location.assign(back.href);
    }
  }
  // There is a connection again: the page catches up.
  if (tap.tried) dispatchEvent(new Event("online"));
}

function enable() {
  for (const form of /** @type {HTMLFormElement[]} */ (all("form[data-tap][data-sent]"))) setSent(form, false);
  show();
  if (!tapped) return;
  // It was refused, or leaves the page as it is: on with the same button.
  if (tapped.form.isConnected && document.activeElement === document.body) tapped.submitter?.focus({ preventScroll: true });
  focusOn(tapped.ticket);
  tapped = undefined;
}

// Showing ------------------------------------------------------------------------------------------------------------------

/** @type {(words: string, act: () => unknown) => HTMLButtonElement} */
export function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: words, className: "app-small" });
  made.addEventListener("click", async () => {
    await act();
    tryAgain();
  });
  return made;
}

/** A request that is taken back; the next one from this page is another. @param {Tap} tap */
async function takeBack(tap) {
  await outbox.takeBack(tap);
  const form = /** @type {HTMLFormElement | null} */ (find("[data-asks]"));
  if (form && isMine(tap)) setSent(form, false);
}

/** What was tapped on this page, and all of whoever is signed in on it. @param {Tap} tap */
function belongs(tap) {
  const { person } = document.body.dataset;
  if (tap.page === location.pathname || (person && tap.by === person)) return true;
  return !tap.asks && !person && find("[data-offline=jobs]") !== null;
}

/** @type {string | undefined} */
let shown;

/** Says what is not sent, and what was refused. */
export async function show() {
  const isSlow = (/** @type {Tap} */ tap) => tap.tried || Math.abs(outbox.age(tap)) >= SOON;
  const listed = await outbox.list();
  // Somebody has come to see what it has become.
  const isSeen = (/** @type {Tap} */ { link }) => link !== undefined && new URL(link, location.href).pathname === location.pathname;
  listed.filter(isSeen).forEach(outbox.remove);
  const kept = listed.filter((tap) => !isSeen(tap));
  mayLeave &&= kept.some(goesAlong);
  const taps = kept.filter((tap) => belongs(tap) && (!outbox.isUnsent(tap) || isSlow(tap)));
  const unsent = taps.filter(outbox.isUnsent);
  const paths = new Set(unsent.map(({ path }) => path));
  // After a reload or a change too: what waits is not tapped again.
  for (const tapped of /** @type {HTMLFormElement[]} */ (all("form[data-ticket]"))) {
    if (paths.has(tapped.getAttribute("action") ?? "")) setSent(tapped, true);
  }
  const state = JSON.stringify([mayLeave, ...taps.map((tap) => [tap, outbox.needsConfirmation(tap)])]);
  if (state === shown || steps.isOpen()) return;
  shown = state;
  const form = find("[data-asks]");
  if (form) form.hidden = unsent.some((tap) => tap.asks && isMine(tap));
  const warning = mayLeave ? [paragraph(say.notAllIsSent, "app-unsent__title")] : [];
  panel.replaceChildren(...warning, ...told(taps, { phone: panel.dataset.phone ?? "", button, takeBack }), ...steps.next(unsent));
  panel.hidden = taps.length === 0 && !mayLeave;
}

export function showAnew() {
  shown = undefined;
  return show();
}

// Without a connection -----------------------------------------------------------------------------------------------------

/** Opens the page again as soon as Elbow answers. What follows a job that was finished here is the list of jobs. */
async function lookForElbow() {
  const answer = await ask("/livez", { cache: "no-store" }).catch(() => undefined);
  if (answer?.ok && !steps.isOpen()) location.replace(find("[data-offline=jobs]") ? "/me" : location.href);
  setTimeout(lookForElbow, SHORTEST);
}

/** On a page that has a place to say what is not sent. */
export function keepTaps() {
  panel = need("#unsent");
  tab = take("tab") ?? newKey();
  keep("tab", tab);
  Object.assign(outbox, { mayAsk, heard: hear });
  document.addEventListener("click", note, true);
  document.addEventListener("submit", submitted, true);
  document.addEventListener("elbow:taken-over", () => {
    show();
    if (tapped) focusOn(tapped.ticket);
  });
  addEventListener("online", tryAgain);
  addEventListener("pageshow", tryAgain);
  document.addEventListener("visibilitychange", () => document.hidden || tryAgain());
  if (!find("[data-offline]")) return;
  // The page that was asked for has come after all: the service worker has it.
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data === "late" && !steps.isOpen() && location.reload());
  navigator.serviceWorker?.startMessages();
  show();
  lookForElbow();
}
