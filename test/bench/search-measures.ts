/**
 * Searching as somebody types: asked of the core's own service, and through the RPC as a window asks, by the port of Electron
 * and by the socket of the browser host. Each asks first as often as the others, because whoever asks second finds rows at hand.
 */
import { plainQuestion } from '#shared/api/search.ts';
import { digitsOf } from '#shared/customer/normalise.ts';
import { type Customer, editableOf } from '#shared/customer/schema.ts';
import { type Times, timesOf } from '../search-eval/meanwhile.ts';
import { startTestCore } from '../support/core.ts';
import { connectByPort, connectBySocket } from '../support/rpc-clients.ts';
import type { Desk } from './core-measures.ts';

const SAMPLE = 400;
const HITS = 50;
const CHANGES = 100;

export async function measureSearch({ dataDir, serverUrl, print }: Desk, documents: readonly Customer[]) {
  const core = await startTestCore(dataDir, serverUrl);
  const [socket, port] = [await connectBySocket(core.context), await connectByPort(core.context)];
  const ways = [core.session.desk().customers, socket.client.customer, port.client.customer];
  const times = ways.map((): number[] => []);
  let count = 0;
  for (const text of typed(documents)) {
    const question = plainQuestion(text, HITS);
    for (let turn = 0; turn < ways.length; turn += 1) {
      const way = (count + turn) % ways.length;
      const since = performance.now();
      await ways[way]?.search(question);
      times[way]?.push(performance.now() - since);
    }
    count += 1;
  }
  const echoes: number[] = [];
  for (let at = 0; at < SAMPLE; at += 1) {
    const since = performance.now();
    await socket.client.system.info();
    echoes.push(performance.now() - since);
  }
  const changed = await measureChanges(core, documents);
  await Promise.all([socket.disconnect(), port.disconnect()]);
  await core.close();
  print(`${count} keystrokes searched`);
  const [own, bySocket, byPort] = times.map(timesOf) as [Times, Times, Times];
  return { count, own, bySocket, byPort, echoP50: timesOf(echoes).p50, changed };
}

/** From the moment at which a change is saved until a search finds the customer by what is new. */
async function measureChanges(
  core: Awaited<ReturnType<typeof startTestCore>>,
  documents: readonly Customer[],
): Promise<Times> {
  const { customers } = core.session.desk();
  const { hits } = await customers.search(plainQuestion(documents[0]?.family ?? 'a', CHANGES));
  const times: number[] = [];
  const active = hits.filter(({ status }) => status === 'active');
  for (const [at, { id }] of active.entries()) {
    const base = await editable(core, id);
    const middle = `Zq${'abcdefghij'[at % 10]}${'klmnopqrst'[Math.floor(at / 10) % 10]}${at}x`;
    await customers.update({ id, base, mine: { ...base, middle } });
    const since = performance.now();
    for (let found = false; !found; ) {
      const answer = await customers.search(plainQuestion(middle, HITS));
      found = answer.hits.some((hit) => hit.id === id);
    }
    times.push(performance.now() - since);
  }
  return timesOf(times);
}

function editable(core: Awaited<ReturnType<typeof startTestCore>>, id: string) {
  return new Promise<ReturnType<typeof editableOf>>((resolve) => {
    const watched = core.session
      .desk()
      .customers.watch(id)
      .subscribe((view) => {
        if (!view) return;
        resolve(editableOf(view.customer));
        queueMicrotask(() => watched.unsubscribe());
      });
  });
}

/** What a representative types, letter by letter. */
function* typed(documents: readonly Customer[]): Generator<string> {
  for (let at = 0; at < SAMPLE; at += 1) {
    const customer = documents[at % documents.length];
    if (!customer) return;
    const whole = [
      `${customer.given} ${customer.family}`,
      customer.number,
      digitsOf(customer.phones[0]?.number ?? '').slice(-4),
      customer.emails[0]?.address ?? '',
    ][at % 4];
    for (let end = 1; end <= (whole?.length ?? 0); end += 1) yield whole?.slice(0, end) ?? '';
  }
}
