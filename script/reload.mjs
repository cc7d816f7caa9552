// What script/dev runs: `node script/reload.mjs PROGRAM [ARGUMENT of elbow demo…]`. It stands between the browser and the program, and
// adds to each page a script that waits for the next build.

import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { createServer, request } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { newChanges } from "./changes.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [program, ...given] = process.argv.slice(2);

/** The port that people use, and the one that the program listens on behind it. */
const at = given.indexOf("--port");
const port = at < 0 ? 3000 : Number(given[at + 1]);
if (!(port > 0 && port < 65_535)) {
  console.error("--port: a number from 1 to 65534, please; the next one is used as well.");
  process.exit(1);
}
const behind = port + 1;
const options = [...(at < 0 ? given : given.toSpliced(at, 2)), "--port", String(behind)];

const watched = ["app", "server", "style", "public"];
/** Whether the site is made of it; the program embeds that. */
const isOfTheSite = (path) => /^(style|public|app\/patient-data)\//.test(path);
/** Files come in groups: an editor writes more than one, and a checkout many. In milliseconds. */
const REST = 100;

const run = (command, ...words) =>
  new Promise((resolve) => spawn(command, words, { cwd: root, stdio: "inherit" }).on("exit", (code) => resolve(code === 0)));

const build = async (paths) =>
  (!paths.some(isOfTheSite) || (await run(join(root, "script/build")))) && run("cargo", "build", "--quiet", "--workspace");

let running;

function start() {
  running = spawn(program, ["demo", ...options], { cwd: root, stdio: ["inherit", "pipe", "inherit"] });
  running.stdout.setEncoding("utf8").on("data", (text) => process.stdout.write(text.replaceAll(`localhost:${behind}`, `localhost:${port}`)));
}

const stop = () =>
  new Promise((resolve) => {
    if (!running || running.exitCode !== null) return resolve();
    running.on("exit", resolve).kill("SIGTERM");
  });

/** Pages that wait for the next build. */
const waiting = new Set();
const changes = newChanges("public/");
let building = false;

async function again() {
  const paths = building ? [] : changes.take();
  if (paths.length === 0) return;
  building = true;
  const since = performance.now();
  if (await build(paths)) {
    changes.built();
    await stop();
    start();
    await isReady();
    for (const page of waiting) page.end("data: reload\n\n");
    console.error(`» Built and started in ${((performance.now() - since) / 1000).toFixed(1)} s`);
  } else {
    console.error("» Not built. The next change is tried again.");
  }
  building = false;
  again();
}

let rest;
for (const folder of watched) {
  watch(join(root, folder), { recursive: true }, (_, file) => {
    if (!/\.(rs|toml|sql|scss|js|html|svg|png|json|webmanifest)$/.test(file ?? "")) return;
    changes.add(join(folder, file));
    clearTimeout(rest);
    rest = setTimeout(again, REST);
  });
}

/** Until the program answers, or has ended. */
async function isReady() {
  while (running.exitCode === null) {
    const answer = await fetch(`http://localhost:${behind}/livez`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const RELOAD = "new EventSource('/script-dev/reload').onmessage = () => location.reload()";

/** With the script before the end; it carries the page's own nonce. */
function withReload(page) {
  const nonce = page.match(/nonce="([^"]+)"/)?.[1];
  return nonce ? page.replace("</body>", `<script nonce="${nonce}">${RELOAD}</script></body>`) : page;
}

createServer((asked, answer) => {
  if (asked.url === "/script-dev/reload") {
    answer.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" }).flushHeaders();
    waiting.add(answer);
    answer.on("close", () => waiting.delete(answer));
    return;
  }
  const seenBehind = (value) => value?.replace(`localhost:${port}`, `localhost:${behind}`);
  const headers = { ...asked.headers, host: `localhost:${behind}`, "accept-encoding": "identity" };
  for (const name of ["origin", "referer"]) if (headers[name]) headers[name] = seenBehind(headers[name]);
  const passed = request({ port: behind, host: "localhost", method: asked.method, path: asked.url, headers }, (got) => {
    const place = got.headers.location?.replace(`localhost:${behind}`, `localhost:${port}`);
    const told = { ...got.headers, ...(place && { location: place }) };
    if (!/^text\/html/.test(got.headers["content-type"] ?? "")) {
      answer.writeHead(got.statusCode, told);
      return got.pipe(answer);
    }
    const pieces = [];
    got.on("data", (piece) => pieces.push(piece));
    got.on("end", () => {
      const page = withReload(Buffer.concat(pieces).toString("utf8"));
      delete told["transfer-encoding"];
      answer.writeHead(got.statusCode, { ...told, "content-length": Buffer.byteLength(page) });
      answer.end(page);
    });
  });
  passed.on("error", () => {
    if (answer.headersSent) answer.destroy();
    else answer.writeHead(503).end("Elbow is being built. Load this page again in a moment.");
  });
  answer.on("close", () => passed.destroy());
  asked.pipe(passed);
}).listen(port, "localhost");

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, async () => {
    await stop();
    process.exit();
  });
}

again();
