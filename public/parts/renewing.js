// Parts of a page that nobody tells of: they are fetched again after a while. Without an answer of ours they stay as they are.

import { ask, pause } from "./answer.js";
import { change } from "./changing.js";
import { find, need } from "./find.js";
import { isWhole, parse } from "./html.js";
import { moveControls } from "./places.js";
import { isSameReader } from "./reader.js";

const UNDERWAY = "[data-underway]";
const RENEWED = "[data-renew]";

/** Of the part of a page that otherwise stays as it is: it says as at when. */
export async function renewPart() {
  const part = find(RENEWED);
  if (document.hidden || !part) return;
  const answer = await ask(part.dataset.renew ?? "").catch(() => undefined);
  if (answer?.status !== 200 || !isSameReader(answer) || !isWhole(answer.text)) return;
  const next = find(RENEWED, parse(answer.text));
  if (next) change([[part, next]]);
  else moveControls(() => part.remove());
}

/** The page of something that takes a while says how far it is, and is loaded anew once that is over. */
export async function lookAgain() {
  let failures = 1;
  try {
    const answer = await ask(location.href);
    if (answer.status >= 500 || !isWhole(answer.text)) throw new Error("not the page");
    const next = find(UNDERWAY, parse(answer.text));
    if (!next || !isSameReader(answer)) return location.reload();
    change([[need(UNDERWAY), next]]);
  } catch {
    // It is tried again.
    failures = 3;
  }
  setTimeout(lookAgain, pause(failures));
}
