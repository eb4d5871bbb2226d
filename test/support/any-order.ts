/**
 * What may be done with one customer, and what must come of it: a model that knows no more than the rules, beside the server.
 * Each step says how the server must answer, whatever came before it (FEATURES C13).
 */
import { randomUUID } from 'node:crypto';

export const STEPS = [
  'edit',
  'editStale',
  'sendAgain',
  'giveExternalId',
  'takeExternalId',
  'customProfile',
  'unknownAttribute',
  'wrongType',
  'intakeById',
  'intakeByExternalId',
  'restoreFirst',
  'restrict',
  'reinstate',
  'askToForget',
  'withdrawForget',
  'approveForget',
] as const;
export type Step = (typeof STEPS)[number];

export type Model = {
  externalId: string;
  hasExternalId: boolean;
  /** Who is forgotten never comes back. */
  isForgotten: boolean;
  isRestricted: boolean;
  forget: 'none' | 'open' | 'ended';
  /** The desk of `editStale` has seen the newest state. */
  isFresh: boolean;
};

export function newModel(): Model {
  const externalId = `X-${randomUUID()}`;
  return {
    ...{ externalId, hasExternalId: false, isForgotten: false },
    ...{ isRestricted: false, forget: 'none', isFresh: true },
  };
}

/** The answer to a change that takes nothing else than a customer who may be changed. */
function changing(model: Model, otherwise = 'applied'): string {
  if (model.isForgotten) return 'erased';
  return model.isRestricted || model.forget === 'open' ? 'restricted' : otherwise;
}

/** How the server must answer the step now. */
export function answerTo(step: Step, model: Model): string {
  const { isForgotten, isRestricted, hasExternalId, forget, isFresh } = model;
  const openForget = forget === 'open' ? 'alreadyOpen' : null;
  switch (step) {
    case 'editStale':
      return changing(model, isFresh ? 'applied' : 'conflict');
    case 'sendAgain':
      return isForgotten ? 'erased' : 'duplicate';
    case 'unknownAttribute':
      return changing(model, 'unknownAttribute');
    case 'wrongType':
      return changing(model, 'typeMismatch');
    case 'intakeByExternalId':
      if (!hasExternalId) return 'notFound';
      return changing(model);
    case 'restrict':
      return isForgotten ? 'erased' : (openForget ?? 'done');
    case 'reinstate':
      if (isForgotten) return 'erased';
      return openForget ?? (isRestricted ? 'done' : 'notRestricted');
    case 'askToForget':
      return isForgotten ? 'erased' : (openForget ?? 'accepted');
    case 'withdrawForget':
      return ofDecision(forget, 'cancelled');
    case 'approveForget':
      return ofDecision(forget, 'accepted');
    default:
      return changing(model);
  }
}

function ofDecision(forget: Model['forget'], done: string): string {
  return { none: 'NOT_FOUND', open: done, ended: 'WRONG_STATE' }[forget];
}

/** The model after the step was answered as it must be. */
export function after(step: Step, model: Model): Model {
  const answer = answerTo(step, model);
  const isDone = ['applied', 'done', 'accepted', 'cancelled'].includes(answer);
  if (!isDone) return model;
  const next = { ...model, isFresh: step === 'editStale' };
  if (step === 'giveExternalId') return { ...next, hasExternalId: true };
  // The first state has none.
  if (step === 'takeExternalId' || step === 'restoreFirst') return { ...next, hasExternalId: false };
  if (step === 'restrict') return { ...next, isRestricted: true };
  if (step === 'reinstate') return { ...next, isRestricted: false };
  if (step === 'askToForget') return { ...next, forget: 'open' };
  if (step === 'withdrawForget') return { ...next, forget: 'ended' };
  if (step === 'approveForget') return { ...next, forget: 'ended', isForgotten: true };
  return next;
}
