// A ward's own computer: a closed request is not left in front of whoever comes next.

import { ask } from "./answer.js";
import { find } from "./find.js";
import { isQuiet } from "./forms.js";

export function goBackAfterwards() {
  /** @type {number | undefined} */
  let leavesAt;
  setInterval(async () => {
    const after = find("[data-leaves-after]")?.dataset.leavesAfter;
    leavesAt = after ? (leavesAt ?? performance.now() + Number(after) * 1000) : undefined;
    if (leavesAt === undefined || performance.now() < leavesAt || !isQuiet()) return;
    const answer = await ask("/livez").catch(() => undefined);
    if (answer?.ok) location.replace("/");
  }, 1000);
}
