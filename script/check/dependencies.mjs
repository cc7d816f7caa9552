// Every dependency has a licence that .deny.toml allows and comes from a registry, in Cargo.lock and in npm's lock file. Those of
// our own crates are named by their code.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const root = new URL("../..", import.meta.url).pathname;
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const allow = new Set(
  read(".deny.toml")
    .match(/^allow = \[([^\]]*)\]/m)[1]
    .match(/"[^"]+"/g)
    .map((licence) => licence.slice(1, -1)),
);

/** Licences that a package states in its text but not where a program would look. */
const statedElsewhere = { "urlsafe-base64 1.0.0": "MIT" };

/** Whether an SPDX expression leaves us a choice that is allowed. `MIT/Apache-2.0` is the old way to write `or`. */
function allowed(expression) {
  const tokens = expression.replaceAll("/", " OR ").match(/[()]|[^\s()]+/g);
  const any = () => {
    let ok = all();
    while (tokens[0] === "OR") {
      tokens.shift();
      ok = all() || ok;
    }
    return ok;
  };
  const all = () => {
    let ok = one();
    while (tokens[0] === "AND") {
      tokens.shift();
      ok = one() && ok;
    }
    return ok;
  };
  const one = () => {
    let name = tokens.shift();
    if (name === "(") {
      const ok = any();
      tokens.shift();
      return ok;
    }
    if (tokens[0] === "WITH") {
      name += ` ${tokens.shift()} ${tokens.shift()}`;
    }
    return allow.has(name);
  };
  return any();
}

/** What a crate of ours asks for and does not name. */
function unused() {
  const json = execFileSync("cargo", ["metadata", "--format-version", "1", "--locked", "--no-deps"], { encoding: "utf8" });
  const folders = JSON.parse(json).packages.map((crate) => ({ ...crate, folder: crate.manifest_path.replace(/Cargo\.toml$/, "") }));
  return folders.flatMap(({ name, folder, dependencies }) => {
    const inner = folders.filter((other) => other.folder !== folder && other.folder.startsWith(folder));
    const code = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.rs"], { cwd: folder, encoding: "utf8" })
      .split("\0")
      .filter((path) => path && !inner.some((other) => (folder + path).startsWith(other.folder)))
      .map((path) => readFileSync(folder + path, "utf8"))
      .join("\n");
    return dependencies
      .filter(({ name, rename }) => !new RegExp(`\\b${(rename ?? name).replaceAll("-", "_")}\\b`).test(code))
      .map((dependency) => `${name} does not use ${dependency.name}`);
  });
}

function crates() {
  const host = execFileSync("rustc", ["-vV"], { encoding: "utf8" }).match(/^host: (.+)$/m)[1];
  const platforms = [host, "wasm32-unknown-unknown"].flatMap((platform) => ["--filter-platform", platform]);
  const json = execFileSync("cargo", ["metadata", "--format-version", "1", "--locked", ...platforms], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return JSON.parse(json)
    .packages.filter((crate) => !crate.manifest_path.startsWith(root))
    .map(({ name, version, license, source }) => ({
      name: `${name} ${version}`,
      licence: license,
      registered: source?.startsWith("registry+") ?? false,
    }));
}

function npmPackages() {
  return Object.entries(JSON.parse(read("end2end/package-lock.json")).packages)
    .filter(([path]) => path !== "")
    .map(([path, { version, license, integrity }]) => ({
      name: `${path.replace(/.*node_modules\//, "")} ${version}`,
      licence: license,
      registered: integrity !== undefined,
    }));
}

const dependencies = [...crates(), ...npmPackages()].map((dependency) => ({
  ...dependency,
  licence: dependency.licence ?? statedElsewhere[dependency.name],
}));
const complaints = dependencies.flatMap(({ name, licence, registered }) => [
  ...(licence && allowed(licence) ? [] : [`${name}: licence ${licence ?? "not stated"}`]),
  ...(registered ? [] : [`${name}: not from a registry`]),
]);
complaints.push(...unused());
for (const complaint of complaints) {
  console.error(complaint);
}
console.log(`${dependencies.length} dependencies, ${complaints.length} against the policy in .deny.toml`);
process.exitCode = complaints.length > 0 ? 1 : 0;
