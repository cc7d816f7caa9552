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
const made = ["pkg/elbow.css", "pkg/patient_data.js", "pkg/patient_data_bg.wasm"];
const compressible = /\.(css|html|js|json|svg|txt|wasm|webmanifest)$/;
/** The server fills these in before it sends them. */
const templates = new Set(["sw.js", "offline.html"]);

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

/** Parts that pages have from the script that all of them load: it exports them. */
const fromElbow = {
  name: "from elbow.js",
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/(answer|find|focus|key|reader|session|texts)\.js$/ }, () => ({ path: "./elbow.js", external: true }));
    onResolve({ filter: /^\.\/outbox\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};

/** What a script asks for only when it is needed, and what wasm-bindgen writes. */
const onDemand = {
  name: "on demand",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/(guard|leaving|patient_data|problems)\.js$/ }, ({ path, kind }) =>
      kind === "entry-point" ? undefined : { path: `./${basename(path)}`, external: true },
    ),
};

/** One script and its parts, as old as what wasm-bindgen writes needs. A service worker is no module. */
async function script(path) {
  const kind = /^sw/.test(path) ? { format: "iife" } : { format: "esm", plugins: path === "elbow.js" ? [onDemand] : [onDemand, fromElbow] };
  const options = { bundle: true, minify: true, target: "es2020", charset: "utf8", write: false, ...kind };
  const made = await build({ entryPoints: [join(source, path)], ...options });
  return made.outputFiles[0].text;
}

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

for (const path of [...wanted].filter((path) => compressible.test(path) && !templates.has(path))) {
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
