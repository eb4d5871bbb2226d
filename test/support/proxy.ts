/** A proxy before the backend that can lose the answer of a request the backend has carried out, or meddle with it. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What is done to one request. */
export type Meddling =
  /** Answered here; the backend never sees it. */
  | { status: number; headers?: Record<string, string>; body?: string }
  /** Carried out; the answer's body is complete as HTTP and lacks its second half. */
  | 'truncate'
  /** Carried out; the connection breaks in the middle of the answer's body. */
  | 'cut'
  /** The connection breaks before the backend sees anything. */
  | 'hangUp';

export type LossyProxy = {
  url: string;
  /** Asks for each request what to do to it; null, here or as an answer, leaves it alone. */
  meddle(choose: ((path: string, body: Buffer) => Meddling | null) | null): void;
  /** Loses the answers of the next `count` requests whose path ends so, after the backend gave them. */
  loseAnswers(pathEnd: string, count: number): void;
  /** Keeps back the next answer to a path that ends so. Resolves when the backend has given it: it has committed. */
  holdNext(pathEnd: string): Promise<void>;
  /** Keeps the next request to a path that ends so from the backend. Resolves when it has come, with how to let it go. */
  delayNext(pathEnd: string): Promise<() => void>;
  /** Breaks the connections whose answers are held. */
  dropHeld(): void;
  /** Lets the answers go that are held. */
  releaseHeld(): void;
  /** Answers everything with this HTML page, as a captive portal does; null ends it. */
  capture(html: string | null): void;
  /** How many requests with this end of path reached the backend. */
  seen(pathEnd: string): number;
  close(): Promise<void>;
};

export async function startProxy(target: string): Promise<LossyProxy> {
  const losses = new Map<string, number>();
  const paths: string[] = [];
  const held: { outgoing: ServerResponse; release: () => void }[] = [];
  let holding: { pathEnd: string; given: () => void } | null = null;
  let delaying: { pathEnd: string; came: (release: () => void) => void } | null = null;
  let portal: string | null = null;
  let choose: Parameters<LossyProxy['meddle']>[0] = null;

  async function forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (portal !== null) return void outgoing.writeHead(200, { 'content-type': 'text/html' }).end(portal);
    const path = incoming.url ?? '/';
    const body = await buffer(incoming);
    const meddling = choose?.(path, body) ?? null;
    if (meddling === 'hangUp') return void outgoing.destroy();
    if (typeof meddling === 'object' && meddling)
      return void outgoing.writeHead(meddling.status, meddling.headers).end(meddling.body);
    if (delaying && path.endsWith(delaying.pathEnd)) {
      const { came } = delaying;
      delaying = null;
      await new Promise<void>((release) => came(release));
    }
    paths.push(path);
    const { host: _host, ...headers } = incoming.headers;
    const upstream = request(new URL(path, target), { method: incoming.method, headers }, (answer) => {
      if (meddling) return void halve(answer, outgoing, meddling).catch(() => outgoing.destroy());
      if (holding && path.endsWith(holding.pathEnd)) {
        const { given } = holding;
        holding = null;
        buffer(answer).then((late) => {
          const release = () => outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(late);
          held.push({ outgoing, release });
          given();
        });
        return;
      }
      const end = [...losses.keys()].find((one) => path.endsWith(one));
      const left = end === undefined ? 0 : (losses.get(end) ?? 0);
      if (end !== undefined && left > 0) {
        losses.set(end, left - 1);
        answer.resume().once('end', () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      outgoing.once('close', () => answer.destroy());
    });
    upstream.once('error', () => outgoing.destroy());
    upstream.end(body);
  }

  const server = createServer(
    (incoming, outgoing) => void forward(incoming, outgoing).catch(() => outgoing.destroy()),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    meddle(given) {
      choose = given;
    },
    loseAnswers: (pathEnd, count) => void losses.set(pathEnd, count),
    holdNext: (pathEnd) =>
      new Promise((given) => {
        holding = { pathEnd, given };
      }),
    delayNext: (pathEnd) =>
      new Promise((came) => {
        delaying = { pathEnd, came };
      }),
    dropHeld() {
      for (const { outgoing } of held.splice(0)) outgoing.destroy();
    },
    releaseHeld() {
      for (const { release } of held.splice(0)) release();
    },
    capture(html) {
      portal = html;
      if (html !== null) server.closeAllConnections();
    },
    seen: (pathEnd) => paths.filter((path) => path.endsWith(pathEnd)).length,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function halve(
  answer: IncomingMessage,
  outgoing: ServerResponse,
  how: 'truncate' | 'cut',
): Promise<void> {
  const body = await buffer(answer);
  const half = body.subarray(0, Math.floor(body.length / 2));
  const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = answer.headers;
  if (how === 'truncate') return void outgoing.writeHead(answer.statusCode ?? 502, headers).end(half);
  outgoing.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': body.length });
  outgoing.write(half, () => outgoing.destroy());
}
