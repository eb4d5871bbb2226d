/**
 * The steps of an erasure as data: what must not be left out, and the places in the program that do it. Only tests can leave one
 * out, by changing the program as it is loaded (`mutate.ts`).
 */
import type { Mutation } from './mutate.ts';

export type PurgeStep = {
  name: string;
  /** Changed together: where two places do the same, either alone leaves nothing. */
  without: readonly Mutation[];
  /** What the desk must have done about the person, for the step to have something to remove. */
  needs?: 'clash';
};

const place = (file: string, find: string, replace = ''): Mutation => ({ file, find, replace });

const EMPTY = place(
  'sweep.ts',
  'for (const document of documents.values()) {',
  'for (const document of []) {',
);
const PURGE = place('eraser.ts', 'if (ids.length > 0) await purge(name, ids);');

/**
 * On a desk. Not among them: that documents are emptied before they are removed (removing alone leaves nothing), what the index
 * lets go of (emptying takes a person's words out of it; `storage-search.test.ts` has segments of its own), and the second round
 * after sync came to rest, which only a race needs (`forget-desk-kill.test.ts`).
 */
export const DESK_STEPS: readonly PurgeStep[] = [
  {
    name: 'what is deleted is overwritten',
    without: [place('open-file.ts', "pragma('secure_delete = ON')", "pragma('secure_delete = OFF')")],
  },
  {
    name: 'the log is emptied',
    without: [
      place('purge.ts', "db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]", '[{ busy: 0 }]'),
    ],
  },
  {
    name: 'needs attention is gone through',
    needs: 'clash',
    without: [
      place(
        'sweep.ts',
        'attention.find({ selector: { customerId } })',
        "attention.find({ selector: { id: 'none' } })",
      ),
    ],
  },
  {
    name: 'kept searches that name the person are dropped',
    without: [place('eraser.ts', 'await dropViewsOf(database, collection, ids);')],
  },
  { name: 'documents are removed physically', without: [PURGE] },
  { name: 'documents are emptied or removed', without: [EMPTY, PURGE] },
  {
    name: 'the copies of the replication are removed',
    without: [place('purge.ts', 'metaTables(db),', '[],')],
  },
  {
    name: 'it is remembered who was forgotten',
    without: [place('eraser.ts', 'await erased.add(plan.customers);')],
  },
  { name: 'it is confirmed', without: [place('eraser.ts', 'if (await confirm(id))', 'if (id)')] },
];

/** In the file after the path; each alone must be noticed. */
const without = (name: string, ...of: Mutation[]): PurgeStep => ({ name, without: of });
const [STEPS, FINISH] = ['erasure/steps.ts', 'erasure/finish.ts'];

/** On the server. */
export const SERVER_STEPS: readonly PurgeStep[] = [
  without('names are suppressed', place(STEPS, 'await suppress(sql, known, job.reference);')),
  without('desks are expected to confirm', place(STEPS, 'await expectDesks(sql, job);')),
  without('the ledger is written', place(STEPS, 'await addToLedger(sql, privacy, {', 'void ({')),
  without(
    'partner accounts go',
    place(
      STEPS,
      "await sql.query('DELETE FROM partner_account WHERE customer_id = $1', [job.customerId])",
      '{ rowCount: 0 }',
    ),
  ),
  without(
    'links go',
    place(STEPS, "await sql.query('DELETE FROM password_reset WHERE customer_id = $1', [job.customerId]);"),
  ),
  without(
    'links to confirm go',
    place(
      STEPS,
      "await sql.query('DELETE FROM email_confirmation WHERE customer_id = $1', [job.customerId]);",
    ),
  ),
  without(
    'a hold goes',
    place(STEPS, "await sql.query('DELETE FROM legal_hold WHERE customer_id = $1', [job.customerId]);"),
  ),
  without('mail goes', place(STEPS, 'content = NULL, customer_id = NULL, ended_at', 'ended_at')),
  ...['comments', 'contacts', 'ticklers', 'changes'].map((table) =>
    without(`${table} go`, place(STEPS, `'${table}'`, `'${table === 'comments' ? 'contacts' : 'comments'}'`)),
  ),
  without('receipts of what hung on them go', place(STEPS, 'WHERE r.doc_id = gone.id', 'WHERE false')),
  without(
    'desks are told of what hung on them',
    place(
      STEPS,
      'FROM gone`,\n      [job.customerId, table]',
      'FROM gone WHERE false`,\n      [job.customerId, table]',
    ),
  ),
  without('orders lose the address', place(STEPS, "'shipTo', '', ")),
  ...['comments', 'disposition', 'link'].map((field) =>
    without(`orders lose ${field}`, place(STEPS, `'${field}'`, "'x'")),
  ),
  without('orders lose the reason', place(STEPS, ", 'reason', ''")),
  without('orders go to nobody', place(STEPS, 'SET customer_id = $2::uuid, ', 'SET ')),
  without('desks are told of orders', place(STEPS, "SELECT 'orders', id,", "SELECT 'x', id,")),
  without(
    'the row goes',
    place(
      STEPS,
      "await sql.query('DELETE FROM customers WHERE id = $1', [job.customerId])",
      '{ rowCount: 1 }',
    ),
  ),
  without(
    'receipts of the person go',
    place(STEPS, "await sql.query('DELETE FROM push_receipt WHERE doc_id = $1', [job.customerId]);"),
  ),
  without(
    'desks are told of the person',
    place(STEPS, "VALUES ('customers', $1, $2, $3)", "SELECT 'x', $1, $2::smallint, $3::text[]"),
  ),
  without(
    'requests name nobody',
    place(FINISH, '{ ...row, customerId: null }, { ...nobody, ...ended }', 'row, ended'),
  ),
  without(
    'exports go',
    place(FINISH, "await sql.query('DELETE FROM request_result WHERE request_id = $1', [row.doc.id]);"),
  ),
  without('a certificate is signed', place(FINISH, 'await saveCertificate(', 'void (')),
];
