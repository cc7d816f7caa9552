// The service worker, and a new build: pages that are open go over to it when nobody is in the middle of something.

import { ask } from "./answer.js";
import { emptyCaches } from "./caches.js";
import { find } from "./find.js";
import { begun, isQuiet } from "./forms.js";
import { keep, take } from "./session.js";

/** A page may be open all day: how often it asks for a new build, in milliseconds. */
const LOOK_EVERY = 60 * 60_000;

/** After so long a page has fetched what it shows, in milliseconds. */
const REST = 3000;

/** A page that is to change by itself, and whose script did not come, is so old at most, in milliseconds. */
const RENEWED = 15_000;

const KEPT_FORMS = `forms of ${location.pathname}`;

/** @param {boolean} isOn whether the configuration has a service worker */
export async function useWorker(isOn) {
  const workers = navigator.serviceWorker;
  if (isOn) {
    if (workers && find("[src$='jobs.js']")) askToKeep(workers, "keep-jobs");
    if (workers && find("[data-guard]")) setTimeout(askToKeep, REST, workers, "keep-guard");
    return workers && watch(await workers.register("/sw.js"));
  }
  await emptyCaches();
  const worker = await workers?.getRegistration();
  await worker?.unregister();
}

/** What the page may need without a connection. Not while the worker is about to end. @type {(workers: ServiceWorkerContainer, files: string) => Promise<void>} */
async function askToKeep({ ready }, files) {
  const { active, installing, waiting } = await ready;
  if (!installing && !waiting) active?.postMessage(files);
}

/** Lets the worker of a new build take over once nothing is half filled; the worker itself waits for what is unsent. @param {ServiceWorkerRegistration} worker */
function watch(worker) {
  const offer = () => (isQuiet() || document.hidden) && worker.waiting?.postMessage("skip-waiting");
  // Not at once: what the page still fetches as the old worker ends would start it again, and then it stays for minutes.
  setInterval(offer, REST);
  setInterval(() => worker.update().catch(() => {}), LOOK_EVERY);
  let isControlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // The first worker is of the same build as the page.
    if (isControlled) renew();
    isControlled = true;
  });
}

/** A page that is to change by itself, and whose script did not come: it is fetched again. */
export function renewUnlessFollowed() {
  const followed = find("[data-follow]");
  if (followed) setInterval(() => followed.dataset.follows || renew(), RENEWED);
}

/** Loads this page from the new build, when that disturbs nobody. */
async function renew() {
  if (!isQuiet() && !document.hidden) return setTimeout(renew, 1000);
  // The address may be that of a form, which cannot be fetched, and the answer somebody else's.
  const answer = await ask(location.href).catch(() => undefined);
  if (!answer?.ok) return;
  const forms = [...begun].map((form) => [form.getAttribute("action"), [...new FormData(form)].filter(([name]) => !isSecret(form, name))]);
  if (forms.length > 0) keep(KEPT_FORMS, forms);
  location.replace(location.href);
}

/** What nobody may find in the browser afterwards. @type {(form: HTMLFormElement, name: string) => boolean} */
const isSecret = (form, name) => find(`[type=password][name="${name}"]`, form) !== null;

/** What was half filled before the page was loaded anew; what is hidden belongs to the new page. */
export function fillInAgain() {
  for (const [action, fields] of take(KEPT_FORMS) ?? []) {
    const form = [...document.forms].find((form) => form.getAttribute("action") === action);
    for (const [name, value] of form ? fields : []) {
      const field = /** @type {HTMLInputElement | RadioNodeList | null | undefined} */ (form?.elements.namedItem(name));
      if (field && !("type" in field && field.type === "hidden")) field.value = value;
    }
    if (form) begun.add(form);
  }
}
