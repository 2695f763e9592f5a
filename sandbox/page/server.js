// The page's only way out: the sandbox it was served from.

/** Everything there is to show; throws when the sandbox does not answer. */
export async function state() {
  return answer(await fetch("/api/state"));
}

/** Do one deed ("say", "tap", "clock", ...); throws an Error worded by the sandbox. */
export async function post(deed, body) {
  const options = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return answer(await fetch(`/api/${deed}`, options));
}

/** Send a file: {person, chat, kind, caption, file}, with a thread where there is one. */
export async function upload(fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.append(name, value);
  return answer(await fetch("/api/file", { method: "POST", body: form }));
}

async function answer(response) {
  const body = await response.json();
  if (!response.ok || body.ok === false) throw new Error(body.error ?? String(response.status));
  return body;
}

/** Call `changed` whenever something happened after `seq`, `lost` when the line is down. */
export function listen(seq, changed, lost) {
  const stream = new EventSource(`/api/events?after=${seq}`);
  stream.onmessage = changed;
  stream.onerror = () => {
    lost();
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => listen(seq, changed, lost), 2000);
  };
  stream.onopen = changed;
}
