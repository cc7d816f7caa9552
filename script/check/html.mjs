// Is every page in the gallery, and valid HTML? Reads the files of a folder, the gallery: script/check/html.mjs FOLDER

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { HtmlValidate } = createRequire(new URL("../../end2end/package.json", import.meta.url))("html-validate");

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Taste. A button in a form sends it, and a boolean attribute with an empty value is written so by the framework.
    "no-implicit-button-type": "off",
    "attribute-empty-style": "off",
    // The style sheet keeps telephone numbers on one line.
    "tel-non-breaking": "off",
    // Without script a live page loads itself again every 10 seconds.
    "meta-refresh": "off",
    // Links that look like buttons are announced as buttons: the NHS design system's own markup.
    "prefer-native-element": ["error", { exclude: ["button"] }],
  },
});

const folder = process.argv[2];
const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));
let wrong = pages.length === 0 ? 1 : 0;
for (const page of pages) {
  const html = readFileSync(join(folder, page), "utf8");
  const { results } = await validator.validateString(html);
  // Nothing of a form with such a field is kept while somebody signs in: server/src/http/again.rs goes by the name.
  for (const [input] of html.matchAll(/<input[^>]*type="password"[^>]*>/g)) {
    const name = input.match(/ name="([^"]*)"/)?.[1] ?? "";
    if (name.split("_").some((word) => ["password", "secret", "pin"].includes(word))) continue;
    console.error(`${page}: ${name} is typed unseen, and its name does not say so`);
    wrong += 1;
  }
  for (const { line, column, message, ruleId, selector } of results.flatMap(({ messages }) => messages)) {
    console.error(`${page}:${line}:${column}: ${message} (${ruleId}, ${selector})`);
    wrong += 1;
  }
}

const source = (file) => readFileSync(new URL(`../../app/${file}`, import.meta.url), "utf8");
const gallery = source("examples/gallery/main.rs");
const rooms = readdirSync(new URL("../../app/src/screens/", import.meta.url), { recursive: true });
for (const file of rooms.filter((name) => name.endsWith(".rs"))) {
  for (const [, page] of source(`src/screens/${file}`).matchAll(/^#\[component\]\npub fn (\w+)/gm)) {
    if (new RegExp(`\\b${file.split("/")[0]}::${page}\\b`).test(gallery)) continue;
    console.error(`app/src/screens/${file}: ${page} has no sample in app/examples/gallery`);
    wrong += 1;
  }
}

console.log(`${pages.length} pages, ${wrong} faults`);
process.exitCode = wrong > 0 ? 1 : 0;
