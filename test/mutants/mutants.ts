/** Defects that are built in on purpose, and the tests that have to notice. One that nobody notices is a hole in the suite. */

/** Text of the source, which occurs once, and what takes its place. */
export type Edit = { file: string; from: string; to: string };
export type Mutant = {
  name: string;
  edits: Edit[];
  /** Asked in this order: a project of Vitest and a file of it. */
  tests: [project: string, file: string][];
};

const PUSH: Mutant['tests'] = [
  ['integration', 'test/integration/server-push.test.ts'],
  ['integration', 'test/integration/core-sync.test.ts'],
];
/** Random plans, where no other test noticed. */
export const LAST_RESORT: Mutant['tests'][number] = ['simulation', 'test/simulation/simulation.test.ts'];

export const MUTANTS: Mutant[] = [
  {
    name: 'checkpoint is a sequence only',
    edits: [
      {
        file: 'src-server/sync/feed-repository.ts',
        from: '(xid, seq) > ($2::xid8, $3::bigint)\n         AND xid < pg_snapshot_xmin(pg_current_snapshot())',
        to: 'seq > $3::bigint AND $2::xid8 IS NOT NULL',
      },
      {
        file: 'src-server/sync/feed-repository.ts',
        from: '       ORDER BY xid, seq LIMIT $5::int + 1',
        to: '       ORDER BY seq LIMIT $5::int + 1',
      },
    ],
    tests: [['integration', 'test/integration/sync-feed.test.ts']],
  },
  {
    name: 'answered before the commit',
    edits: [
      {
        file: 'src-server/db/transaction.ts',
        from: "    await client.query('COMMIT');\n",
        to: "    setTimeout(() => void client.query('COMMIT').catch(() => undefined), 40);\n",
      },
    ],
    tests: PUSH,
  },
  {
    name: 'no receipts',
    edits: [
      {
        file: 'src-server/sync/push-service.ts',
        from: 'const receipt = await findReceipt(client, context.clientId, row.mutationId);',
        to: 'const receipt = false as unknown as Awaited<ReturnType<typeof findReceipt>>;',
      },
      {
        file: 'src-server/sync/push-service.ts',
        from: "  if (outcome.verdict.status !== 'conflict') await keepReceipt(",
        to: "  if (outcome.verdict.status === 'duplicate') await keepReceipt(",
      },
    ],
    tests: PUSH,
  },
  {
    name: 'ledger of erasures not asked',
    edits: [
      {
        file: 'src-server/sync/push-service.ts',
        from: '  if (await isAboutErased(client, context, row)) return ERASED;',
        to: '  if (await isAboutErased(client, context, row)) context.now.getTime();',
      },
    ],
    tests: [['integration', 'test/integration/server-forget.test.ts']],
  },
  {
    name: 'answers to a push without the mask of a pull',
    edits: [
      {
        file: 'src-server/customer/push-customer.ts',
        from: "  if (!found || found.deleted || !inScope(me, found.doc.scope) || !may(me.role, 'customer.read')) return null;",
        to: '  if (!found || found.deleted || !me) return null;',
      },
    ],
    tests: PUSH,
  },
  {
    name: 'what leaves the scope is removed as a user would, and pushed',
    edits: [
      {
        file: 'src-main/sync/refetch.ts',
        from: "import type { Replicated } from './push.ts';",
        to: "import type { Replicated } from './push.ts';\nimport { goneDocument } from './wire.ts';",
      },
      {
        file: 'src-main/sync/refetch.ts',
        from: '      return ids;\n    },',
        to: `      const mine = { mutationId: crypto.randomUUID(), pendingSince: new Date().toISOString() };
      for (const id of ids) {
        const document = await collection.findOne(id).exec();
        await document?.incrementalModify(() => ({ ...goneDocument(name, id), ...mine }) as never);
      }
      return [];
    },`,
      },
    ],
    tests: [['integration', 'test/integration/core-sync.test.ts']],
  },
  {
    name: 'poke with data',
    edits: [
      {
        file: 'src-server/sync/poke-hub.ts',
        from: 'JSON.stringify(PokeEvent.parse({ collection }))',
        to: 'JSON.stringify({ ...PokeEvent.parse({ collection }), at: Date.now() })',
      },
    ],
    tests: [['integration', 'test/integration/server-pull.test.ts']],
  },
  {
    name: 'a push that was taken is held although it is out of scope',
    edits: [
      {
        file: 'src-main/sync/push.ts',
        from: '    if (result.master === null) return goneDocument(collection, mine.id);\n',
        to: '',
      },
    ],
    tests: [['unit', 'src-main/sync/push.test.ts']],
  },
  {
    name: 'a clash is settled without a note',
    edits: [
      {
        file: 'src-main/sync/push.ts',
        from: '  if (clashes.length > 0) await addAttention(',
        to: '  if (clashes.length < 0) await addAttention(',
      },
    ],
    tests: PUSH,
  },
];
