// Pages from the network, and the offline page where no answer of ours comes, or none yet.

import { isOurs } from "../answer.js";
import { CACHE, OFFLINE } from "./files.js";
import { worker } from "./scope.js";

/** How long a page may take before the offline page is shown in the meantime, in milliseconds. */
const PATIENCE = 3000;

/** How long a page may take to say that it has heard, in milliseconds. */
const HEARING = 1000;

/** How long a page that came after all is kept for whoever waits for it, in milliseconds. */
const KEEPS_LATE = 5000;

const LATE = "late";

/** @type {(time: number) => Promise<typeof LATE>} */
const later = (time) => new Promise((resolve) => setTimeout(resolve, time, LATE));

/** Pages that were late, by their address: each is for whoever asks for it next. @type {Map<string, Promise<Response>>} */
const late = new Map();

/**
 * A page from the network, or the offline page if there is no answer of ours, or none yet. What is late is shown as soon as it
 * comes: the offline page that is there meanwhile is told, and asks again. Never kept for longer: pages are personal.
 *
 * @type {(event: FetchEvent, url: URL) => Promise<Response>}
 */
export async function page(event, url) {
  const { href } = url;
  const own = () => ourPage(event.request);
  const before = late.get(href);
  late.delete(href);
  // Whoever leaves a page that loads may end its request.
  const answer = before?.catch(own) ?? own();
  const first = await Promise.race([answer.catch(() => undefined), later(PATIENCE)]);
  if (first !== LATE) return first ?? offlinePage(url, "cut");
  late.set(href, answer);
  const forget = () => late.get(href) === answer && late.delete(href);
  event.waitUntil(answer.then(() => tellLate(event.resultingClientId)).catch(() => {}).then(() => later(KEEPS_LATE)).then(forget));
  return offlinePage(url, "slow");
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
 * What a form was answered. If that is not from Elbow, the page of the form says so, and stays as it is with what was typed: to a
 * browser 204 means just that. Where no page hears of it, the browser shows what came.
 *
 * @type {(request: Request, url: URL) => Promise<Response>}
 */
export async function answerToForm(request, { href }) {
  const response = await fetch(request).catch(() => Response.error());
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

/** `why`: the connection is `cut`, or so `slow` that it may be. @type {(url: URL, why: "cut" | "slow") => Promise<Response>} */
async function offlinePage(url, why) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(OFFLINE);
  const headers = new Headers({ "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  const policy = kept?.headers.get("content-security-policy");
  if (policy) {
    headers.set("content-security-policy", policy);
  }
  const whole = kept ? await kept.text() : "<p>No connection to Elbow. Ring the desk: __DESK_PHONE__.</p>";
  const html = onePart(whole, partFor(url)).replace(/<!-- cut -->(.*?)<!-- slow -->(.*?)<!-- either -->/gs, why === "cut" ? "$1" : "$2");
  return new Response(html, { status: 503, headers });
}

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
