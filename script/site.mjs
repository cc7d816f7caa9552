// Copies public/ into target/site, each script in one piece with the parts it imports and without what only its readers need, and
// compresses what compresses, as small as it gets: it is done once and sent for years.
// Scripts that pages load go to /pkg, whose addresses carry a hash and are kept by browsers for ever. The service worker stays
// at the root, because it may only serve what is beside or below it.

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// From end2end, where all that comes from npm is.
const { build } = createRequire(new URL("../end2end/package.json", import.meta.url))("esbuild");

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "public");
const site = join(root, "target/site");
/** What scripts import: no page asks for it. */
const isPart = (path) => path.startsWith("parts/");
const made = ["pkg/elbow.css", "pkg/staff.css", "pkg/paper.css", "pkg/wall.css", "pkg/patient_data.js", "pkg/patient_data_bg.wasm"];
const compressible = /\.(css|html|js|json|svg|txt|wasm|webmanifest)$/;
/** The wall screen's: no module, and with nothing of elbow.js. */
const byItsOwn = "wall.js";
/** The server fills it in before it sends it. */
const template = "sw.js";

const encoders = {
  br: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
  gz: (bytes) => gzipSync(bytes, { level: 9 }),
};

const files = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    : [];

const stale = (to, from) => !existsSync(to) || statSync(to).mtimeMs < statSync(from).mtimeMs;

const place = (path) => (/^[^/]+\.js$/.test(path) && !/^sw(-off)?\.js$/.test(path) ? `pkg/${path}` : path);

/** What every page has from elbow.js, and the service worker too: it exports them. */
const shared = [...readFileSync(join(source, "elbow.js"), "utf8").matchAll(/^export .* from "\.\/(parts\/.*)";$/gm)].map(([, path]) =>
  join(source, path),
);

const fromElbow = {
  name: "from elbow.js",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) =>
      shared.includes(join(resolveDir, path)) ? { path: "elbow", external: true } : undefined,
    ),
};

/** What a script asks for only when it is needed, and what wasm-bindgen writes. */
const onDemand = {
  name: "on demand",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/(guard|leaving|patient_data|problems)\.js$/ }, ({ path, kind }) =>
      kind === "entry-point" ? undefined : { path: `./${basename(path)}`, external: true },
    ),
};

/** The offline page is part of the service worker, without what only its readers need. */
const offline = readFileSync(join(source, "parts/worker/offline.html"), "utf8").replace(/\n\s+/g, "\n");
const define = { OFFLINE_PAGE: JSON.stringify(offline) };

/** A script and its parts in one piece, and what it exports; as old as what wasm-bindgen writes needs. */
async function bundle(path, plugins) {
  // What hangs on a wall may be eight years old.
  const target = path === byItsOwn ? "es2015" : "es2020";
  const options = { bundle: true, minify: true, target, charset: "utf8", format: "esm", define, metafile: true, write: false };
  const made = await build({ entryPoints: [join(source, path)], ...options, plugins });
  const [{ exports }] = Object.values(made.metafile.outputs);
  return { text: made.outputFiles[0].text.trim(), exports };
}

const elbow = await bundle("elbow.js", [onDemand]);

/** One script. What elbow.js exports is in the global `elbow`, since a service worker can fetch a script only if that is no module. */
async function script(path) {
  if (path === "elbow.js") return byItself(elbow.text.replace(/export\{(.*)\};$/, (_, names) => `self.elbow={${turned(names)}};`));
  const { text } = await bundle(path, [onDemand, fromElbow]);
  const body = text.replace(/import\{([^}]*)\}from"elbow";/g, (_, names) => {
    const missing = names.split(",").filter((name) => !elbow.exports.includes(name.split(" as ")[0]));
    if (missing.length > 0) throw new Error(`${path} imports ${missing}, which elbow.js does not export`);
    return `const{${names.replaceAll(" as ", ":")}}=elbow;`;
  });
  if (path === byItsOwn) return byItself(body);
  return path === "sw.js" ? `importScripts("__BUILD__/elbow.js");${byItself(body)}` : body;
}

/** As a script that is no module, and leaves nothing of its own names. @param {string} body */
const byItself = (body) => `(()=>{"use strict";${body}})();`;

/** `inside as outside` as the properties of an object. @param {string} names */
const turned = (names) => names.replace(/([^,]+) as ([^,]+)/g, "$2:$1");

const isWritten = (to, text) => existsSync(to) && readFileSync(to, "utf8") === text;

const wanted = new Set(made);
for (const path of files(source).filter((path) => !isPart(path))) {
  const from = join(source, path);
  const to = join(site, place(path));
  wanted.add(place(path));
  mkdirSync(dirname(to), { recursive: true });
  if (path.endsWith(".js")) {
    const text = await script(path);
    if (!isWritten(to, text)) writeFileSync(to, text);
  } else if (stale(to, from)) {
    copyFileSync(from, to);
  }
}

for (const path of [...wanted].filter((path) => compressible.test(path) && path !== template)) {
  for (const [ending, encode] of Object.entries(encoders)) {
    const to = `${path}.${ending}`;
    wanted.add(to);
    if (stale(join(site, to), join(site, path))) {
      writeFileSync(join(site, to), encode(readFileSync(join(site, path))));
    }
  }
}

// What is no longer made or kept must not be served.
for (const path of files(site).filter((path) => !wanted.has(path))) {
  rmSync(join(site, path));
}
