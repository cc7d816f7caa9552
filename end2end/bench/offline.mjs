// Taps over a link that comes and goes: 200 taps of a responder on My jobs, while the way to Elbow is cut and mended at random.
//
// Each tap says where the responder is, and each that counts is one event in the log: too few are lost taps, too many doubled ones.
// The draw of the cuts is fixed, so that runs can be compared.

import { startElbow } from "../fixtures/elbow.mjs";
import { newLink } from "../fixtures/link.mjs";
import { launchChromium } from "./lib/chromium.mjs";

const TAPS = 200;
/** Milliseconds between taps, and for how long the link holds or is cut. */
const [PAUSE, HOLDS, CUT] = [100, [300, 1500], [300, 2500]];
const GIVE_UP_MS = 120_000;

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Mulberry32: the same numbers each time. */
function draw(seed) {
  return ([least, most]) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return least + (((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * (most - least);
  };
}

const elbow = await startElbow();
const link = await newLink(elbow.url);
const chromium = await launchChromium();
try {
  const responder = await chromium.newVisitor();
  const { code } = elbow.responders[0];
  await responder.visit(`${link.url}/enrol?code=${code}`);
  await responder.submit({ code });
  await responder.submit({ pin: "482913", pin_again: "482913" });
  const mine = async () => JSON.parse(await responder.run('fetch("/me.json").then((answer) => answer.text())'));
  const before = (await mine()).sequence;
  // Every answer that the page hears, by the tap it is about.
  await responder.run(`(() => {
    window.answered = [];
    const { outbox } = elbow;
    const heard = outbox.heard;
    outbox.heard = (tap) => {
      if (tap.done || tap.refused) window.answered.push(tap.id);
      return heard(tap);
    };
  })()`);

  let flapping = true;
  let cuts = 0;
  const next = draw(20_261_121);
  const flap = (async () => {
    while (flapping) {
      await sleep(next(HOLDS));
      link.cut();
      cuts += 1;
      await sleep(next(CUT));
      link.mend();
    }
  })();

  const started = performance.now();
  let last;
  for (let tap = 0; tap < TAPS; tap += 1) {
    last = await responder.run(`(() => {
      const buttons = [...document.querySelectorAll("#live .app-place__quick button")];
      const button = buttons[${tap} % buttons.length];
      // As fast as no thumb is: the page holds a form back for a moment after a tap.
      delete button.form.dataset.sent;
      button.disabled = false;
      button.form.requestSubmit(button);
      return button.value;
    })()`);
    await sleep(PAUSE);
  }
  const tapped = performance.now();
  flapping = false;
  await flap;
  const mended = performance.now();
  const left = async () => JSON.parse(await responder.run("elbow.outbox.list().then(JSON.stringify)")).length;
  while ((await left()) > 0) {
    if (performance.now() - mended > GIVE_UP_MS) break;
    await sleep(50);
  }
  const drained = performance.now();

  const answered = JSON.parse(await responder.run("JSON.stringify(window.answered)"));
  const { sequence, place } = await mine();
  const counted = sequence - before;
  const figures = {
    taps: TAPS,
    cuts,
    lost: Math.max(0, TAPS - counted),
    doubled: Math.max(0, counted - TAPS),
    in_order: place.ward_code === last && answered.every((id, index) => index === 0 || id > answered[index - 1]),
    drain_s: Number(((drained - mended) / 1000).toFixed(1)),
  };
  console.log(`${TAPS} taps in ${((tapped - started) / 1000).toFixed(0)} s, ${cuts} cuts`);
  console.log(JSON.stringify({ bench: "offline", figures }));
  process.exitCode = figures.lost + figures.doubled > 0 || !figures.in_order ? 1 : 0;
} finally {
  await chromium.close();
  await link.stop();
  await elbow.stop();
}
