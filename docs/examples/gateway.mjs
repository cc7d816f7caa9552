// An example of what stands between Elbow and a hospital's bleeps or text messages: it checks that a call comes from Elbow, and
// passes each on once. Node 20 or later, no packages. See ../WEBHOOK.md.
//
//   GATEWAY_SECRET=… PORT=9000 node gateway.mjs

import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const secret = process.env.GATEWAY_SECRET;
if (!secret) throw new Error("GATEWAY_SECRET is not set: it is the same as second_channel.secret of Elbow");

// A signature this old is somebody sending an old call again.
const OLDEST_SECONDS = 300;
const LARGEST_BYTES = 10_000;

/** Calls that were passed on, until they expire: Elbow sends one again if our answer did not reach it. */
const passedOn = new Map();

/** Here a hospital's own system is asked to bleep or to send a text message. */
function passOn({ to, text }) {
  console.log(JSON.stringify({ to: to.reference, text }));
}

/** Whether `header` (`t=…,v1=…`) was made with our secret, for this body, a short while ago. */
function isSigned(header = "", body) {
  const { t, v1 } = Object.fromEntries(header.split(",").map((part) => part.split("=", 2)));
  const age = Math.abs(Date.now() / 1000 - Number(t));
  if (!(age <= OLDEST_SECONDS) || !/^[0-9a-f]{64}$/.test(v1 ?? "")) return false;
  const expected = createHmac("sha256", secret).update(`${t}.`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(v1, "hex"));
}

async function read(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BYTES) throw new Error("too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function answer(request) {
  if (request.method !== "POST") return 405;
  const body = await read(request);
  if (!isSigned(request.headers["elbow-signature"], body)) return 401;
  const call = JSON.parse(body);
  const now = Date.now();
  for (const [id, expires] of passedOn) if (expires < now) passedOn.delete(id);
  if (Date.parse(call.expires_at) < now || passedOn.has(call.id)) return 200;
  passedOn.set(call.id, Date.parse(call.expires_at));
  passOn(call);
  return 202;
}

const server = createServer(async (request, response) => {
  let status = 400;
  try {
    status = await answer(request);
  } catch (error) {
    console.error(error.message);
  }
  response.writeHead(status, { connection: "close" }).end();
});
server.listen(Number(process.env.PORT ?? 9000), "127.0.0.1", () => console.log(`listening on ${server.address().port}`));
