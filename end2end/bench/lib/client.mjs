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
    send,
    json: async (path) => JSON.parse(await send(path, { headers: asJson })),
    post: (path, fields) => send(path, { method: "POST", body: form(fields) }),
    postForJson: async (path, fields) => JSON.parse(await send(path, { method: "POST", headers: asJson, body: form(fields) })),
    postJson: (path, value) =>
      send(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(value) }),
  };
}
