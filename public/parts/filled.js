// A page that changes under its reader keeps what they have filled in and not sent.

const FIELDS = "main :is(select, textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file]))";

/** Does something that may change or replace the forms of the page. */
export function keepFilledIn(change) {
  const filled = [...document.querySelectorAll(FIELDS)].filter(isChanged).map((field) => [field, field.value]);
  // What a script has said in a form about its sending: the server's page does not know of it.
  const said = [...document.querySelectorAll("main [data-unanswered]")].map((words) => [words, action(words.closest("form"))]);
  for (const [words] of said) words.remove();
  change();
  for (const [words, of] of said) {
    const form = [...document.forms].find((form) => action(form) === of);
    form?.querySelector("button").before(words);
  }
  for (const [before, value] of filled) {
    const field = before.isConnected ? before : [...document.querySelectorAll(FIELDS)].find(isSame(before));
    if (!field || field.value === value) continue;
    field.value = value;
    // What was chosen is there no more: nothing is, rather than what has come to its place.
    if (field.selectedIndex === -1) field.selectedIndex = 0;
  }
}

function isChanged({ options, value, defaultValue }) {
  const unchanged = options ? ([...options].find((option) => option.defaultSelected) ?? options[0])?.value : defaultValue;
  return value !== unchanged;
}

const action = (form) => form?.getAttribute("action");

const isSame = (one) => (other) => other.name === one.name && action(other.form) === action(one.form);
