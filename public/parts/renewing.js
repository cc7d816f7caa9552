// Parts of a page that nobody tells of: they are fetched again after a while. Without an answer of ours they stay as they are.

import { ask, pause } from "./answer.js";
import { change } from "./changing.js";
import { find, need } from "./find.js";
import { isWhole, parse } from "./html.js";
import { moveControls } from "./places.js";

const UNDERWAY = "[data-underway]";
const RENEWED = "[data-renew]";

/** Of the part of a page that otherwise stays as it is: it says as at when. */
export async function renewPart() {
  const part = find(RENEWED);
  if (document.hidden || !part) return;
  const answer = await ask(part.dataset.renew ?? "").catch(() => undefined);
  if (answer?.status !== 200 || !isWhole(answer.text)) return;
  const next = find(RENEWED, parse(answer.text));
  if (next) change([[part, next]]);
  else moveControls(() => part.remove());
}

/** The page of something that takes a while says how far it is, and is loaded anew once that is over. */
export async function lookAgain() {
  let failures = 1;
  try {
    const { status, text } = await ask(location.href);
    if (status >= 500 || !isWhole(text)) throw new Error("not the page");
    const next = find(UNDERWAY, parse(text));
    if (!next) return location.reload();
    change([[need(UNDERWAY), next]]);
  } catch {
    // It is tried again.
    failures = 3;
  }
  setTimeout(lookAgain, pause(failures));
}
