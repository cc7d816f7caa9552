// Somebody who fills in a form is asked to help: their page says so, with a sound, and stays as it is.

import { ask } from "./answer.js";
import { moveControls } from "./places.js";
import { isSameReader } from "./reader.js";
import * as say from "./sentences.js";
import { newStream } from "./stream.js";
import { newWitness } from "./witness.js";

/** After so much silence it is looked at, in milliseconds. */
const SILENCE = 6500;

/** @typedef {{ offer: string, priority: string, ward: string }} Offer */

/** @param {HTMLElement} bar */
export function tellOfOffers(bar) {
  let heard = performance.now();
  /** @type {string[]} */
  let offers = [];
  const tellSeen = newWitness(() => offers);
  const look = async () => {
    heard = performance.now();
    const answer = await ask("/me.json").catch(() => undefined);
    if (!answer?.ok || !isSameReader(answer)) return;
    /** @type {Offer[]} */
    const found = answer.json().offers;
    const now = found.map(({ offer }) => offer);
    if (String(now) === String(offers)) return;
    const isNew = now.some((offer) => !offers.includes(offer));
    offers = now;
    moveControls(() => show(bar, found));
    if (isNew) document.dispatchEvent(new Event("elbow:new-offer"));
  };
  const stream = newStream(() => "/events", (name) => {
    heard = performance.now();
    if (name !== "beat") look();
  });
  const tick = () => performance.now() - heard > SILENCE && look();
  for (const act of [stream.tick, tick, tellSeen]) setInterval(act, 1000);
  addEventListener("pagehide", stream.close);
  stream.tick();
  look();
}

/** @type {(bar: HTMLElement, offers: Offer[]) => void} */
function show(bar, offers) {
  bar.hidden = offers.length === 0;
  const about = offers.map(({ priority, ward }) => `${priority}, ${ward}`).join("; ");
  const open = Object.assign(document.createElement("a"), { href: "/me", textContent: say.openMyJobs });
  bar.replaceChildren(...(bar.hidden ? [] : [say.youAreAsked(about), open]));
}
