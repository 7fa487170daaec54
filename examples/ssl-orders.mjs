// Lists all orders, shows the preview of one order, requests a resend, and waits for its end.
//
// Usage: SSL_ORDERS_URL=http://localhost:8080 SSL_ORDERS_TOKEN=... node ssl-orders.mjs ORDER_ID
// Requires Node.js 18 or later, without packages.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const URL_BASE = process.env.SSL_ORDERS_URL ?? 'http://localhost:8080';
const TOKEN = process.env.SSL_ORDERS_TOKEN;
const REQUEST_TIMEOUT = 60; // seconds
const MAX_ATTEMPTS = 5;
const MAX_RETRY_AFTER = 30; // seconds; a longer wait is reported to the user
const MAX_WAIT_FOR_END = 120; // seconds

class Failure extends Error {}

/** Sends one request. The body is read here, so that an interrupted body is also a network error. */
async function exchange(path, options) {
  const response = await fetch(URL_BASE + path, { ...options, signal: AbortSignal.timeout(REQUEST_TIMEOUT * 1000) });
  const text = await response.text();
  const type = (response.headers.get('Content-Type') ?? '').split(';')[0];
  const isProblem = type === 'application/problem+json';
  const document = isProblem || type === 'application/json' ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, isProblem, document };
}

/** Returns the seconds of Retry-After, or the default if the header is absent. */
function retryAfter(response, defaultSeconds) {
  return Number(response.headers.get('Retry-After') ?? defaultSeconds);
}

/** Sends a request and retries it after temporary failures. Each retry has the same headers, including Idempotency-Key. */
async function call(path, { method = 'GET', headers = {}, body } = {}) {
  const options = { method, headers: { Authorization: `Bearer ${TOKEN}`, ...headers } };
  if (body !== undefined) {
    options.headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    let delay = 2 ** attempt;
    let failure;
    try {
      const response = await exchange(path, options);
      if (response.status === 429 || response.status === 503) {
        delay = retryAfter(response, delay);
        failure = delay <= MAX_RETRY_AFTER ? response.status : undefined;
      } else if (response.status >= 500 && !response.isProblem) {
        failure = response.status; // the response of a proxy
      }
      if (failure === undefined) {
        return response;
      }
    } catch (error) {
      failure = error.cause ?? error; // the service may have received the request
    }
    console.error(`${method} ${path}: ${failure}; retry in ${delay} s`);
    await sleep(delay * 1000);
  }
  throw new Failure('The service is not available.');
}

/** Returns the document of a successful response. */
function ok(response) {
  if (response.status < 300) {
    return response.document;
  }
  if (!response.isProblem) {
    throw new Failure(`Unexpected response with status ${response.status}`);
  }
  // Programs decide by type; title and detail are for readers.
  const { type, title, detail } = response.document;
  throw new Failure(`${title}: ${detail} (${type})`);
}

async function* allOrders() {
  let cursor;
  do {
    const query = new URLSearchParams({ limit: 20, ...(cursor && { cursor }) });
    const page = ok(await call(`/ssl/orders?${query}`));
    yield* page.orders;
    cursor = page.nextCursor;
  } while (cursor);
}

/** Requests a resend to the recipient of the preview. Returns the path of the resend. */
async function resend(orderId) {
  const path = `/ssl/orders/${encodeURIComponent(orderId)}/fulfillment-email`;
  const { recipient } = ok(await call(path));
  console.log(`Recipient: ${recipient ?? 'none'}`);
  // A portal shows the recipient here, and continues only after the user has confirmed it.
  const response = await call(`${path}/resend`, {
    method: 'POST',
    headers: { 'Idempotency-Key': randomUUID() },
    body: { expectedRecipient: recipient },
  });
  if (response.status !== 202 && response.status !== 504) { // 504: the outcome is unknown
    ok(response);
  }
  const location = response.headers.get('Location');
  if (location === null) {
    throw new Failure('No resend was created.');
  }
  return location;
}

/** Polls the resend until it is final or the time is over. Returns the resend. */
async function waitForEnd(path) {
  const end = Date.now() + MAX_WAIT_FOR_END * 1000;
  for (let delay = 1; ; delay = Math.min(2 * delay, 30)) {
    const response = await call(path);
    const current = ok(response);
    if (current.settledAt || Date.now() > end) {
      return current;
    }
    await sleep(retryAfter(response, delay) * 1000);
  }
}

const orderId = process.argv[2];
try {
  if (!orderId || !TOKEN) {
    throw new Failure('Usage: SSL_ORDERS_URL=... SSL_ORDERS_TOKEN=... node ssl-orders.mjs ORDER_ID');
  }
  for await (const order of allOrders()) {
    console.log(order.id, order.status, order.commonName);
  }
  const { status } = await waitForEnd(await resend(orderId));
  console.log(`Resend: ${status}`);
  process.exitCode = status === 'accepted' ? 0 : 1;
} catch (error) {
  if (!(error instanceof Failure)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}
