// The controls of the hazard log and the tests that show them name each other. A test carries `/// Shows H4.2.` above its function,
// a whole file of the fault suite `//! Shows H4.2.`, a browser test `annotation: { type: "shows", description: "H4.2" }`; several
// numbers are parted by commas.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const root = new URL("../..", import.meta.url);
const log = new URL("docs/clinical-safety/HAZARD-LOG.md", root);

const controls = new Map(
  [...readFileSync(log, "utf8").matchAll(/^\| (H\d+\.\d+) \| .+ \| (.+) \|$/gm)].map(([, id, shownBy]) => [id, shownBy]),
);
const complaints = [];

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.rs", "end2end/specs/*.ts"], {
  cwd: root,
  encoding: "utf8",
});
const shown = new Set();
for (const path of files.trim().split("\n").filter((path) => existsSync(new URL(path, root)))) {
  const text = readFileSync(new URL(path, root), "utf8");
  // Above a test: more words and attributes may stand between.
  const above = /^[ \t]*\/\/\/ Shows (H.*)\.\n(?:[ \t]*(?:\/\/\/|#\[).*\n)*[ \t]*(pub\(crate\) )?(async )?fn /gm;
  const inPlace = path.endsWith(".ts") ? /type: "shows", description: "([^"]+)"/g : above;
  const ofFile = /^\/\/! Shows (H.*)\.$/gm;
  const found = [...text.matchAll(inPlace), ...(path.startsWith("server/tests/faults/") ? text.matchAll(ofFile) : [])];
  const markers = text.match(/^\s*\/\/[/!] Shows H|type: "shows"/gm)?.length ?? 0;
  if (markers !== found.length) complaints.push(`${path}: ${markers - found.length} marker(s) that stand at no test, or are not read`);
  for (const id of found.flatMap(([, ids]) => ids.split(", "))) {
    if (!controls.has(id)) complaints.push(`${path} shows ${id}, which the hazard log does not have`);
    shown.add(id);
  }
}

for (const [id, shownBy] of controls) {
  const [, document] = shownBy.match(/^\[.*\]\((.+)\)$/) ?? [];
  if (shownBy === "tests" && !shown.has(id)) complaints.push(`${id}: no test shows it`);
  else if (document && !existsSync(new URL(document, log))) complaints.push(`${id}: there is no ${document}`);
  else if (!document && !["tests", "the trust"].includes(shownBy)) complaints.push(`${id}: “${shownBy}” is no test, document or transfer`);
}
if (controls.size === 0) complaints.push("the hazard log has no controls");
for (const complaint of complaints) console.error(complaint);
console.log(`${controls.size} controls, ${complaints.length} complaints`);
process.exitCode = complaints.length > 0 ? 1 : 0;
