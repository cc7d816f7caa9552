// A page that changes under its reader keeps what they have filled in and not sent.

import { all } from "./find.js";

/** @typedef {HTMLSelectElement | HTMLTextAreaElement | HTMLInputElement} Field */

/** @returns {Field[]} */
const fields = () => all("main :is(select, textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file]))");

/** Does something that may change or replace the forms of the page. @param {() => void} change */
export function keepFilledIn(change) {
  const filled = fields()
    .filter(isChanged)
    .map((field) => ({ before: field, value: field.value }));
  // What a script has said in a form about its sending: the server's page does not know of it.
  const said = all("main [data-unanswered]").map((words) => ({ words, of: action(words.closest("form")) }));
  for (const { words } of said) words.remove();
  change();
  for (const { words, of } of said) {
    const form = [...document.forms].find((form) => action(form) === of);
    form?.querySelector("button")?.before(words);
  }
  for (const { before, value } of filled) {
    const field = before.isConnected ? before : fields().find((other) => isSame(before, other));
    if (!field || field.value === value) continue;
    field.value = value;
    // What was chosen is there no more: nothing is, rather than what has come to its place.
    if (isSelect(field) && field.selectedIndex === -1) field.selectedIndex = 0;
  }
}

/** @type {(field: Field) => field is HTMLSelectElement} */
const isSelect = (field) => "options" in field;

/** @param {Field} field */
function isChanged(field) {
  if (!isSelect(field)) return field.value !== field.defaultValue;
  const [first, ...others] = field.options;
  return field.value !== ([first, ...others].find((option) => option?.defaultSelected) ?? first)?.value;
}

/** @param {HTMLFormElement | null} form */
const action = (form) => form?.getAttribute("action");

/** @type {(one: Field, other: Field) => boolean} */
const isSame = (one, other) => other.name === one.name && action(other.form) === action(one.form);
