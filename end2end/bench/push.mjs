// How fast alerts leave: Elbow's sender beside pywebpush, both to the same service, which is in this process and takes
// everything. Each is told by its own processor time, so neither pays for the service.
//
//   node push.mjs EXAMPLE PYTHON

import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const [example, python] = process.argv.slice(2);

const service = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume().on("end", () => response.writeHead(201, { "content-length": 0 }).end());
});
await once(service.listen(0, "127.0.0.1"), "listening");
const address = `http://127.0.0.1:${service.address().port}`;

try {
  const peer = fileURLToPath(new URL("push-peer.py", import.meta.url));
  const { per_s } = JSON.parse((await run(python, [peer, address])).stdout);
  console.log(`pywebpush: ${per_s} a second of one core`);
  const { stdout } = await run(example, [address], { maxBuffer: 1 << 20 });
  const { per_s_per_core, p99_ms_beside_stalled } = JSON.parse(stdout.trim().split("\n").at(-1));
  console.log(`Elbow: ${per_s_per_core} a second of one core`);
  console.log(`from commit to acceptance, beside a stalled and a busy service: p99 ${p99_ms_beside_stalled} ms`);
  console.log(JSON.stringify({ bench: "push", figures: { per_s_per_core, p99_ms_beside_stalled, peer_per_s: per_s } }));
} finally {
  service.closeAllConnections();
  service.close();
}
