/** Profiles through a real core: main holds to the rules whatever a window sends, with and without a network. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { NEW_ATTRIBUTE } from '#shared/configuration/attribute.ts';
import { type Customer, type CustomerEditable, editableOf } from '#shared/customer/schema.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';

let folder: string;
let demo: Demo;
let core: TestCore;
let id: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-core-profile-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 20, durable: false });
  const { rows } = await demo.pool.query(
    `SELECT id FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number LIMIT 1`,
  );
  id = rows[0].id;
  core = await startTestCore(join(folder, 'desk'), demo.serverUrl);
  await signInCore(core, 'casey');
  await core.status(isSynced);
});
afterAll(async () => {
  await core?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function shown(): Promise<Customer> {
  const view = await firstValueFrom(core.session.desk().customers.watch(id));
  if (!view) throw new Error('The customer is not on this desk.');
  return view.customer;
}

async function save(part: Partial<CustomerEditable>): Promise<void> {
  const base = editableOf(await shown());
  await core.session.desk().customers.update({ id, base, mine: { ...base, ...part } });
}

const answer = async (answers: Record<string, { value: string; touched: boolean }>) => {
  const { responses: base } = editableOf(await shown());
  return core.session.desk().profiles.answer({ customerId: id, base, answers });
};

describe('main', () => {
  it.each([
    ['required', { SOURCE: { value: '', touched: true } }, 'responses.SOURCE'],
    ['notOffered', { SOURCE: { value: 'RADIO', touched: true } }, 'responses.SOURCE'],
    [
      'notOffered',
      { SOURCE: { value: 'WEB', touched: true }, HOME: { value: '', touched: true } },
      'responses.HOME',
    ],
  ])('refuses answers as %s: %o', async (code, answers, path) => {
    await expect(answer(answers)).rejects.toMatchObject({ code: 'INVALID', issues: [{ path, code }] });
    expect(editableOf(await shown()).responses).toEqual({});
  });

  it.each([
    ['unknownAttribute', { hat: 'M' }, 'attributes.hat'],
    ['typeMismatch', { shoe_size: '42' }, 'attributes.shoe_size'],
    ['unknownAttribute', { garden: true }, 'attributes.garden'],
  ])('refuses attributes as %s: %o', async (code, attributes, path) => {
    const refused = save({ given: 'Both', attributes });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID', issues: [{ path, code }] });
    expect((await shown()).given).not.toBe('Both');
  });

  it('writes no configuration without a network, and for no role that may not', async () => {
    const { configuration } = core.session.desk();
    const entry = { ...NEW_ATTRIBUTE, key: 'hat_size', label: 'Hat size', approvers: ['noor'] };
    const given = { id: '0193c0de-0000-4000-8000-000000000099', rev: '', entry };
    await expect(configuration.save(given)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    core.session.desk().sync.setOffline(true);
    await core.status(({ network }) => network === 'offlineByChoice');
    await expect(configuration.save(given)).rejects.toMatchObject({ code: 'OFFLINE' });
  });

  it('takes a whole profile offline, which stands on the server after sync', async () => {
    await answer({ SOURCE: { value: 'WEB', touched: true } });
    await save({ attributes: { shoe_size: 42 } });
    expect(editableOf(await shown())).toMatchObject({
      responses: {
        SOURCE: { response: 'WEB', source: 'agent', by: 'casey' },
        HOME: { response: 'UNKNOWN', source: 'default', by: 'casey' },
      },
      attributes: { shoe_size: 42 },
    });
    core.session.desk().sync.setOffline(false);
    await core.status(isSynced);
    const { rows } = await demo.pool.query('SELECT doc FROM customers WHERE id = $1', [id]);
    expect(rows[0].doc).toMatchObject({
      responses: { SOURCE: { response: 'WEB' }, HOME: { response: 'UNKNOWN', source: 'default' } },
      attributes: { shoe_size: 42 },
    });
  });
});
