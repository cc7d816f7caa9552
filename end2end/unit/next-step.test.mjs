import assert from "node:assert/strict";
import { test } from "node:test";

import { parseHTML } from "linkedom";

const { addressOf, selectorOf } = await import("../../public/parts/next-step.js");

test("a job that the build before has kept is closed in this one", () => {
  for (const kept of ["finish", "/me/jobs/TICKET/finish"]) {
    const { document } = parseHTML(`<main><form action="arrive"></form><form action="${kept}"></form></main>`);
    const form = document.querySelector(selectorOf("finish"));
    assert.equal(addressOf(form.getAttribute("action"), "t7"), "/me/jobs/t7/finish");
  }
});
