// A button that opens the browser's way to print. Without script there is none: the browser has one of its own.
// And one that keeps the fallback pack on this computer, where the service worker runs.

import { all, find } from "./parts/find.js";
import { isKept, keepPack } from "./parts/kept-pack.js";

const button = find("#print");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

const keeping = find("#keep-pack");
if (keeping && navigator.serviceWorker?.controller && self.caches) {
  const addresses = (keeping.dataset.keep ?? "").split(" ");
  const say = (/** @type {string} */ what) => {
    for (const words of all("[data-says]", keeping)) words.hidden = words.dataset.says !== what;
  };
  const keep = () => keepPack(addresses, Number(keeping.dataset.voidAfter));
  keeping.hidden = false;
  find("button", keeping)?.addEventListener("click", () =>
    keep().then(
      () => say("kept"),
      () => say("failed"),
    ),
  );
  // Whoever has one has the latest. Without a connection that of before stays, and this page is of it.
  const keepAgain = async () => {
    if (!(await isKept())) return;
    const isCopy = find("[data-kept-copy]")?.hidden === false;
    await (isCopy ? undefined : keep());
    say("kept");
  };
  keepAgain().catch(() => say("failed"));
}
