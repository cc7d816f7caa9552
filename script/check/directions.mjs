// The crates of the workspace depend on each other in one direction only: domain ← dispatch, store, app ← leaves ← server.

import { execFileSync } from "node:child_process";

const mayUse = {
  "patient-data": [],
  page: [],
  paths: [],
  texts: [],
  domain: ["patient-data"],
  app: ["domain", "page", "paths", "texts"],
  dispatch: ["domain", "texts"],
  stats: [],
  surge: ["domain", "stats"],
  store: ["domain"],
  ground: ["domain", "store"],
  outbound: ["domain", "ground", "store"],
  import: ["domain", "ground", "store"],
  push: ["domain", "ground", "outbound", "paths", "store", "texts"],
  demo: ["app", "dispatch", "domain", "ground", "import", "paths", "store"],
  server: ["app", "demo", "dispatch", "domain", "ground", "import", "outbound", "page", "paths", "push", "stats", "store", "surge", "texts"],
};

const { packages } = JSON.parse(
  execFileSync("cargo", ["metadata", "--format-version", "1", "--no-deps"], { encoding: "utf8" }),
);
const ours = new Set(packages.map(({ name }) => name));

let wrong = 0;
for (const { name, dependencies } of packages) {
  const used = dependencies.map((dependency) => dependency.name).filter((other) => ours.has(other));
  for (const other of used) {
    if (!mayUse[name]?.includes(other)) {
      console.error(`${name} must not depend on ${other}`);
      wrong += 1;
    }
  }
}
console.log(`${packages.length} crates, ${wrong} dependencies in the wrong direction`);
process.exitCode = wrong > 0 ? 1 : 0;
