/** The words shared by the handlers that take one pushed row each. */
import { z } from 'zod';
import type { Me } from '#shared/permission/me.ts';
import { Id } from '#shared/sync/envelope.ts';
import { type FieldError, PushRow, type RejectCode } from '#shared/sync/protocol.ts';
import type { PoolClient } from '../db/pool.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { check, unstorableText } from './field-errors.ts';
import type { Verdict } from './receipt-repository.ts';
import { issuedRev } from './seen-rev.ts';

/** A row that has a valid id and base; its document is not judged yet. */
export type ParsedRow = {
  mutationId: string;
  id: string;
  base: PushRow['base'];
  doc: Record<string, unknown>;
  note?: PushRow['note'];
};

export type PushContext = {
  me: Me;
  clientId: string;
  /** The desk whose client it is; none where a program of another kind pushes. */
  desk?: string;
  now: Date;
  privacy: Privacy;
  /** Whoever is made by this signed up themselves, and comes from another system. */
  isSignUp?: boolean;
  /** When the user last showed the issuer that it is them, where the token says. */
  authTime?: Date | null;
};

/** What became of a row, and the server's document where the desk should see it. */
export type Outcome = { verdict: Verdict; master?: Record<string, unknown> | null };

/** Takes one row inside its transaction, after its document was locked. */
export type PushHandler = {
  take(client: PoolClient, context: PushContext, row: ParsedRow): Promise<Outcome>;
  /** The server's document for a repeated answer; null when there is none in the user's scope. */
  master(client: PoolClient, context: PushContext, id: string): Promise<Record<string, unknown> | null>;
};

/** A row as far as a result can be given for it: whoever sends no mutation id cannot be answered. */
export const AnswerableRow = z.looseObject({ mutationId: Id });
export type AnswerableRow = z.infer<typeof AnswerableRow>;

const WithId = PushRow.extend({ doc: z.looseObject({ id: Id }) });

/** The row with its id in the spelling of the database, or what is wrong with it. */
export function parseRow(row: AnswerableRow): { row: ParsedRow } | { errors: FieldError[] } {
  const parsed = check(WithId, row);
  if (parsed.errors) return { errors: parsed.errors };
  const { mutationId, base: known, doc, note } = parsed.data;
  const base = known && { ...known, rev: issuedRev(known.rev) };
  const errors = [...unstorableText(base, ['base']), ...unstorableText(note, ['note'])];
  if (errors.length > 0) return { errors };
  return { row: { mutationId: mutationId.toLowerCase(), id: doc.id.toLowerCase(), base, doc, note } };
}

/** A refusal. `master` is what stands instead, where the user may see it. */
export function rejected(
  code: RejectCode,
  details: { master?: Record<string, unknown> | null; fieldErrors?: FieldError[] } = {},
): Outcome {
  const { master = null, fieldErrors } = details;
  return { verdict: { status: 'rejected', code, ...(fieldErrors && { fieldErrors }) }, master };
}

/** The same answer for a row that does not exist and for one that is not the user's. */
export const OUT_OF_SCOPE: Outcome = { verdict: { status: 'outOfScope' } };
