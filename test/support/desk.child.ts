/**
 * A desk in a process of its own, driven over IPC: two cores in one process would have more collections than RxDB allows.
 * Arguments: data folder, server, account, and `plain` for a store that is not encrypted.
 */
import { firstValueFrom } from 'rxjs';
import { surviveStoreErrors } from '#main/host/survive.ts';
import { createLogger } from '#main/log.ts';
import { isSynced, signInCore, startTestCore } from './core.ts';
import { connectByPort } from './rpc-clients.ts';

export type DeskOrder =
  | { id: number; do: 'call'; name: string; input: unknown }
  /** The first value of a subscription. */
  | { id: number; do: 'first'; name: string; input: unknown }
  | { id: number; do: 'synced' }
  | { id: number; do: 'stop' };

const [folder = '', server = '', account = '', store = ''] = process.argv.slice(2);
surviveStoreErrors(createLogger(() => undefined));
const core = await startTestCore(folder, server, { plainStore: store === 'plain' });
const state = await firstValueFrom(core.session.state$);
if (state.state !== 'signedIn') await signInCore(core, account);
const { client } = await connectByPort(core.context);

async function carryOut(order: DeskOrder): Promise<unknown> {
  if (order.do === 'synced') return void (await core.status(isSynced));
  if (order.do === 'stop') return core.close();
  const [feature = '', command = ''] = order.name.split('.');
  const features = client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  const answer = await features[feature]?.[command]?.(order.input);
  if (order.do === 'call') return answer;
  const values = answer as AsyncIterableIterator<unknown>;
  const { value } = await values.next();
  await values.return?.();
  return value;
}

process.on('message', (order: DeskOrder) => {
  carryOut(order).then(
    (value) => process.send?.({ id: order.id, value: value ?? null }),
    (error: Error & { code?: string }) =>
      process.send?.({ id: order.id, error: error.code ?? error.message }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ id: 0, value: null });
