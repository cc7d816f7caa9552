// The script of every page. All works without it: it guards against double taps, counts a note's characters, has it looked at for
// patient data, starts the service worker and lets a new build take over when nobody is in the middle of something.

import { ask, isOurs } from "./parts/answer.js";
import { focusAsTold, focusNext } from "./parts/focus.js";
import { keep, take } from "./parts/session.js";
import { isStopped, watchTexts } from "./parts/texts.js";
import { guardTaps } from "./parts/thumb.js";

// For the scripts that only some pages load.
export * from "./parts/answer.js";
export * from "./parts/focus.js";
export * from "./parts/session.js";
export * from "./parts/texts.js";

guardTaps();
watchTexts();

const find = (selector, from = document) => from.querySelector(selector);

/** Forms that somebody has begun to fill in. */
const begun = new Set();

/** The button by which a form was sent last. */
let pressed;

/** With no service worker to hear of it, a page believes after so long that nobody answers a form, in milliseconds. */
const PATIENCE = 30_000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  begun.delete(form);
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent || isStopped(form)) return event.preventDefault();
  form.dataset.sent = "yes";
  pressed = event.submitter;
  focusNext(form.dataset.ticket);
  // After the form has read which button was pressed.
  setTimeout(() => setButtons(form, true));
  if (!navigator.serviceWorker?.controller) {
    const sent = (form.dataset.sent = String(performance.now()));
    setTimeout(() => form.dataset.sent === sent && sayUnanswered(form), PATIENCE);
  }
  if (form.dataset.forget !== undefined) {
    event.preventDefault();
    endSession(form);
  }
});

/** Ends a session. What the device keeps is deleted once the server has let the person go: somebody on shift is asked first. */
async function endSession(form) {
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "text/html" } });
    if (answer.redirected && isOurs(answer)) {
      if (new URL(answer.url).pathname !== "/me/end-shift") await forget();
      location.assign(answer.url);
      return;
    }
  } catch {
    // The browser says what is wrong.
  }
  form.submit();
}

addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

function release(form) {
  delete form.dataset.sent;
  setButtons(form, false);
}

function setButtons(form, disabled) {
  for (const button of form.querySelectorAll("button")) button.disabled = disabled;
}

// The service worker has got no answer of ours to a form: this page stays, with what was typed.
navigator.serviceWorker?.addEventListener("message", ({ data, ports }) => {
  const leadsThere = (form) => new URL(form.getAttribute("action") ?? "", location).href === data.unanswered;
  const form = data?.unanswered && [...document.querySelectorAll("form[data-sent]")].find(leadsThere);
  if (!form) return;
  sayUnanswered(form);
  ports[0].postMessage("heard");
});

const UNANSWERED =
  "Elbow did not answer: there is no connection, or something on the way answered in its place. What you sent may or may not " +
  "have arrived. Look before you send it again.";

/** Beside the button, where the focus is again; the form can be sent once more. */
function sayUnanswered(form) {
  release(form);
  begun.add(form);
  const button = pressed?.form === form ? pressed : find("button", form);
  find("[data-unanswered]", form)?.remove();
  const words = Object.assign(document.createElement("p"), { className: "nhsuk-error-message", textContent: UNANSWERED });
  words.setAttribute("role", "alert");
  words.dataset.unanswered = "";
  button.before(words);
  button.focus();
}

/** Leaves nothing of this person on the device. The server says so too, but not every browser listens. */
function forget() {
  const tooLong = new Promise((resolve) => setTimeout(resolve, 2000));
  return Promise.race([tooLong, Promise.allSettled([deleteTaps(), emptyCaches(), unsubscribe(), emptyStorage()])]);
}

// Each is asked for in a function of its own: what a browser does not have, or refuses, leaves the others to be done.

const deleteTaps = async () => {
  await new Promise((resolve) => {
    const deleting = indexedDB.deleteDatabase("elbow");
    deleting.onsuccess = deleting.onerror = resolve;
  });
};

const unsubscribe = async () => {
  const worker = await navigator.serviceWorker?.getRegistration();
  const subscription = await worker?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
};

const emptyStorage = async () => {
  sessionStorage.clear();
  localStorage.clear();
};

const emptyCaches = async () => {
  // None where the address is not a secure one.
  const names = (await self.caches?.keys()) ?? [];
  await Promise.all(names.map((name) => caches.delete(name)));
};

document.addEventListener("input", ({ target }) => {
  if (target.form) begun.add(target.form);
  if (!target.dataset.left) return;
  const left = target.dataset.left - [...target.value.trim()].length;
  const count = Math.abs(left);
  find(`#${target.id}-left`).textContent =
    `You have ${count} character${count === 1 ? "" : "s"} ${left < 0 ? "too many" : "left"}`;
});

// A ward's own computer: a closed request is not left in front of whoever comes next.
let leavesAt;
setInterval(async () => {
  const after = find("[data-leaves-after]")?.dataset.leavesAfter;
  leavesAt = after && (leavesAt ?? performance.now() + after * 1000);
  if (!after || performance.now() < leavesAt || !isQuiet()) return;
  const { ok } = await ask("/livez").catch(() => ({}));
  if (ok) location.replace("/");
}, 1000);

// A new build -------------------------------------------------------------------------------------------------------------

const LOOK_EVERY = 60 * 60_000;
/** After so long a page has fetched what it shows, in milliseconds. */
const REST = 3000;
const KEPT_FORMS = `forms of ${location.pathname}`;

const isQuiet = () => ![...begun].some((form) => form.isConnected) && !find("form[data-sent], .nhsuk-error-summary");

fillInAgain();
focusAsTold();
useWorker(document.body.dataset.worker !== "off").catch(() => {
  // Not in this window: the page works without.
});

async function useWorker(isOn) {
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

// A page that is to change by itself, and whose script did not come: it is fetched again.
const followed = find("[data-follow]");
if (followed) setInterval(() => followed.dataset.follows || renew(), 15_000);

/** What the page may need without a connection. Not while the worker is about to end. */
async function askToKeep({ ready }, files) {
  const { active, installing, waiting } = await ready;
  if (!installing && !waiting) active.postMessage(files);
}

/** Lets the worker of a new build take over once nothing is half filled; the worker itself waits for what is unsent. */
function watch(worker) {
  const offer = () => (isQuiet() || document.hidden) && worker.waiting?.postMessage("skip-waiting");
  // Not at once: what the page still fetches as the old worker ends would start it again, and then it stays for minutes.
  setInterval(offer, REST);
  // A page may be open all day.
  setInterval(() => worker.update().catch(() => {}), LOOK_EVERY);
  let isControlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // The first worker is of the same build as the page.
    if (isControlled) renew();
    isControlled = true;
  });
}

/** Loads this page from the new build, when that disturbs nobody. */
async function renew() {
  if (!isQuiet() && !document.hidden) return setTimeout(renew, 1000);
  // The address may be that of a form, which cannot be fetched, and the answer somebody else's.
  const { ok } = await ask(location).catch(() => ({}));
  if (!ok) return;
  const forms = [...begun].map((form) => [form.getAttribute("action"), [...new FormData(form)]]);
  if (forms.length > 0) keep(KEPT_FORMS, forms);
  location.replace(location.href);
}

/** What was half filled before the page was loaded anew; what is hidden belongs to the new page. */
function fillInAgain() {
  for (const [action, fields] of take(KEPT_FORMS) ?? []) {
    const form = [...document.forms].find((form) => form.getAttribute("action") === action);
    for (const [name, value] of form ? fields : []) {
      const field = form.elements.namedItem(name);
      if (field && field.type !== "hidden") field.value = value;
    }
    if (form) begun.add(form);
  }
}
