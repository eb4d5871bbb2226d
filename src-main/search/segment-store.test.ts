import Database from 'better-sqlite3-multiple-ciphers';
import { expect, it } from 'vitest';
import { eraseFromSegments } from './erase.ts';
import { addParts, begin, erasures } from './segment-store.ts';
import { prepareTables } from './tables.ts';

it('takes no segment whose rows were read before somebody was purged, and no more parts of one half written', () => {
  const db = new Database(':memory:');
  prepareTables(db);
  const made = { built: 1, docs: 1, replaces: [], erasures: erasures(db) };
  const half = begin(db, made);
  addParts(db, half, [{ name: 'rids', part: 0, data: new Uint8Array(4) }]);
  db.exec('INSERT INTO search_purged (rid) VALUES (1)');
  eraseFromSegments(db);
  expect(() => addParts(db, half, [])).toThrow();
  expect(() => begin(db, made)).toThrow();
  expect(db.prepare('SELECT count(*) FROM search_part').pluck().get()).toBe(0);
  expect(() => begin(db, { ...made, erasures: erasures(db) })).not.toThrow();
  db.close();
});
