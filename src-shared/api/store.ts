/** How the local store is: what a person is told when it cannot be written, is being checked, or is damaged. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Instant } from '../sync/envelope.ts';
import { procedure } from './errors.ts';

/** Changes that were read out of a damaged store. */
export const StoreRescue = z.object({
  /** Still to be put back, after the first sync. */
  waiting: z.number().int().min(0),
  /** Put back as they were: they wait to be sent, or were sent. */
  restored: z.number().int().min(0),
  /** Put into "needs attention", because the customer changed meanwhile or is gone. */
  attention: z.number().int().min(0),
  /** Could not be read; null when nobody knows how many there were. */
  lost: z.number().int().min(0).nullable(),
});
export type StoreRescue = z.infer<typeof StoreRescue>;

/** The store opened on older content than was saved here, as damage to its log leaves it. */
export const StoreSetBack = z.object({
  at: Instant,
  /** Changes that waited to be sent and are not there; null when nobody knows. */
  missing: z.number().int().min(0).nullable(),
});
export type StoreSetBack = z.infer<typeof StoreSetBack>;

export const CHECK_OUTCOMES = ['sound', 'damaged', 'failed'] as const;
export const STORE_STATES = ['ok', 'checking', 'damaged', 'full', 'readOnly'] as const;

export const StoreStatus = z.object({
  state: z.enum(STORE_STATES),
  /** How far the check is, in steps; 0 of 0 outside a check. */
  done: z.number().int().min(0),
  total: z.number().int().min(0),
  /** The last check of this run and what came of it; `failed`: it could not be carried out. Null before one. */
  lastCheck: z.object({ at: Instant, outcome: z.enum(CHECK_OUTCOMES) }).nullable(),
  /** What the last check of this run found of the record of local changes; null before one. */
  auditSound: z.boolean().nullable(),
  rescue: StoreRescue.nullable(),
  setBack: StoreSetBack.nullable(),
});
export type StoreStatus = z.infer<typeof StoreStatus>;

export const storeContract = {
  /** Emits the state at once and then every change. */
  status: procedure.output(eventIterator(StoreStatus)),
  /** Checks every page of the store, in the background; the status tells how far it is and what came of it. */
  check: procedure.output(z.void()),
  /** The person has read what became of the rescued changes. */
  dismissRescue: procedure.output(z.void()),
  /** The person has read that the store is older than what was saved here. */
  dismissSetBack: procedure.output(z.void()),
};
