// What the page says about a text that may hold patient data, in the words and the markup of the server (components/field.rs).

import { find, need } from "./parts/find.js";
import * as say from "./parts/sentences.js";
import init, { problem, question } from "./patient_data.js";

export const ready = init();

/** How the trust writes its own numbers. */
const masks = document.body.dataset.masks ?? "";

/** @typedef {import("./parts/texts.js").TextField} TextField */

/** While it is typed: says what is wrong, and takes back what is no longer so. @param {TextField} text */
export function look(text) {
  sayProblem(text, problem(text.value));
  if (!asked(text)) tick(text)?.closest(".app-warning")?.remove();
}

/** Whether one of the texts may not be sent as it is; the first has the focus then. @param {TextField[]} texts */
export function stops(texts) {
  const [first] = texts.filter((text) => !isSound(text));
  if (!first) return false;
  const hidden = first.closest("details");
  if (hidden) hidden.open = true;
  first.focus();
  // Somebody is in the middle of this form again.
  first.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

/** @param {TextField} text */
function isSound(text) {
  const wrong = problem(text.value);
  sayProblem(text, wrong);
  const words = asked(text);
  if (words) ask(text, words);
  return !wrong && (!words || tick(text)?.checked === true);
}

/** @param {TextField} text */
const asked = (text) => question(text.value, text.dataset.guard === "names", masks);

/** @type {(text: TextField) => HTMLInputElement | null} */
const tick = (text) => find(`#${text.name}_checked`);

/** @type {(tag: string, properties: object, ...children: (Node | string)[]) => HTMLElement} */
function made(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** What is wrong, beside the text; or no longer. @type {(text: TextField, words?: string) => void} */
function sayProblem(text, words) {
  const id = `${text.id}-error`;
  const said = document.getElementById(id);
  // What the server has said stays until there is something else to say.
  if (words ? said?.textContent?.endsWith(words) : !said?.dataset.page) return;
  said?.remove();
  text.closest(".nhsuk-form-group")?.classList.toggle("nhsuk-form-group--error", Boolean(words));
  text.classList.toggle(`${text.classList[0]}--error`, Boolean(words));
  const others = (text.getAttribute("aria-describedby") ?? "").split(" ").filter((other) => other && other !== id);
  text.setAttribute("aria-describedby", (words ? [...others, id] : others).join(" "));
  if (!words) return;
  const error = made("span", { className: "nhsuk-u-visually-hidden", textContent: say.error });
  const line = made("span", { className: "nhsuk-error-message", id, role: "alert" }, error, words);
  line.dataset.page = "yes";
  text.before(line);
}

/** The question and its tick, behind the text. @type {(text: TextField, words: string) => void} */
function ask(text, words) {
  const there = tick(text)?.closest(".app-warning");
  if (there) {
    need("p", there).textContent = words;
    return;
  }
  const id = `${text.name}_checked`;
  const box = made("input", { type: "checkbox", name: id, id, value: "yes" });
  const label = made("label", { className: "app-tick" }, box, made("span", { textContent: say.holdsNoPatientData }));
  text.closest(".nhsuk-form-group")?.after(made("div", { className: "app-warning", role: "alert" }, made("p", { textContent: words }), label));
}
