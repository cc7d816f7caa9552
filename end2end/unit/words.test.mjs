import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ago, lasted, left } from "../../public/parts/words.js";

const cases = JSON.parse(readFileSync(new URL("../../app/src/words.json", import.meta.url), "utf8"));

for (const [kind, words] of Object.entries({ ago, lasted, left })) {
  test(`a page says “${kind}” in the words of the server`, () => {
    assert.ok(cases[kind].length > 0);
    for (const [time, expected] of cases[kind]) assert.equal(words(time), expected, `${time} ms`);
  });
}
