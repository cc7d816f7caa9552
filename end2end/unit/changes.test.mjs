import assert from "node:assert/strict";
import { test } from "node:test";
import { newChanges } from "../../script/changes.mjs";

test("what changed before a build failed is in the next one too", () => {
  const changes = newChanges("public/");
  assert.deepEqual(changes.take(), ["public/"]);
  changes.built();
  changes.add("style/elbow.scss");
  assert.deepEqual(changes.take(), ["style/elbow.scss"]);
  assert.deepEqual(changes.take(), [], "it is not tried again before something changes");
  changes.add("server/src/main.rs");
  assert.deepEqual(changes.take(), ["style/elbow.scss", "server/src/main.rs"]);
  changes.built();
  changes.add("server/src/main.rs");
  assert.deepEqual(changes.take(), ["server/src/main.rs"]);
});

test("what changes while it is built is built once more", () => {
  const changes = newChanges("style/elbow.scss");
  changes.take();
  changes.add("style/elbow.scss");
  changes.built();
  assert.deepEqual(changes.take(), ["style/elbow.scss"]);
});
