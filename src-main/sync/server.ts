/**
 * The backend as the desk sees it: typed requests with a token, a deadline and a bounded answer.
 * Redirects are refused, so that a captive portal never sees the token (PLATFORM 1.3.7).
 */
import type { z } from 'zod';
import { Me } from '#shared/permission/me.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import {
  Expected,
  PROTOCOL_VERSION,
  type PullRequest,
  PullResponse,
  type PushRequest,
  PushResponse,
  WireError,
} from '#shared/sync/protocol.ts';
import { withDeadline } from './deadline.ts';
import { ServerError } from './server-error.ts';

const DEADLINE_MS = 30_000;
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** Access tokens of the signed-in user. `fresh` asks for one that the server has not refused. */
export type TokenSource = (options: { fresh: boolean; signal: AbortSignal }) => Promise<string>;

export type Ask = { method: string; path: string; body?: unknown };
export type Asked = { status: number; body: unknown };

export type Server = {
  me(signal: AbortSignal): Promise<Me>;
  expected(signal: AbortSignal): Promise<Expected>;
  pull(
    collection: CollectionName,
    request: Omit<PullRequest, 'protocol'>,
    signal: AbortSignal,
  ): Promise<PullResponse>;
  push(
    collection: CollectionName,
    request: Omit<PushRequest, 'protocol'>,
    signal: AbortSignal,
  ): Promise<PushResponse>;
  /** One request of any method; answers with whatever status, once there is an answer that is JSON. */
  ask(request: Ask, signal: AbortSignal): Promise<Asked>;
  /** Opens the poke stream; the caller reads the body and gives it up by the signal. */
  poke(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
};

/** A client of the backend at `serverUrl`. Every method throws `ServerError`. */
export function createServer(serverUrl: string, token: TokenSource, fetchPort: typeof fetch = fetch): Server {
  async function send(path: string, init: RequestInit & { signal: AbortSignal }): Promise<Response> {
    const first = await attempt(path, init, false);
    if (first.status !== 401) return first;
    await first.body?.cancel();
    return attempt(path, init, true);
  }

  async function attempt(
    path: string,
    init: RequestInit & { signal: AbortSignal },
    fresh: boolean,
  ): Promise<Response> {
    const bearer = await token({ fresh, signal: init.signal });
    const headers = { accept: 'application/json', ...init.headers, authorization: `Bearer ${bearer}` };
    return fetchPort(new URL(path, serverUrl), { ...init, headers, redirect: 'error', credentials: 'omit' });
  }

  async function json<T>(
    path: string,
    schema: z.ZodType<T>,
    signal: AbortSignal,
    body?: unknown,
  ): Promise<T> {
    const sent = body === undefined ? {} : { method: 'POST', ...jsonBody(body) };
    return withDeadline(signal, DEADLINE_MS, async (deadline) => {
      const response = await send(path, { ...sent, signal: deadline });
      if (response.status !== 200) throw await refusal(response);
      const parsed = schema.safeParse(await boundedJson(response));
      if (!parsed.success) throw new ServerError('transient', 200);
      return parsed.data;
    });
  }

  return {
    me: (signal) => json('/v1/me', Me, signal),
    expected: (signal) => json('/sync/v1/expected', Expected, signal),
    pull: (collection, request, signal) =>
      json(`/sync/v1/${collection}/pull`, PullResponse, signal, { protocol: PROTOCOL_VERSION, ...request }),
    push: (collection, request, signal) =>
      json(`/sync/v1/${collection}/push`, PushResponse, signal, { protocol: PROTOCOL_VERSION, ...request }),
    ask: ({ method, path, body }, signal) =>
      withDeadline(signal, DEADLINE_MS, async (deadline) => {
        const content = body === undefined ? {} : jsonBody(body);
        const response = await send(path, { method, ...content, signal: deadline });
        if (response.status === 401 || response.status >= 500) throw await refusal(response);
        return { status: response.status, body: await boundedJson(response) };
      }),
    async poke(signal) {
      const response = await send('/sync/v1/poke', { signal, headers: { accept: 'text/event-stream' } });
      if (response.status !== 200 || !response.body) throw await refusal(response);
      return response.body;
    },
  };
}

function jsonBody(body: unknown): Pick<RequestInit, 'body' | 'headers'> {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

/**
 * What an answer other than 200 means. Only the server's own word, which has its form, sends a user to the sign-in or refuses
 * a change: a portal or a filter on the way says 400, 403 and 409 too. Whoever stood on the way, what is too large for it is.
 */
async function refusal(response: Response): Promise<ServerError> {
  const { status } = response;
  const error = ServerError.ofStatus(status, response.headers.get('retry-after'));
  if (error.kind !== 'transient' && error.kind !== 'tooLarge') {
    const said = WireError.safeParse(await boundedJson(response).catch(() => null));
    return said.success ? error : new ServerError('transient', status, error.retryAfterMs);
  }
  await response.body?.cancel();
  return error;
}

/** The JSON of an answer, given up past `MAX_ANSWER_BYTES` of decoded body. */
async function boundedJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new ServerError('transient', 200);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
