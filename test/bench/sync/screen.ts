/** From a commit to another desk's screen, in a real browser, while a thousand idle desks are connected. */
import { type ClientRequest, get } from 'node:http';
import type { Page } from 'playwright';
import type { Pool } from '#server/db/pool.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { desk, edit } from '../../support/backend.ts';

const ROUNDS = 30;

export type ScreenTimes = { poke: number[]; screen: number[] };

/** Opens poke streams and keeps them; resolves when all are open. */
export async function openIdleDesks(serverUrl: string, token: string, count: number): Promise<() => void> {
  const requests: ClientRequest[] = [];
  const headers = { authorization: `Bearer ${token}` };
  for (let at = 0; at < count; at += 1) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const request = get(`${serverUrl}/sync/v1/poke`, { headers, agent: false }, (answer) => {
      answer.resume().on('error', () => undefined);
      if (answer.statusCode === 200) resolve();
      else reject(new Error(`The poke stream was answered ${answer.statusCode}.`));
    });
    request.on('error', reject);
    requests.push(request);
    await promise;
  }
  return () => {
    for (const request of requests) request.destroy();
  };
}

type Stage = { serverUrl: string; token: string; pool: Pool; page: Page; customer: Customer };

/** Changes the open customer again and again; milliseconds from the answer of the push to a poke, and to the screen. */
export async function measureScreen({ serverUrl, token, pool, page, customer }: Stage): Promise<ScreenTimes> {
  const wire = desk(serverUrl, token);
  const times: ScreenTimes = { poke: [], screen: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { rows } = await pool.query<{ doc: Customer }>('SELECT doc FROM customers WHERE id = $1', [
      customer.id,
    ]);
    const name = `Seen${round}`;
    const poked = nextPoke(serverUrl, token);
    await poked.open;
    await wire.push('customers', edit(rows[0]?.doc ?? customer, { family: name }));
    const committed = performance.now();
    const screen = page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor();
    await Promise.all([
      poked.came.then((at) => times.poke.push(at - committed)),
      screen.then(() => times.screen.push(performance.now() - committed)),
    ]);
  }
  return times;
}

/** The next poke for customers on a stream of its own. */
function nextPoke(serverUrl: string, token: string): { open: Promise<void>; came: Promise<number> } {
  const open = Promise.withResolvers<void>();
  const came = Promise.withResolvers<number>();
  const request = get(
    `${serverUrl}/sync/v1/poke`,
    { headers: { authorization: `Bearer ${token}` }, agent: false },
    (answer) => {
      open.resolve();
      answer.on('error', () => undefined);
      answer.on('data', (chunk: Buffer) => {
        if (!chunk.toString().includes('"customers"')) return;
        came.resolve(performance.now());
        request.destroy();
      });
    },
  );
  request.on('error', () => undefined);
  return { open: open.promise, came: came.promise };
}
