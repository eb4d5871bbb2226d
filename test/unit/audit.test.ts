/** The local audit: an entry with every local change, in its transaction, and a chain that shows what was done to it. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkAudit, readEntries } from '#main/audit/tables.ts';
import { createLogger } from '#main/log.ts';
import { connect } from '#main/storage-sqlite/connect.ts';
import { openStore } from '#main/storage-sqlite/index.ts';
import { readSidecar } from '#main/storage-sqlite/sidecar.ts';
import { TEST_KEY, temporaryFile } from '#main/storage-sqlite/testing/support.ts';
import { openDatabase } from '#main/store/database.ts';
import { STORE_HOOKS } from '#main/store/hooks-url.ts';
import { writeSetting } from '#main/store/settings.ts';
import { localChange, pulledCustomer } from '#main/store/testing/documents.ts';
import { addAttention } from '#main/sync/attention.ts';
import { type AuditEntry, canonicalText } from '#shared/audit/entry.ts';
import { type AuditHead, verifyAudit } from '#shared/audit/verify.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const log = createLogger(() => undefined);

const facts = fc.record({
  at: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  actor: fc.string(),
  collection: fc.constantFrom('customers', 'comments', 'attention'),
  subject: fc.string({ maxLength: 8 }),
  operation: fc.constantFrom('create' as const, 'update' as const, 'dismiss' as const),
  fields: fc.array(fc.string(), { maxLength: 3 }),
});

const chains = fc.array(facts, { minLength: 2, maxLength: 12 }).map((all) => {
  const entries: AuditEntry[] = [];
  for (const one of all) {
    const last = entries.at(-1);
    const entry = { ...one, seq: (last?.seq ?? 0) + 1, prev: last?.hash ?? '' };
    entries.push({ ...entry, hash: hashOf(canonicalText(entry)) });
  }
  const last = entries.at(-1);
  return { entries, head: { seq: last?.seq ?? 0, hash: last?.hash ?? '' } satisfies AuditHead };
});

test('a whole record is whole; one that was edited, cut, reordered or shortened is not', () => {
  fc.assert(
    fc.property(chains, fc.nat(), fc.string(), ({ entries, head }, place, text) => {
      expect(verifyAudit(entries, head, hashOf)).toBeNull();
      const at = place % entries.length;
      const without = entries.filter((_, index) => index !== at);
      expect(verifyAudit(without, head, hashOf)).not.toBeNull();
      expect(verifyAudit(entries.slice(0, at), head, hashOf)).toMatchObject({
        seq: at + 1,
        kind: 'truncated',
      });
      const swapped = entries.toSpliced(at, 2, ...entries.slice(at, at + 2).toReversed());
      if (at < entries.length - 1) expect(verifyAudit(swapped, head, hashOf)).not.toBeNull();
      const edited = entries.with(at, {
        ...(entries[at] as AuditEntry),
        actor: `${entries[at]?.actor}${text}!`,
      });
      expect(verifyAudit(edited, head, hashOf)).toMatchObject({ seq: at + 1, kind: 'edited' });
      const rehashed = edited.with(at, {
        ...(edited[at] as AuditEntry),
        hash: hashOf(canonicalText(edited[at] as AuditEntry)),
      });
      expect(verifyAudit(rehashed, head, hashOf)).not.toBeNull();
    }),
  );
});

test('local changes are recorded by their fields and never their values; what was pulled is not', async () => {
  const file = temporaryFile();
  const store = await openStore({ file, key: TEST_KEY, hooks: STORE_HOOKS });
  const database = await openDatabase(file, store.storage, new Set(), log);
  await database.customers.bulkInsert([pulledCustomer('C-1'), pulledCustomer('C-2')]);
  const found = await database.customers.findOne(pulledCustomer('C-1').id).exec();
  await found?.incrementalModify((current) => ({ ...current, ...localChange({ family: 'Secretname' }) }));
  await found
    ?.getLatest()
    .incrementalModify((current) => ({ ...current, rev: 'server-2', pendingSince: '' }));
  await database.close();
  await store.close();

  const db = connect(file, { cipher: readSidecar(file)?.cipher ?? 'aegis', key: TEST_KEY, readonly: false });
  const entries = [...readEntries(db)];
  expect(entries).toMatchObject([
    { seq: 1, actor: 'casey', collection: 'customers', operation: 'update', fields: ['family'], prev: '' },
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/Secretname|C-1/);
  expect(JSON.stringify(entries)).not.toContain(pulledCustomer('C-1').id);
  expect(checkAudit(db)).toBeNull();
  expect(() => db.exec('DELETE FROM audit_entries')).toThrow(/append only/);
  expect(() => db.exec(`UPDATE audit_entries SET actor = 'x'`)).toThrow(/append only/);
  db.exec(`DROP TRIGGER audit_entries_fixed; UPDATE audit_entries SET actor = 'robin'`);
  expect(checkAudit(db)).toEqual({ seq: 1, kind: 'edited' });
  db.close();
});

test('a dismissed entry of "needs attention" is recorded with whose store it is', async () => {
  const file = temporaryFile();
  const store = await openStore({ file, key: TEST_KEY, hooks: STORE_HOOKS });
  const database = await openDatabase(file, store.storage, new Set(), log);
  await writeSetting(database, 'me', { sub: 'casey', name: 'Casey' });
  const { id } = pulledCustomer('C-1');
  const at = '2026-05-01T08:00:00.000Z';
  const customer = { collectionName: 'customers' as const, documentId: id, customerId: id };
  await addAttention(database, { id, at, reason: 'conflict', fields: [], ...customer });
  await database.attention.findOne(id).remove();
  await database.close();
  await store.close();
  const db = connect(file, { cipher: readSidecar(file)?.cipher ?? 'aegis', key: TEST_KEY, readonly: true });
  expect([...readEntries(db)]).toMatchObject([
    { seq: 1, actor: 'casey', collection: 'attention', operation: 'dismiss' },
  ]);
  db.close();
});
