// The service's API: an answer, or one of the three ways in which there is none.
const PATIENCE_MS = 20000;
const LATER = new Set([408, 425, 429]);

/** This phone is not paired, or not any more. */
export class Unpaired extends Error {}

/** The service does not answer, or asks to come again. */
export class Unreached extends Error {
  constructor(message, retryAfterMs = 0) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The service has understood, and will not do it. The message is its sentence for people. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function read(path, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== "");
  return ask(path + (given.length === 0 ? "" : "?" + new URLSearchParams(given)), {});
}

export function send(path, body) {
  return ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export function remove(path) {
  return ask(path, { method: "DELETE" });
}

async function ask(path, request) {
  const response = await answer(path, request);
  if (response.ok) {
    return response.status === 204 ? null : json(response);
  }
  if (response.status === 401) {
    throw new Unpaired();
  }
  if (response.status >= 500 || LATER.has(response.status)) {
    throw new Unreached(String(response.status), 1000 * (Number(response.headers.get("Retry-After")) || 0));
  }
  const problem = await json(response);
  throw new Refused(response.status, problem.detail ?? String(response.status));
}

async function answer(path, request) {
  try {
    return await fetch(path, { ...request, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (failure) {
    throw new Unreached(failure.message);
  }
}

/** What a proxy or a hotel's login page says in place of the service is no answer. */
async function json(response) {
  try {
    return await response.json();
  } catch (failure) {
    throw new Unreached(failure.message);
  }
}
