// Lists all orders, shows the preview of one order, requests a resend, and waits for its end, with the client that is generated from the
// contract with the options in typescript.yaml.
//
// Usage: SSL_ORDERS_URL=http://localhost:8080 SSL_ORDERS_TOKEN=... node main-job.js ORDER_ID
// The file ssl-orders.mjs of the folder above also retries requests after temporary failures.

import { Configuration, FulfillmentEmailApi, OrdersApi, ProblemFromJSON, ResponseError } from './generated';
import type { Order, ResendStatus } from './generated';

declare const process: { argv: string[]; env: Record<string, string | undefined>; exitCode?: number };

const REQUEST_TIMEOUT = 60_000; // milliseconds
const MAX_WAIT_FOR_END = 120_000; // milliseconds

const configuration = new Configuration({
  basePath: process.env['SSL_ORDERS_URL'],
  accessToken: process.env['SSL_ORDERS_TOKEN'],
  fetchApi: (url, options) => fetch(url, { ...options, signal: AbortSignal.timeout(REQUEST_TIMEOUT) }),
});
const orders = new OrdersApi(configuration);
const emails = new FulfillmentEmailApi(configuration);

async function* allOrders(): AsyncGenerator<Order> {
  let cursor: string | undefined;
  do {
    const page = await orders.listOrders({ limit: 20, cursor });
    yield* page.orders;
    cursor = page.nextCursor;
  } while (cursor);
}

/** Requests a resend, and polls it until it is final or the time is over. Returns its status. */
async function resend(id: string): Promise<ResendStatus> {
  const { recipient } = await emails.previewFulfillmentEmail({ id });
  console.log(`Recipient: ${recipient}`);
  // A portal shows the recipient here, and continues only after the user has confirmed it.
  let response = await emails.resendFulfillmentEmailRaw({
    id,
    idempotencyKey: crypto.randomUUID(),
    resendRequest: { expectedRecipient: recipient },
  });
  let current = await response.value();
  const end = Date.now() + MAX_WAIT_FOR_END;
  while (!current.settledAt && Date.now() < end) {
    const seconds = Number(response.raw.headers.get('Retry-After') ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    response = await emails.getResendRaw({ id, resendId: current.id });
    current = await response.value();
  }
  return current.status;
}

/** Returns the text of the problem document, or of the failure if no response arrived or a proxy sent it. */
async function message(failure: unknown): Promise<string> {
  const response = failure instanceof ResponseError ? failure.response : undefined;
  if (!response?.headers.get('Content-Type')?.startsWith('application/problem+json')) {
    return String(failure);
  }
  // Programs decide by type; title and detail are for readers.
  const { type, title, detail } = ProblemFromJSON(await response.json());
  return `${title}: ${detail} (${type})`;
}

async function main(): Promise<void> {
  for await (const order of allOrders()) {
    console.log(order.id, order.status);
  }
  const status = await resend(process.argv[2] ?? '');
  console.log(`Resend: ${status}`);
  process.exitCode = status === 'accepted' ? 0 : 1;
}

main().catch(async (failure: unknown) => {
  console.error(await message(failure));
  process.exitCode = 1;
});
