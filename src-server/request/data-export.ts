/**
 * The export of all that is kept of a person. Guards that it holds nothing that a role limits to others: what staff wrote for
 * each other as restricted is left out, and how other people are reached; both are said to be.
 */
import { Comment } from '#shared/comment/schema.ts';
import { phoneCountry } from '#shared/customer/phone.ts';
import { photoUrl } from '#shared/customer/photo.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { escaped, page, table } from '#shared/request/certificate.ts';
import { ExportPackage } from '#shared/request/export-package.ts';
import { type Own, withoutOthers } from '#shared/request/redact-others.ts';
import type { Sql } from '../db/pool.ts';
import { HANGING } from '../sync/document-repository.ts';
import type { Asked } from './handlers.ts';

/** How long it may be fetched. */
const LASTS_MS = 30 * 86_400_000;
/** What is the server's own and says nothing of the person. */
const BOOKKEEPING = new Set(['rev', 'mutationId', 'scope', 'updatedBy', 'customerId', 'id', 'ofMutation']);

/** Makes the package and keeps it with the request. */
export async function saveExport({ sql, context, doc, customer }: Asked): Promise<void> {
  const content = packageOf(customer, await everythingOf(sql, customer), context.now);
  await sql.query('INSERT INTO request_result (request_id, content, expires_at) VALUES ($1, $2, $3)', [
    doc.id,
    JSON.stringify(content),
    new Date(context.now.getTime() + LASTS_MS),
  ]);
}

/** The package of a request, and a note of who fetched it; null when there is none or it ran out. */
export async function takeExport(
  sql: Sql,
  requestId: string,
  { me, now }: { me: Me; now: Date },
): Promise<ExportPackage | null> {
  const { rows } = await sql.query<{ content: unknown }>(
    `WITH package AS (SELECT content FROM request_result WHERE request_id = $1 AND expires_at > $2),
          noted AS (INSERT INTO export_delivery (request_id, at, by_sub, by_name)
                    SELECT $1, $2, $3, $4 FROM package)
     SELECT content FROM package`,
    [requestId, now, me.sub, me.name],
  );
  return rows[0] ? ExportPackage.parse(rows[0].content) : null;
}

type Everything = Record<(typeof HANGING)[number], Record<string, unknown>[]>;

async function everythingOf(sql: Sql, customer: Customer): Promise<Everything> {
  const own = ownOf(customer);
  const found: [string, Record<string, unknown>[]][] = [];
  for (const table of HANGING) {
    const { rows } = await sql.query<{ doc: Record<string, unknown> }>(
      `SELECT doc FROM ${table} WHERE customer_id = $1 AND NOT deleted ORDER BY id`,
      [customer.id],
    );
    const theirs = rows.map(({ doc }) => doc).filter(isForThePerson);
    found.push([table, theirs.map((doc) => withoutOthers(doc, own))]);
  }
  return Object.fromEntries(found) as Everything;
}

function isForThePerson(doc: Record<string, unknown>): boolean {
  const comment = Comment.safeParse(doc);
  return !comment.success || comment.data.visibility !== 'restricted';
}

/** How the person is reached and was before. A number is read in the country of their address. */
function ownOf(customer: Customer): Own {
  const former = customer.formerPoints.map(({ value }) => value);
  return {
    emails: [...customer.emails.map(({ address }) => address), ...former],
    phones: [...customer.phones.map(({ number }) => number), ...former],
    country: phoneCountry(customer, ''),
  };
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
    `<p>Exported on ${now.toISOString().slice(0, 10)}. Notes that are restricted to privacy officers are not in it, nor how other people are reached.</p>`,
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
