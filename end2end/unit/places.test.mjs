import "./browser.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";

const { wasThere } = await import("../../public/parts/places.js");

/** "Can’t take it" at the top of a page that was scrolled by 100 pixels. */
const before = { at: 0, scrolled: 100, places: [{ meaning: "decline", box: { left: 10, right: 110, top: 20, bottom: 60 } }] };

test("a button that was under the thumb before is meant", () => {
  assert.equal(wasThere(before, "decline", [50, 40], 100), true);
});

test("another button at the same place is not", () => {
  assert.equal(wasThere(before, "accept", [50, 40], 100), false);
});

test("the same button is not, where it was not before", () => {
  assert.equal(wasThere(before, "decline", [50, 200], 100), false);
});

test("a button that has moved because somebody scrolled is meant", () => {
  assert.equal(wasThere(before, "decline", [50, 10], 130), true, "30 pixels further up the screen");
  assert.equal(wasThere(before, "decline", [50, 10], 100), false);
});
