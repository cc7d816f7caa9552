// Whom a page was made for. On one device somebody else may sign in beside it: what is theirs does not stand under another name.

import { ask } from "./answer.js";

const reader = () => document.body.dataset.person ?? "";

/** Whether an answer is for the same person, or for nobody where nobody is signed in. @param {{ person: string }} answer */
export const isSameReader = ({ person }) => person === reader();

/** Leaves a page that a browser has kept and shows again, if it is somebody else's by now. */
export function leaveToItsReader() {
  addEventListener("pageshow", async ({ persisted }) => {
    const [opened] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    if (!reader() || !(persisted || opened?.type === "back_forward")) return;
    const answer = await ask("/livez").catch(() => undefined);
    if (answer?.ok && !isSameReader(answer)) location.replace("/");
  });
}
