// A ward's own computer goes back to Ask after some rest: nothing is left in front of whoever comes next, and nothing is lost that
// somebody is in the middle of.

import { ask } from "./answer.js";
import { find } from "./find.js";
import { isQuiet } from "./forms.js";

const TOUCHES = ["pointerdown", "pointermove", "keydown", "input", "wheel", "scroll"];

/** A request that waits for a connection, or for an answer to a question about it. */
const UNFINISHED = "#unsent:not([hidden]), [data-asks] [type=hidden][name=tag]";

/** What somebody waits for. A change of it is to be read. */
const stands = () => find("#status h1")?.textContent;

const isAtAsk = () => location.pathname + location.search === "/";

export function goBackAfterRest() {
  let touchedAt = performance.now();
  let shown = stands();
  for (const kind of TOUCHES) addEventListener(kind, () => (touchedAt = performance.now()), { capture: true, passive: true });
  setInterval(async () => {
    if (stands() !== shown) [shown, touchedAt] = [stands(), performance.now()];
    // Of a closed request the server says how long it is looked at.
    const after = find("[data-leaves-after]")?.dataset.leavesAfter ?? document.body.dataset.rests;
    const isResting = after && performance.now() - touchedAt >= Number(after) * 1000;
    if (!isResting || isAtAsk() || !isQuiet() || find(UNFINISHED)) return;
    const answer = await ask("/livez").catch(() => undefined);
    if (answer?.ok) location.replace("/");
  }, 1000);
}
