// Somebody without a browser: keeps cookies, posts forms.

/** @param {string} origin */
export function newClient(origin) {
  const cookies = new Map();

  const send = async (path, { method = "GET", headers = {}, body = undefined } = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(new URL(path, origin), {
      method,
      headers: { ...(cookie && { cookie }), ...(method === "GET" ? {} : { origin }), ...headers },
      body,
      redirect: "manual",
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const text = await response.text();
    if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 2_000)}`);
    return text;
  };
  const form = (fields) => new URLSearchParams(fields);
  const asJson = { accept: "application/json" };

  return {
    /** What a browser needs to be this visitor. */
    cookies: () => [...cookies].map(([name, value]) => ({ name, value })),
    send,
    json: async (path) => JSON.parse(await send(path, { headers: asJson })),
    post: (path, fields) => send(path, { method: "POST", body: form(fields) }),
    postForJson: async (path, fields) => JSON.parse(await send(path, { method: "POST", headers: asJson, body: form(fields) })),
    postJson: (path, value) =>
      send(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(value) }),
  };
}

/** A responder's handset: enrolled with its code, and signed in. */
export async function enrol(handset, code) {
  const pin = "482913";
  const [, grant] = /name="grant" value="([^"]+)"/.exec(await handset.post("/enrol", { code })) ?? [];
  await handset.post("/enrol/pin", { grant, pin, pin_again: pin });
}

/**
 * Asks from a ward's link, for something that anyone can help with; answers with the request's code and link.
 *
 * @param {string} number tells requests apart
 */
export function ask(ward, wardLink, number) {
  const form = { tag: "something-else", stuck: "can_work_around", patient: "not_affected", key: `bench-${number}` };
  return ward.postForJson(new URL(wardLink).pathname, form);
}
