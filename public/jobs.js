// A responder's jobs without a connection: they are kept to be read, what comes next is offered meanwhile, and there is a page
// while there is no other.

import "./handset.js";

import { all, find, need } from "./parts/find.js";
import { offerInstalling } from "./parts/installing.js";
import { addressOf, selectorOf } from "./parts/next-step.js";
import { button, show, showAnew, steps } from "./parts/sending.js";
import * as say from "./parts/sentences.js";
import { outbox } from "./parts/taps.js";
import { paragraph } from "./parts/unsent.js";

/** @typedef {import("./parts/taps.js").Tap} Tap */

/** Of the page while somebody says what a problem was: nothing else is on it. */
const FINISHING = "app-finishing";

const [live, panel] = [find("#live"), need("#unsent")];

// Next steps ---------------------------------------------------------------------------------------------------------------

/** What comes after the last tap about a ticket, so that the work goes on. */
steps.next = (unsent) => {
  const last = [...unsent].reverse().find((tap) => tap.ticket);
  const [, done] = /\/(accept|arrive)$/.exec(last?.path ?? "") ?? [];
  const template = /** @type {HTMLTemplateElement | null} */ (find("#next-steps"));
  if (!last || !done || !template) return [];
  if (done === "accept") return [stepOf(template, "arrive", last)];
  // A step of its own: nothing that closes a job may come to lie where a thumb has just been.
  return [
    paragraph(say.withThem(last.about ?? ""), "app-unsent__title"),
    button(say.sayWhatItWas, () => finish(template, last)),
  ];
};

steps.isOpen = () => document.body.classList.contains(FINISHING);
steps.close = () => {
  if (!steps.isOpen()) return;
  document.body.classList.remove(FINISHING);
  showAnew();
};

/** Asks what the problem was, on a page of its own. @type {(template: HTMLTemplateElement, tap: Tap) => void} */
function finish(template, tap) {
  const back = button(say.back, steps.close);
  panel.replaceChildren(heading(say.whatWasIt), paragraph(tap.about ?? ""), stepOf(template, "finish", tap), back);
  document.body.classList.add(FINISHING);
  scrollTo(0, 0);
  need("h1", panel).focus();
}

/** @type {(template: HTMLTemplateElement, step: string, job: Pick<Tap, "ticket" | "about">) => HTMLElement} */
function stepOf(template, step, { ticket, about }) {
  const form = /** @type {HTMLElement} */ (need(selectorOf(step), template.content).cloneNode(true));
  form.setAttribute("action", addressOf(String(form.getAttribute("action")), String(ticket)));
  Object.assign(form.dataset, { tap: about, ticket });
  return form;
}

// Keeping ------------------------------------------------------------------------------------------------------------------

/** How many offers wait, on the app's icon where there is such a thing. @param {number} offers */
async function badge(offers) {
  try {
    await (offers ? navigator.setAppBadge?.(offers) : navigator.clearAppBadge?.());
  } catch {
    // The icon says nothing, then.
  }
}

if (live) {
  /** @type {string | undefined} */
  let known;
  // The seconds that pass change the page too.
  const keepJobs = () => {
    const offers = live.querySelectorAll("[data-offer]").length;
    badge(offers);
    const cards = all(".app-offer, .app-job", live);
    const versions = JSON.stringify(cards.map((card) => [card.dataset.key, find("[name=version]", card)?.getAttribute("value")]));
    if (versions === known) return;
    known = versions;
    const html = cards.map((card) => card.outerHTML).join("");
    const { person } = document.body.dataset;
    outbox.keep("jobs", { html, steps: need("#next-steps").innerHTML, at: Date.now(), person }).catch(() => {});
  };
  new MutationObserver(keepJobs).observe(live, { childList: true, subtree: true });
  keepJobs();
}

const help = find("#install");
if (help) offerInstalling(help, button);

// Without a connection -----------------------------------------------------------------------------------------------------

const offline = find("[data-offline=jobs]");
if (offline) showKept(offline);

/** The page without a connection: the last that is known of the jobs, and the way on. @param {HTMLElement} offline */
async function showKept(offline) {
  const jobs = await outbox.kept("jobs").catch(() => undefined);
  if (jobs?.html) {
    document.body.dataset.person = jobs.person;
    const template = Object.assign(document.createElement("template"), { id: "next-steps", innerHTML: jobs.steps });
    offline.innerHTML = jobs.html;
    const [, ticket] = /^\/me\/jobs\/([^/]+)\/finish$/.exec(location.pathname) ?? [];
    if (ticket) {
      const about = find(`[data-ticket="${ticket}"]`, offline)?.dataset.tap;
      offline.replaceChildren(heading(say.whatWasIt), stepOf(template, "finish", { ticket, about }));
    } else {
      offline.prepend(heading(say.jobsAsTheyWere(jobs.at)));
    }
    offline.append(template);
  }
  show();
}

/** @param {string} words */
function heading(words) {
  return Object.assign(document.createElement("h1"), { textContent: words, className: "nhsuk-heading-l", tabIndex: -1 });
}
