/**
 * The outbox of mail: written in the transaction of what it tells of, sent afterwards, its content forgotten when it was.
 *
 * Invariants
 * - A mail is sent by one server at a time, which claims it for a minute. It is taken off the list when the mail server has
 *   taken it; one whose server dies in between is sent again, under the same Message-ID.
 * - What it says (address, link) is in the row only until it was sent or given up.
 */
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { next } from '#shared/request/machine.ts';
import { kindOf, type RequestKind } from '#shared/request/schema.ts';
import { dropConfirmations, isStillToConfirm } from '../account/confirmation-links.ts';
import { dropResets, isStillTheAddress } from '../account/reset-links.ts';
import type { Pool, Sql } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { findRequest, updateRequest } from '../request/request-repository.ts';
import type { Mailer } from './mailer.ts';

export const MailContent = z.discriminatedUnion('template', [
  z.object({ template: z.literal('resetPassword'), to: z.string(), token: z.string() }),
  z.object({ template: z.literal('confirmEmail'), to: z.string(), token: z.string() }),
  /** To another address of the person: that a link went out. */
  z.object({ template: z.literal('resetNotice'), to: z.string() }),
]);
export type MailContent = z.infer<typeof MailContent>;

/** `requestId`: the request that is done when the mail was sent, or null. */
type Queued = { requestId: string | null; customerId: string; giveUpAt: Date; content: MailContent };

/** Writes the mail down in the caller's transaction. */
export async function queueMail(
  sql: Sql,
  { requestId, customerId, giveUpAt, content }: Queued,
): Promise<void> {
  await sql.query(
    'INSERT INTO mail_outbox (id, request_id, customer_id, content, give_up_at) VALUES ($1, $2, $3, $4, $5)',
    [newId(), requestId, customerId, JSON.stringify(content), giveUpAt],
  );
}

type Claimed = {
  id: string;
  request_id: string | null;
  customer_id: string | null;
  content: unknown;
  attempts: number;
  give_up_at: Date;
};

/** Longer than handing over takes; then another server may try. */
const CLAIM_MS = 60_000;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 300_000;

/** Sends the next mail that is due. Returns false when there is none. */
export async function sendNext(pool: Pool, mailer: Mailer, now: Date): Promise<boolean> {
  // Claimed by a statement of its own: a transaction that waited for a mail server would hold up every pull.
  const { rows } = await pool.query<Claimed>(CLAIM, [now, new Date(now.getTime() + CLAIM_MS)]);
  const [mail] = rows;
  if (!mail) return false;
  if (mail.give_up_at <= now) await inTransaction(pool, (client) => end(client, mail, 'mailFailed', now));
  else if (await wasOvertaken(pool, mail))
    await inTransaction(pool, (client) => end(client, mail, 'emailChanged', now));
  else if (await wasTaken(mailer, mail)) await inTransaction(pool, (client) => end(client, mail, '', now));
  else await putOff(pool, mail, now);
  return true;
}

const CLAIM = `
  UPDATE mail_outbox SET next_at = $2
   WHERE id = (SELECT id FROM mail_outbox WHERE ended_at IS NULL AND next_at <= $1
                ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING id, request_id, customer_id, content, attempts, give_up_at`;

/** True for a link to an address that it is not for any more: changed, or confirmed meanwhile. */
async function wasOvertaken(sql: Sql, { customer_id, content }: Claimed): Promise<boolean> {
  const mail = MailContent.parse(content);
  if (mail.template === 'resetNotice' || customer_id === null) return false;
  if (mail.template === 'confirmEmail') return !(await isStillToConfirm(sql, customer_id, mail.to));
  return !(await isStillTheAddress(sql, customer_id, mail.to));
}

function wasTaken(mailer: Mailer, { id, content }: Claimed): Promise<boolean> {
  return mailer.send(id, MailContent.parse(content)).then(
    () => true,
    () => false,
  );
}

const EVENTS = { '': 'complete', mailFailed: 'reject', emailChanged: 'withdraw' } as const;

async function end(
  sql: Sql,
  { id, request_id, customer_id }: Claimed,
  outcome: '' | 'mailFailed' | 'emailChanged',
  now: Date,
): Promise<void> {
  await sql.query('UPDATE mail_outbox SET content = NULL, ended_at = $2 WHERE id = $1', [id, now]);
  const request = request_id === null ? undefined : await findRequest(sql, request_id);
  if (request?.doc.state !== 'accepted') return;
  if (outcome !== '' && customer_id !== null) await dropLinks(sql, customer_id, kindOf(request.doc));
  const state = next('accepted', EVENTS[outcome]) ?? 'rejected';
  await updateRequest(sql, request, { state, stage: '', outcome, endedAt: now.toISOString() }, now);
}

function dropLinks(sql: Sql, customerId: string, kind: RequestKind): Promise<void> {
  return kind === 'confirmEmail' ? dropConfirmations(sql, customerId) : dropResets(sql, customerId);
}

async function putOff(sql: Sql, { id, attempts }: Claimed, now: Date): Promise<void> {
  const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempts);
  await sql.query('UPDATE mail_outbox SET attempts = attempts + 1, next_at = $2 WHERE id = $1', [
    id,
    new Date(now.getTime() + delay),
  ]);
}
