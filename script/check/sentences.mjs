// What people read stands in the catalogue, app/texts: no page writes a sentence of its own, and every sentence is said somewhere.
// That a page says nothing that is not there, the compiler knows.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const catalogue = "app/texts/locales/en-GB/";
const [pages, server] = ["app/src/", "server/"];
/** Where the server fills pages, answers people and calls them. */
const answers = ["src/http", "src/screens", "src/second_channel", "src/view", "dispatch/src", "push/src"];
/** What these say is for the programs and people that watch over Elbow. */
const ofRunning = ["server/src/http/health.rs", "server/dispatch/src/rehearsal/"];

const files = (folder, end) =>
  readdirSync(root + folder, { recursive: true })
    .filter((name) => name.endsWith(end))
    .map((name) => folder + name);
const read = (file) => readFileSync(root + file, "utf8");

const problems = [];

/** Rust without comments, and without what is said to nobody: attributes, tests, the log. */
const code = (source) =>
  source
    .replace(/\n#\[cfg\(test\)\]\nmod tests \{[\s\S]*$/, "")
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/ \/\/ [^"\n]*$/gm, "")
    .replace(/\b(?:class|content)="[^"]*"/g, "")
    .replace(/#!?\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\]/g, "")
    .replace(/\b(?:tracing::)?(?:error|warn|info|debug)!\((?:[^)"]|"(?:[^"\\]|\\.)*"|\([^)]*\))*\)/g, "");

/** A literal that somebody reads: it begins with a word in capitals, or has two words; classes and the like have hyphens. */
function isRead(text, inPage) {
  const words = text.replace(/\{[^}]*\}/g, " ").replace(/\\\n\s*/g, "");
  if (words.split(" ").every((word) => /^(?:(?:app|nhsuk)-[\w-]*)?$/.test(word))) return false;
  if (!/\p{L}{2}/u.test(words)) return false;
  if (/[<>=;/]/.test(words)) return false;
  const isSentence = /[\p{L}’],? [\p{L}‘“]/u.test(words);
  return inPage ? isSentence || /^[\s–]*\p{Lu}\p{Ll}/u.test(words) : isSentence && /\p{Lu}\p{Ll}/u.test(words);
}

const sources = [pages, ...answers.map((folder) => `${server}${folder}/`)]
  .flatMap((folder) => files(folder, ".rs"))
  .filter((file) => !ofRunning.some((start) => file.startsWith(start)));
for (const file of sources) {
  for (const [, text] of code(read(file)).matchAll(/"((?:[^"\\]|\\[\s\S])*)"/g)) {
    if (isRead(text, file.startsWith(pages))) problems.push(`${file}: "${text}" belongs into ${catalogue}`);
  }
}

/** In scripts, what is thrown at nobody is written small. */
const scripts = files("public/", ".js").filter((file) => !/\/(?:sentences|words)\.js$/.test(file));
for (const file of scripts) {
  const script = read(file).replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
  for (const [, , text] of script.matchAll(/(["`])((?:(?!\1)[^\\\n]|\\.)*)\1/g)) {
    if (/^\P{L}*\p{Lu}/u.test(text) && /\p{L}[’,.:]? [\p{L}‘“$]/u.test(text)) {
      problems.push(`${file}: "${text}" belongs into public/parts/sentences.js`);
    }
  }
}

const rust = ["app/", "server/"]
  .flatMap((folder) => files(folder, ".rs"))
  .filter((file) => !/\/target\/|\/node_modules\//.test(file))
  .map(read)
  .join("\n");
const said = new Set([...rust.matchAll(/\.([a-z0-9_]+)\(/g)].map(([, name]) => name));
let sentences = 0;
for (const file of files(catalogue, ".ftl")) {
  const room = file.slice(catalogue.length, -".ftl".length);
  for (const [, id] of read(file).matchAll(/^([a-z][\w-]*) =/gm)) {
    sentences += 1;
    if (!id.startsWith(`${room}-`)) problems.push(`${file}: ${id} must begin with ${room}-`);
    if (!said.has(id.replaceAll("-", "_"))) problems.push(`${file}: ${id} is said nowhere`);
  }
}

for (const problem of problems) console.error(problem);
console.log(`${sentences} sentences, ${problems.length} wrong`);
process.exitCode = problems.length > 0 ? 1 : 0;
