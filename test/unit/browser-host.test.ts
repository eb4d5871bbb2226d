import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BehaviorSubject } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { answerLaterInstances, askRunningInstance, handOverLink } from '#main/host/browser/instance.ts';
import { createLaunch } from '#main/host/browser/launch.ts';
import { type BrowserHost, startBrowserHost } from '#main/host/browser/server.ts';
import { createLogger } from '#main/log.ts';
import type { RpcContext } from '#main/rpc/base.ts';
import { createScreenPops } from '#main/screen-pop/screen-pops.ts';
import type { Session } from '#main/session/session.ts';
import type { ScreenPop } from '#shared/search/screen-pop.ts';

let host: BrowserHost;
let folder: string;
const log = createLogger(() => undefined);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-host-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  await writeFile(join(folder, 'assets/index-1.js'), 'export {};');
  await writeFile(join(folder, '../callbook-secret.txt'), 'secret');
  const session = { state$: new BehaviorSubject({ state: 'starting' }) } as unknown as Session;
  const info: RpcContext['info'] = { version: '1', host: 'browser', developer: false, keyStorage: 'file' };
  host = await startBrowserHost({
    rendererDir: folder,
    context: { session, info, log, screenPops: createScreenPops(log) },
    log,
  });
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; body: string };

/** A raw request: `fetch` would mend the path and the headers that these tests are about. */
function raw(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const sent = request(
    {
      host: '127.0.0.1',
      port: host.port,
      path,
      method: options.method ?? 'GET',
      headers: options.headers ?? {},
    },
    (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    },
  );
  sent.once('error', reject);
  sent.end(options.body);
  return promise;
}

const origin = () => `http://127.0.0.1:${host.port}`;
const tokenOf = (url: string) => new URL(url).hash.replace('#launch=', '');

function launch(token: string, headers: Record<string, string> = { origin: origin() }): Promise<Answer> {
  const body = JSON.stringify({ token });
  return raw('/launch', {
    method: 'POST',
    headers: { 'content-length': `${body.length}`, ...headers },
    body,
  });
}

async function cookie(): Promise<string> {
  const answer = await launch(tokenOf(host.launchUrl(30_000)));
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

/** `open`, or the status of the refusal. */
function socket(headers: Record<string, string>, path = '/rpc'): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const client = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers });
  client.once('open', () => {
    resolve('open');
    client.close();
  });
  client.once('error', (error) => resolve(error.message.match(/\d{3}/)?.[0] ?? error.message));
  return promise;
}

describe('the browser host', () => {
  it('serves the page with its policy, a fresh nonce each time, and no way to keep it', async () => {
    const [one, other] = await Promise.all([raw('/'), raw('/')]);
    const nonce = one?.body.match(/content="([\w-]{22})"/)?.[1];
    expect(one?.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    expect(one?.headers['content-security-policy']).toContain("default-src 'none'");
    expect(one?.headers['content-security-policy']).not.toContain('unsafe');
    expect(one?.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(other?.body).not.toBe(one?.body);
  });

  it.each(['evil.example', '127.0.0.1', 'localhost', '127.0.0.1:1', 'evil.example:80'])(
    'refuses the Host %j (DNS rebinding)',
    async (name) => {
      expect((await raw('/', { headers: { host: name } })).status).toBeGreaterThanOrEqual(400);
      expect((await raw('/', { headers: { host: name } })).body).toBe('');
    },
  );

  it.each([
    '/../callbook-secret.txt',
    '/..%2fcallbook-secret.txt',
    '/%2e%2e/callbook-secret.txt',
    '/assets/../../callbook-secret.txt',
    '/assets/..%5c..%5ccallbook-secret.txt',
    '//etc/passwd',
    '/assets/%00index-1.js',
    '/assets',
    '/index.html%00',
    '/rpc',
  ])('finds nothing at %s', async (path) => {
    const answer = await raw(path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });

  it('answers only GET and HEAD for files', async () => {
    expect((await raw('/', { method: 'POST', headers: { origin: origin() } })).status).toBe(405);
    expect((await raw('/', { method: 'HEAD' })).body).toBe('');
  });

  it('gives a session for a launch token once', async () => {
    const token = tokenOf(host.launchUrl(30_000));
    const first = await launch(token);
    expect(first.status).toBe(204);
    expect(String(first.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect((await launch(token)).status).toBe(401);
  });

  it.each(['', 'x', 'x'.repeat(43)])('refuses the launch token %j', async (token) => {
    expect((await launch(token)).status).toBe(401);
  });

  it('refuses a token that is too old, and leaves a token alone that was guessed wrong', () => {
    let now = 0;
    const tokens = createLaunch(() => now);
    const token = tokens.issue(30_000);
    expect(tokens.redeem(`${token.slice(0, 8)}${'x'.repeat(35)}`)).toBeNull();
    now = 30_001;
    expect(tokens.redeem(token)).toBeNull();
  });

  it.each([
    ['none', {}],
    ['a foreign one', { origin: 'https://evil.example' }],
    ['null', { origin: 'null' }],
    ['ours, but sent from another site', { origin: 'OURS', 'sec-fetch-site': 'cross-site' }],
  ])('refuses a launch with Origin: %s', async (_name, headers) => {
    const token = tokenOf(host.launchUrl(30_000));
    const sent = Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [key, value === 'OURS' ? origin() : value]),
    );
    expect((await launch(token, sent)).status).toBe(403);
    expect((await launch(token)).status).toBe(204);
  });

  it('refuses a launch by GET and one with a body without end', async () => {
    expect((await raw('/launch', { headers: { origin: origin() } })).status).toBe(400);
    const big = 'x'.repeat(10_000);
    expect(
      (
        await raw('/launch', {
          method: 'POST',
          headers: { origin: origin(), 'content-length': '10000' },
          body: big,
        })
      ).status,
    ).toBe(401);
  });

  it('opens a socket only for our page with our cookie', async () => {
    const good = { origin: origin(), cookie: await cookie() };
    expect(await socket(good)).toBe('open');
    expect(await socket({ origin: origin() })).toBe('401');
    expect(await socket({ ...good, cookie: `callbook-${host.port}=${'x'.repeat(43)}` })).toBe('401');
    expect(await socket({ cookie: good.cookie })).toBe('403');
    expect(await socket({ ...good, origin: 'https://evil.example' })).toBe('403');
    expect(await socket({ ...good, origin: `http://localhost:${host.port}` })).toBe('403');
    expect(await socket({ ...good, host: 'evil.example' })).toBe('403');
    expect(await socket(good, '/other')).toBe('400');
  });

  it('closes a socket that sends a frame without end', async () => {
    const client = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, {
      headers: { origin: origin(), cookie: await cookie() },
    });
    const closed = new Promise<number>((resolve) => client.once('close', resolve));
    client.once('open', () => client.send(Buffer.alloc(5 * 1024 * 1024)));
    expect(await closed).toBe(1009);
  });

  it('gives a later start on the same folder a window of the first', async () => {
    const stop = await answerLaterInstances(
      folder,
      () => host.launchUrl(30_000),
      () => true,
    );
    const url = await askRunningInstance(folder);
    expect((await launch(tokenOf(url ?? ''))).status).toBe(204);
    await stop();
    expect(await askRunningInstance(folder)).toBeNull();
  });

  it('takes links of telephone systems from whoever knows the secret of the folder, and from nobody else', async () => {
    const { open, pops$ } = createScreenPops(log);
    const seen: ScreenPop[] = [];
    pops$.subscribe((pop) => seen.push(pop));
    const stop = await answerLaterInstances(folder, () => host.launchUrl(30_000), open);
    expect(await handOverLink(folder, 'callbook://call?from=%2B4930123')).toBe(true);
    expect(await handOverLink(folder, 'callbook://call?from=<script>')).toBe(false);
    expect(await handOverLink(folder, `callbook://call?from=${'1'.repeat(5000)}`)).toBe(false);
    const { port } = JSON.parse(await readFile(join(folder, 'instance.json'), 'utf8')) as { port: number };
    const stranger = await fetch(`http://127.0.0.1:${port}/screen-pop`, {
      method: 'POST',
      body: 'callbook://call?from=0301234',
    });
    expect(stranger.status).toBe(403);
    expect(seen).toEqual([{ kind: 'call', from: '+4930123' }]);
    await stop();
    expect(await handOverLink(folder, 'callbook://call?from=0301234')).toBe(false);
  });
});
