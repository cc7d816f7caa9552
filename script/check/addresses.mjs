// Every address is written once, in app/paths: no other source names one, and a script names only what is declared there.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (file) => readFileSync(root + file, "utf8");
const under = (folder, ending) =>
  readdirSync(root + folder, { recursive: true })
    .filter((name) => name.endsWith(ending) && !name.includes("node_modules"))
    .map((name) => `${folder}/${name}`);

const problems = [];

// What is declared: its name, and its shape with `*` for each part.
const declared = [...read("app/paths/src/lib.rs").matchAll(/^ {4}([A-Z_]+)(?:, \w+\([^)]*\))? = "([^"]+)";/gm)];
const shape = (address) => address.replace(/\$?\{[^}]*\}/g, "*").replace(/[?#].*$/, "");
const shapes = declared.map(([, , address]) => shape(address));
const firstParts = new Set(shapes.map((address) => address.split("/")[1]).filter((part) => part !== ""));

/** Whether it is one of ours: a part that is filled in stands for any. */
const isDeclared = (address) =>
  shapes.some((known) => {
    const [ours, theirs] = [known.split("/"), shape(address).split("/")];
    return (
      ours.length === theirs.length &&
      ours.every((part, place) => part === theirs[place] || part === "*" || theirs[place] === "*")
    );
  });

// Each is served: the routes name it, or the files.
const serving = read("server/src/web/routes.rs") + read("server/src/http/assets.rs");
for (const [, name] of declared) {
  if (!new RegExp(`paths::(${name}\\b|${name.toLowerCase()}\\()`).test(serving)) {
    problems.push(`app/paths: nothing serves ${name}`);
  }
}

// The program, but not its tests: they say an address as whoever has it in a bookmark.
const sources = ["app/src", "server/src", "server/demo/src", "server/push/src"].flatMap((folder) => under(folder, ".rs"));
for (const file of sources) {
  if (file.endsWith("/tests.rs")) continue;
  const [code] = read(file).split("#[cfg(test)]");
  for (const [place, line] of code.split("\n").entries()) {
    if (/^\s*\/\//.test(line)) continue;
    for (const [, address] of line.matchAll(/"(\/[^"\s]*)"/g)) {
      const first = address.split(/[/?#.{]/)[1];
      if (first && firstParts.has(first)) problems.push(`${file}:${place + 1}: "${address}" belongs in app/paths`);
    }
  }
}

// Scripts are not compiled: what they name is compared.
let named = 0;
for (const file of [".js", ".html"].flatMap((ending) => under("public", ending))) {
  for (const [, address] of read(file).matchAll(/["'`](\/[a-z][^"'`\s<>]*)["'`]/g)) {
    named += 1;
    if (!isDeclared(address)) problems.push(`${file}: ${address} is not in app/paths`);
  }
}

for (const problem of problems) console.error(problem);
console.log(`${declared.length} addresses, ${named} in scripts, ${problems.length} wrong`);
process.exitCode = problems.length > 0 ? 1 : 0;
