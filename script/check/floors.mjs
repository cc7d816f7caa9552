// Inside `server`, imports run one way: a module (a folder or file of server/src) uses only what stands on a floor below its own.

import { readdirSync, readFileSync } from "node:fs";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";

// From the ground up. What is new goes as low as it can. What stands on one floor does not know of each other.
const floors = [
  "backup database_clock files networks observed policy rehearsal surges workers",
  "config serving",
  "core limits trust",
  "auth doctor kept nodes reports second_channel",
  "actions live scanning view",
  "canary http schedule",
  "engine screens watch",
  "web",
  "startup",
  "cli",
].map((floor) => floor.split(" "));

const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor])));
const source = fileURLToPath(new URL("../../server/src/", import.meta.url));
/** Whoever follows a request climbs them all. */
const MOST_FLOORS = 10;
const problems = [];
if (floors.length > MOST_FLOORS) {
  problems.push(`${floors.length} floors, and ${MOST_FLOORS} are the most: cut the longest way of imports`);
}
const imports = new Set();

/** The first names of what follows a path: `a::b` has one, `{a::b, c::{d, e}}` two. */
function heads(rest) {
  if (!rest.startsWith("{")) return rest.match(/^\w+/) ?? [];
  const found = [];
  let depth = 0;
  let isFirst = true;
  for (const [token] of rest.matchAll(/[{},]|::|\w+/g)) {
    if (token === "{") depth += 1;
    else if (token === "}") depth -= 1;
    else if (token === "," && depth === 1) isFirst = true;
    else if (/\w/.test(token) && depth === 1 && isFirst) {
      found.push(token);
      isFirst = false;
    }
    if (depth === 0) break;
  }
  return found;
}

for (const file of readdirSync(source, { recursive: true }).filter((name) => name.endsWith(".rs"))) {
  const path = file.replace(/(\/mod)?\.rs$/, "").split(sep);
  const from = path[0];
  if (path.length === 1 && ["lib", "main"].includes(from)) continue;
  if (!floorOf.has(from)) {
    problems.push(`${from} has no floor: say in script/check/floors.mjs where it stands`);
    continue;
  }
  // Of tests beside the code one `super` more is their own module; what they use through it, that has imported.
  const code = readFileSync(source + file, "utf8").replace(/\/\/.*$/gm, "");
  for (const [, start, rest] of code.matchAll(/\b(crate|super(?:::super)*)::((?:\{[^;]*)|\w+)/g)) {
    const climbed = start === "crate" ? path.length : start.split("::").length;
    if (climbed < path.length) continue;
    for (const to of heads(rest)) {
      if (to === from || !floorOf.has(to)) continue;
      imports.add(`${from} ${to}`);
      if (floorOf.get(to) >= floorOf.get(from)) {
        problems.push(`${file}: ${from} must not use ${to}, which does not stand below it`);
      }
    }
  }
}

for (const problem of problems) console.error(problem);
console.log(
  `${floorOf.size} modules on ${floors.length} floors, ${imports.size} imports between them, ${problems.length} wrong`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
