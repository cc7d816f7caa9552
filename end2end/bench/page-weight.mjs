// What a first visit to each page costs: bytes over the wire of all that is sent to the browser, headers included, and requests, on
// an empty cache. Beside it a page of the same kind made with GOV.UK Frontend.

import { newLink } from "../fixtures/link.mjs";
import { startElbow } from "../fixtures/elbow.mjs";
import { launchChromium } from "./lib/chromium.mjs";
import { startPeer } from "./lib/peer.mjs";

/** How much each page may weigh, in bytes. */
const MOST = { Ask: 20_200, Waiting: 25_100, "My jobs": 31_300, Board: 28_500 };

/** @param {Awaited<ReturnType<typeof launchChromium>>} chromium */
async function measure(chromium, url, before) {
  const link = await newLink(url);
  const visitor = await chromium.newVisitor();
  await before?.(visitor, link.url);
  const { pathname, search } = new URL(url);
  const traffic = await visitor.visit(link.url + pathname + search, link.received);
  await visitor.leave();
  await link.stop();
  return traffic;
}

/** Somebody asks from a ward's link; the page that follows has an address of its own. */
async function request(chromium, wardLink) {
  const asker = await chromium.newVisitor();
  await asker.visit(wardLink);
  await asker.run(`document.querySelector('[name="tag"]').checked = true`);
  await asker.submit({ key: await asker.run(`document.querySelector('[name="key"]').value`) });
  const address = await asker.address();
  await asker.leave();
  return address;
}

const asResponder = ({ url }) => async (visitor, origin) => {
  const { pathname, search, searchParams } = new URL(url);
  await visitor.visit(origin + pathname + search);
  await visitor.submit({ code: searchParams.get("code") });
  await visitor.submit({ pin: "482913", pin_again: "482913" });
  await visitor.forget();
};

const asLead = ({ lead }) => async (visitor, origin) => {
  await visitor.visit(`${origin}/staff`);
  await visitor.submit(lead);
  await visitor.forget();
};

const elbow = await startElbow({ history: "on" });
const peer = await startPeer();
const chromium = await launchChromium();
try {
  const [ward] = elbow.ward_links;
  const ask = await measure(chromium, ward.url);
  const waiting = await measure(chromium, await request(chromium, ward.url));
  const me = await measure(chromium, `${elbow.url}/me`, asResponder(elbow.responders[0]));
  const board = await measure(chromium, `${elbow.url}/board`, asLead(elbow));
  const theirs = await measure(chromium, peer.url);

  const ours = { Ask: ask, Waiting: waiting, "My jobs": me, Board: board };
  for (const [name, { bytes, requests, files }] of Object.entries({ ...ours, Peer: theirs })) {
    console.log(`${name}: ${bytes} bytes, ${requests} requests`);
    for (const file of files) {
      console.log(`  ${String(file.bytes).padStart(8)}  ${new URL(file.url).pathname}`);
    }
  }

  const figures = {
    ask_bytes: ask.bytes,
    ask_requests: ask.requests,
    ask_wasm_bytes: ask.wasmBytes,
    waiting_bytes: waiting.bytes,
    waiting_requests: waiting.requests,
    me_bytes: me.bytes,
    board_bytes: board.bytes,
    peer_bytes: theirs.bytes,
    peer_requests: theirs.requests,
  };
  const tooHeavy = Object.entries(ours).flatMap(([name, { bytes, wasmBytes }]) => [
    ...(bytes > MOST[name] ? [`${name} weighs more than ${MOST[name]} bytes`] : []),
    ...(wasmBytes > 0 ? [`${name} loads wasm`] : []),
  ]);
  for (const sentence of tooHeavy) {
    console.error(sentence);
  }
  console.log(JSON.stringify({ bench: "page-weight", figures }));
  process.exitCode = tooHeavy.length > 0 ? 1 : 0;
} finally {
  await chromium.close();
  peer.stop();
  await elbow.stop();
}
