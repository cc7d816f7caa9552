// A form is sent once, and says so where nobody answers it.

import { all, find } from "./find.js";
import { focusNext } from "./focus.js";
import { newKey } from "./key.js";
import * as say from "./sentences.js";
import { isStopped } from "./texts.js";

/** Forms that somebody has begun to fill in. @type {Set<HTMLFormElement>} */
export const begun = new Set();

/** The button by which a form was sent last. @type {HTMLButtonElement | null} */
let pressed = null;

/** With no service worker to hear of it, a page believes after so long that nobody answers a form, in milliseconds. */
const PATIENCE = 30_000;

/** The slowest connection over which files are worth sending, in bytes a millisecond: a page is not told how much has gone. */
const SLOWEST = 10;

/** Whether nobody is in the middle of something. */
export const isQuiet = () => ![...begun].some((form) => form.isConnected) && !find("form[data-sent], .nhsuk-error-summary");

export function watchForms() {
  document.addEventListener("submit", send);
  document.addEventListener("input", ({ target }) => {
    const { form } = /** @type {HTMLInputElement} */ (target);
    if (form) begun.add(form);
  });
  addEventListener("pageshow", ({ persisted }) => {
    sentForms().forEach(release);
    if (persisted) renewKeys();
  });
  // The service worker has got no answer of ours to a form: this page stays, with what was typed.
  navigator.serviceWorker?.addEventListener("message", ({ data, ports: [port] }) => {
    /** @param {HTMLFormElement} form */
    const leadsThere = (form) => new URL(form.getAttribute("action") ?? "", location.href).href === data.unanswered;
    const form = data?.unanswered && sentForms().find(leadsThere);
    if (!form) return;
    sayUnanswered(form);
    port?.postMessage("heard");
  });
}

/** What is sent from a page that somebody has come back to is not what it sent before. */
function renewKeys() {
  for (const key of /** @type {HTMLInputElement[]} */ (all("form [name=key]"))) key.value = newKey();
}

/** @returns {HTMLFormElement[]} */
const sentForms = () => all("form[data-sent]");

/** @param {SubmitEvent} event */
function send(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  begun.delete(form);
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent || isStopped(form)) return event.preventDefault();
  form.dataset.sent = "yes";
  pressed = /** @type {HTMLButtonElement | null} */ (event.submitter);
  focusNext(form.dataset.ticket);
  // After the form has read which button was pressed.
  setTimeout(() => setButtons(form, true));
  if (!navigator.serviceWorker?.controller) {
    const sent = String(performance.now());
    form.dataset.sent = sent;
    setTimeout(() => form.dataset.sent === sent && sayUnanswered(form), PATIENCE + sizeOf(form) / SLOWEST);
  }
  if (form.dataset.forget !== undefined) {
    event.preventDefault();
    import("../leaving.js").then(({ endSession }) => endSession(form)).catch(() => sayUnanswered(form));
  }
}

/** The files of a form, in bytes. @param {HTMLFormElement} form */
function sizeOf(form) {
  const files = [...form.elements].flatMap((field) => (field instanceof HTMLInputElement ? [...(field.files ?? [])] : []));
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** @param {HTMLFormElement} form */
function release(form) {
  delete form.dataset.sent;
  setButtons(form, false);
}

/** @type {(form: HTMLFormElement, disabled: boolean) => void} */
function setButtons(form, disabled) {
  for (const button of form.querySelectorAll("button")) button.disabled = disabled;
}

/** Beside the button, where the focus is again; the form can be sent once more. @param {HTMLFormElement} form */
function sayUnanswered(form) {
  release(form);
  begun.add(form);
  const button = pressed?.form === form ? pressed : find("button", form);
  find("[data-unanswered]", form)?.remove();
  const words = Object.assign(document.createElement("p"), { className: "nhsuk-error-message", textContent: say.unanswered });
  words.setAttribute("role", "alert");
  words.dataset.unanswered = "";
  button?.before(words);
  button?.focus();
}
