/**
 * The export of all that is kept of a person. Guards that it holds nothing that a role limits to others: what staff wrote for
 * each other as restricted is left out, and said to be.
 */
import { Comment } from '#shared/comment/schema.ts';
import { photoUrl } from '#shared/customer/photo.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { escaped, page, table } from '#shared/request/certificate.ts';
import { ExportPackage } from '#shared/request/export-package.ts';
import type { Sql } from '../db/pool.ts';
import { HANGING } from '../sync/document-repository.ts';
import type { Asked } from './handlers.ts';

/** How long it may be fetched. */
const LASTS_MS = 30 * 86_400_000;
/** What is the server's own and says nothing of the person. */
const BOOKKEEPING = new Set(['rev', 'mutationId', 'scope', 'updatedBy', 'customerId', 'id', 'ofMutation']);

/** Makes the package and keeps it with the request. */
export async function saveExport({ sql, context, doc, customer }: Asked): Promise<void> {
  const content = packageOf(customer, await everythingOf(sql, customer.id), context.now);
  await sql.query('INSERT INTO request_result (request_id, content, expires_at) VALUES ($1, $2, $3)', [
    doc.id,
    JSON.stringify(content),
    new Date(context.now.getTime() + LASTS_MS),
  ]);
}

/** The package of a request; null when there is none or it ran out. */
export async function readExport(sql: Sql, requestId: string, now: Date): Promise<ExportPackage | null> {
  const { rows } = await sql.query<{ content: unknown }>(
    'SELECT content FROM request_result WHERE request_id = $1 AND expires_at > $2',
    [requestId, now],
  );
  return rows[0] ? ExportPackage.parse(rows[0].content) : null;
}

type Everything = Record<(typeof HANGING)[number], Record<string, unknown>[]>;

async function everythingOf(sql: Sql, customerId: string): Promise<Everything> {
  const found: [string, Record<string, unknown>[]][] = [];
  for (const table of HANGING) {
    const { rows } = await sql.query<{ doc: Record<string, unknown> }>(
      `SELECT doc FROM ${table} WHERE customer_id = $1 AND NOT deleted ORDER BY id`,
      [customerId],
    );
    found.push([table, rows.map(({ doc }) => doc).filter(isForThePerson)]);
  }
  return Object.fromEntries(found) as Everything;
}

function isForThePerson(doc: Record<string, unknown>): boolean {
  const comment = Comment.safeParse(doc);
  return !comment.success || comment.data.visibility !== 'restricted';
}

const TITLES: Record<keyof Everything, string> = {
  comments: 'Comments',
  contacts: 'Contacts',
  ticklers: 'Follow-ups',
  orders: 'Orders, quotes and returns',
  changes: 'Changes',
};

function packageOf(customer: Customer, rest: Everything, now: Date): ExportPackage {
  const json = JSON.stringify({ exportedAt: now.toISOString(), customer, ...rest }, null, 2);
  const parts = [
    `<p>Exported on ${now.toISOString().slice(0, 10)}. Notes that are restricted to privacy officers are not in it.</p>`,
    ...(customer.photo === ''
      ? []
      : [`<p><img src="${escaped(photoUrl(customer.photo) ?? '')}" alt="The photo"></p>`]),
    table(linesOf({ ...customer, photo: '' })),
    ...HANGING.flatMap((name) => [
      `<h2>${escaped(TITLES[name])} (${rest[name].length})</h2>`,
      ...rest[name].map((doc) => table(linesOf(doc))),
    ]),
  ];
  return { html: page(`What we keep of ${customer.number}`, parts), json };
}

/** Every value that there is, with the way to it as its name. */
function linesOf(value: unknown, path: string[] = []): [string, string][] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value !== 'object') return [[path.join(' › '), String(value)]];
  return Object.entries(value).flatMap(([key, inner]) =>
    BOOKKEEPING.has(key) ? [] : linesOf(inner, [...path, /^\d+$/u.test(key) ? String(Number(key) + 1) : key]),
  );
}
