// The page we compare ours with: GOV.UK Frontend as it comes from npm, built as its documentation says, served compressed.

import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import nunjucks from "nunjucks";

const frontend = join(dirname(createRequire(import.meta.url).resolve("govuk-frontend/package.json")), "dist/govuk");
const here = fileURLToPath(new URL(".", import.meta.url));

const kinds = {
  ".css": "text/css; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
const compressible = new Set([".css", ".js", ".json", ".svg"]);

export async function startPeer() {
  const page = new nunjucks.Environment(new nunjucks.FileSystemLoader([here, frontend]), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  }).render("peer.njk", { serviceName: "Get help" });

  const send = (response, kind, body, compress) => {
    response.writeHead(200, { "content-type": kind, ...(compress ? { "content-encoding": "br" } : {}) });
    response.end(compress ? brotliCompressSync(body) : body);
  };
  const server = createServer(({ url = "/" }, response) => {
    const path = normalize(new URL(url, "http://peer").pathname);
    const file = join(frontend, path);
    if (path === "/") {
      send(response, "text/html; charset=utf-8", page, true);
    } else if (extname(path) in kinds && existsSync(file)) {
      send(response, kinds[extname(path)], readFileSync(file), compressible.has(extname(path)));
    } else {
      response.writeHead(404).end();
    }
  });
  await once(server.listen(0, "localhost"), "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${port}/`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
