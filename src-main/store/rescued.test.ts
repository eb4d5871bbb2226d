import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../log.ts';
import { openStore, type SqliteStore } from '../storage-sqlite/index.ts';
import { temporaryFile } from '../storage-sqlite/testing/support.ts';
import { type DeskDatabase, openDatabase } from './database.ts';
import { putBack, readRescue } from './rescued.ts';
import type { CustomerDoc } from './schemas.ts';
import { writeSetting } from './settings.ts';
import { localChange, localComment, pulledCustomer } from './testing/documents.ts';

let store: SqliteStore;
let database: DeskDatabase;

beforeAll(async () => {
  store = await openStore({ file: temporaryFile(), key: null });
  const log = createLogger(() => undefined);
  database = await openDatabase('rescued', store.storage, new Set(), log);
});
afterAll(async () => {
  await database.close();
  await store.close();
});

describe('what was rescued from a damaged store', () => {
  it('has customers whom only this desk knew, and what hangs on them: they are put back, once', async () => {
    const customer: CustomerDoc = {
      ...pulledCustomer('T-AB12-1'),
      ...localChange({ rev: '' }),
      unsent: { why: 'Phoned in', kind: 'changed', madeAt: '2026-05-01T08:00:00.000Z', fields: [] },
    };
    const comment = localComment('Wants a call back', customer.id);
    const rescued = { customers: [customer], comments: [comment], contacts: [], ticklers: [], lost: 0 };
    await writeSetting(database, 'rescued', rescued);
    await putBack(database);
    await writeSetting(database, 'rescued', rescued);
    await putBack(database);
    expect(await readRescue(database)).toMatchObject({ restored: 2, attention: 0 });
    const found = await database.customers.findOne(customer.id).exec();
    expect(found?.toMutableJSON()).toMatchObject({
      rev: '',
      pendingSince: customer.pendingSince,
      unsent: customer.unsent,
    });
    expect(await database.customers.count().exec()).toBe(1);
    expect(await database.comments.count().exec()).toBe(1);
  });
});
