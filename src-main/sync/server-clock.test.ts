import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServerClock } from './server-clock.ts';

const HOUR_MS = 3_600_000;
let date = () => new Date().toUTCString();
const server = createServer((_request, response) => response.setHeader('date', date()).end('{}'));
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

it('goes by the server, whose answers tell when this computer is wrong and when it is set right', async () => {
  const clock = createServerClock();
  const ask = clock.watching(fetch);
  await ask(url);
  expect(clock.off$.value).toBe(0);
  date = () => new Date(Date.now() - HOUR_MS).toUTCString();
  await ask(url);
  expect(clock.off$.value).toBe(HOUR_MS);
  expect(Math.abs(clock.now().getTime() - (Date.now() - HOUR_MS))).toBeLessThan(60_000);
  date = () => 'no date';
  await ask(url);
  expect(clock.off$.value).toBe(HOUR_MS);
  date = () => new Date().toUTCString();
  await ask(url);
  expect(clock.off$.value).toBe(0);
});
