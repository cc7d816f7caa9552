import "./browser.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";

const { takeOver } = await import("../../public/parts/taking-over.js");

function part(html) {
  const made = document.createElement("div");
  made.innerHTML = html;
  return made;
}

/** A page with the first, which then becomes the second. */
function becomes(before, after, meanwhile = () => {}) {
  const old = part(before);
  document.querySelector("main").replaceChildren(old);
  meanwhile(old);
  const elements = new Map([...old.querySelectorAll("[data-key]")].map((one) => [one.getAttribute("data-key"), one]));
  takeOver(old, part(after));
  return { old, elements };
}

const row = (key, words = key) => `<li data-key="${key}">${words}</li>`;

test("rows stay the same elements wherever they move, and only their words change", () => {
  const { old, elements } = becomes(`<ul>${row("a")}${row("b")}${row("c")}</ul>`, `<ul>${row("c")}${row("d")}${row("a", "A now")}</ul>`);
  assert.equal(old.innerHTML, `<ul>${row("c")}${row("d")}${row("a", "A now")}</ul>`);
  const [c, d, a] = old.querySelectorAll("li");
  assert.equal(c, elements.get("c"));
  assert.equal(a, elements.get("a"));
  assert.ok(![...elements.values()].includes(d), "b has not become d");
});

test("a card without a key never becomes one that has one, nor the other way round", () => {
  const { old, elements } = becomes(`<div>shift</div>${`<div data-key="job">job</div>`}`, `<div data-key="undo">undo</div><div>shift</div>`);
  const [undo, shift] = old.children;
  assert.equal(undo.textContent, "undo");
  assert.notEqual(undo, elements.get("job"));
  assert.equal(shift.getAttribute("data-key"), null);
  const alone = becomes(`<div data-key="job">job</div>`, `<div>shift</div>`);
  assert.notEqual(alone.old.firstChild, alone.elements.get("job"));
});

test("a form on its way stays disabled, and no other form takes that over", () => {
  const form = (offer) => `<section data-key="${offer}"><form action="/me/offers/${offer}/accept"><button>Accept</button></form></section>`;
  const send = (old) => {
    old.querySelector("form").setAttribute("data-sent", "yes");
    old.querySelector("button").setAttribute("disabled", "");
  };
  const { old } = becomes(form("1"), form("2") + form("1"), send);
  const [second, first] = old.querySelectorAll("form");
  assert.equal(second.hasAttribute("data-sent") || second.querySelector("button").hasAttribute("disabled"), false);
  assert.equal(first.getAttribute("data-sent"), "yes");
  assert.ok(first.querySelector("button").hasAttribute("disabled"));
});

test("what somebody has opened stays open", () => {
  const details = (words) => `<details id="zone"><summary>${words}</summary></details>`;
  const { old } = becomes(details("Anywhere"), details("Only my zone"), (old) => old.querySelector("details").setAttribute("open", ""));
  assert.ok(old.querySelector("details").hasAttribute("open"));
  assert.equal(old.textContent, "Only my zone");
});

test("what is the device’s own moves with the rest, and stays as it is", () => {
  const own = (hidden) => `<div id="handset" data-own=""><button${hidden}>Turn alerts on</button></div>`;
  const { old } = becomes(own(""), `<section data-key="offer">Ward 7</section>${own(" hidden")}`);
  const [offer, handset] = old.children;
  assert.equal(offer.textContent, "Ward 7");
  assert.equal(handset.innerHTML, "<button>Turn alerts on</button>");
});

test("attributes come, change and go", () => {
  const { old } = becomes(`<p class="a" title="x">1</p>`, `<p class="b" lang="en">1</p>`);
  const [text] = old.children;
  assert.deepEqual([...text.getAttributeNames()].sort(), ["class", "lang"]);
  assert.equal(text.getAttribute("class"), "b");
});

/** Numbers from 0 up to `most`, always the same ones (Park and Miller). */
function newDice(seed) {
  let state = seed;
  return (most) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
}

/** Any small tree, some of whose elements have keys that no sibling has. */
function tree(dice, depth = 3) {
  const keys = ["a", "b", "c", "d", "e"];
  let html = "";
  for (let left = dice(5); left > 0; left--) {
    const tag = ["div", "p", "span"][dice(depth === 3 ? 3 : 1)];
    const key = dice(2) === 0 && keys.length > 0 ? ` data-key="${keys.splice(dice(keys.length), 1)}"` : "";
    html += dice(4) === 0 ? `words ${dice(3)}` : `<${tag}${key} class="${dice(3)}">${depth > 0 && tag === "div" ? tree(dice, depth - 1) : dice(4)}</${tag}>`;
  }
  return html;
}

test("any part becomes any other", () => {
  const dice = newDice(20_261_120);
  for (let round = 0; round < 500; round++) {
    const [before, after] = [tree(dice), tree(dice)];
    const { old } = becomes(before, after);
    assert.equal(old.innerHTML, part(after).innerHTML, `from ${before}`);
  }
});
