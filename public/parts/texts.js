// Texts that may hold no patient data. The page looks at them by the rules of the server before they are kept or sent, so that
// whoever types one reads at once what is wrong, also without a connection. The rules are wasm: they come once somebody types.
// Where they do not come, the server decides.

import { all } from "./find.js";

/** How long a tap waits for the rules, in milliseconds. */
const PATIENCE = 2000;

/** A field whose text is looked at. */
const GUARDED = "[data-guard]";

/** @typedef {typeof import("../guard.js")} Rules */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} TextField */

/** @type {Promise<void> | undefined} */
let coming;
/** @type {Rules | undefined} */
let rules;

const load = () =>
  (coming ??= import("../guard.js")
    .then(async (guard) => {
      await guard.ready;
      rules = guard;
    })
    .catch(() => {
      // The next text tries again.
      coming = undefined;
    }));

/**
 * What the rules say; nothing where they are not there or fail.
 *
 * @template T
 * @param {(rules: Rules) => T} act
 */
function by(act) {
  try {
    return rules && act(rules);
  } catch {
    rules = undefined;
  }
}

/** Says what is wrong with a text as it is typed. */
export function watchTexts() {
  document.addEventListener("input", async ({ target }) => {
    const text = /** @type {TextField} */ (target);
    if (!text.matches(GUARDED)) return;
    await load();
    by(({ look }) => look(text));
  });
}

/** @type {(form: HTMLFormElement) => TextField[]} */
const typed = (form) => /** @type {TextField[]} */ (all(GUARDED, form)).filter(({ value }) => value.trim() !== "");

/** Whether a form has texts to look at. @param {HTMLFormElement} form */
export const hasTexts = (form) => typed(form).length > 0;

/** Whether a form may not be sent as it is, as far as is known now; then it says why beside the text. @param {HTMLFormElement} form */
export const isStopped = (form) => by(({ stops }) => stops(typed(form))) ?? false;

/** The same, once the rules are there, or do not come. @param {HTMLFormElement} form */
export async function isStoppedSoon(form) {
  await Promise.race([load(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  return isStopped(form);
}
