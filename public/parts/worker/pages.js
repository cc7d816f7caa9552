// Pages from the network, and the offline page where no answer of ours comes, or none yet.

import { isOurs } from "../answer.js";
import { kept } from "../kept-pack.js";
import { newKey } from "../key.js";
import { worker } from "./scope.js";

/** How long a page may take before the offline page is shown in the meantime, in milliseconds. */
const PATIENCE = 3000;

/** A page that is so late is asked for once more by whoever asks again, in milliseconds, so often at most at the same time. */
const [NEXT_TRY, MOST_TRIES] = [5000, 3];

/** How long the answer to a form may take: one browser sends it once more, unasked, after 60 s. In milliseconds. */
const FORM_PATIENCE = 30_000;

/** How long a page may take to say that it has heard, in milliseconds. */
const HEARING = 1000;

/** How long a page that came after all is kept for whoever waits for it, in milliseconds. */
const KEEPS_LATE = 5000;

const LATE = "late";

/** @type {(time: number) => Promise<typeof LATE>} */
const later = (time) => new Promise((resolve) => setTimeout(resolve, time, LATE));

/** A page that has been asked for, when, and whether the answer is there. @typedef {{ answer: Promise<Response>, at: number, isThere: boolean }} Try */

/** What is on its way, or came late, by its address: for whoever asks for the same meanwhile. @type {Map<string, Try[]>} */
const underWay = new Map();

/** After anything was sent somebody else may be signed in: what was asked for before is for nobody any more. */
export function forgetLate() {
  underWay.clear();
}

/**
 * A page from the network, or the offline page if there is no answer of ours, or none yet. What is late is shown as soon as it
 * comes: the offline page that is there meanwhile is told, and asks again. Never kept for longer: pages are personal. One request
 * that hangs holds up no other.
 *
 * @type {(event: FetchEvent, url: URL) => Promise<Response>}
 */
export async function page(event, url) {
  const { href } = url;
  const tries = underWay.get(href) ?? [];
  const now = performance.now();
  if (tries.length < MOST_TRIES && tries.every(({ at, isThere }) => !isThere && now - at > NEXT_TRY)) {
    const attempt = newTry(event.request);
    tries.push(attempt);
    attempt.answer.catch(() => tries.splice(tries.indexOf(attempt), 1));
  }
  underWay.set(href, tries);
  const forget = () => underWay.get(href) === tries && underWay.delete(href);
  const answer = Promise.any(tries.map((attempt) => attempt.answer));
  const first = await Promise.race([answer.catch(() => undefined), later(PATIENCE)]);
  if (first !== LATE) {
    forget();
    // Others may wait for it too.
    return first?.clone() ?? (await kept(url)) ?? offlinePage(url, "cut");
  }
  event.waitUntil(answer.then(() => tellLate(event.resultingClientId)).catch(() => {}).then(() => later(KEEPS_LATE)).then(forget));
  return (await kept(url)) ?? offlinePage(url, "slow");
}

/**
 * Past the browser's cache, where one request waits for another of the same address, and not ended with the page that asked.
 *
 * @type {(request: Request) => Try}
 */
function newTry({ url, headers }) {
  const request = new Request(url, { headers, redirect: "manual", credentials: "same-origin", cache: "no-store" });
  const attempt = { answer: ourPage(request), at: performance.now(), isThere: false };
  attempt.answer.then(() => (attempt.isThere = true)).catch(() => {});
  return attempt;
}

/** Where a redirection leads is not told; whatever else is not from Elbow is no answer. @param {Response} response */
const isOurPage = (response) => response.type === "opaqueredirect" || isOurs(response);

/** @param {Request} request */
async function ourPage(request) {
  const response = await fetch(request);
  if (!isOurPage(response)) throw new Error(`no answer of Elbow: ${response.status}`);
  return response;
}

/**
 * What a form was answered. If that is not from Elbow, or does not come, the page of the form says so, and stays as it is with
 * what was typed: to a browser 204 means just that. Where no page hears of it, the browser shows what came.
 *
 * @type {(request: Request, url: URL) => Promise<Response>}
 */
export async function answerToForm(request, { href }) {
  forgetLate();
  const answer = fetch(request).catch(() => Response.error());
  const first = await Promise.race([answer, later(FORM_PATIENCE)]);
  const response = first === LATE ? Response.error() : first;
  forgetLate();
  if (isOurPage(response)) return response;
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const heard = await Promise.race([...pages.map((page) => hears(page, { unanswered: href })), later(HEARING)]);
  return heard === LATE ? response : new Response(null, { status: 204 });
}

/** Once this page says that it is concerned. @type {(page: Client, message: object) => Promise<unknown>} */
function hears(page, message) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    page.postMessage(message, [port2]);
  });
}

/** @param {string} id */
async function tellLate(id) {
  const client = await worker.clients.get(id);
  client?.postMessage(LATE);
}

/** What governs a page of ours; the server fills it in. */
const POLICY = "__POLICY__";

/** `why`: the connection is `cut`, or so `slow` that it may be. @type {(url: URL, why: "cut" | "slow") => Response} */
function offlinePage(url, why) {
  const [nonce, part] = [newKey(), onePart(OFFLINE_PAGE, partFor(url))];
  const html = part.replace(/<!-- cut -->(.*?)<!-- slow -->(.*?)<!-- either -->/gs, why === "cut" ? "$1" : "$2");
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "content-security-policy": nonced(POLICY, nonce) };
  return new Response(nonced(html, nonce), { status: 503, headers });
}

/** @type {(text: string, nonce: string) => string} */
const nonced = (text, nonce) => text.replaceAll("__NONCE__", nonce);

/** What opens the pages where help is asked for is never the answer to a form that was sent. @param {URL} url */
function partFor({ pathname }) {
  if (pathname === "/" || /^\/w\/[^/]+$/.test(pathname)) return "asking";
  return /^\/me(\/|$)/.test(pathname) ? "jobs" : "elsewhere";
}

/** Of the parts `<!-- name -->…`, each up to the next or `<!-- end -->`, leaves the one with this name. @type {(html: string, name: ReturnType<typeof partFor>) => string} */
function onePart(html, name) {
  const [head, asking, jobs, elsewhere, foot] = html.split(/<!-- (?:asking|jobs|elsewhere|end) -->/);
  return `${head}${{ asking, jobs, elsewhere }[name]}${foot}`;
}
