/** Words for requests. Nothing here says that something is done before the server has said so. */
import type { RequestView } from '#shared/api/request.ts';
import type { HOLD_REASONS, REJECT_REASONS } from '#shared/request/commands.ts';
import type {
  FORGET_REASONS,
  IDENTITY_CHECKS,
  REQUESTERS,
  RESTRICT_REASONS,
  Regime,
  RequestKind,
  RequestOutcome,
  RequestStage,
  RequestState,
} from '#shared/request/schema.ts';
import { calendarDate, dayTime } from './format.ts';

export const REQUEST_KIND_TEXTS: Record<RequestKind, string> = {
  forget: 'Forget the customer',
  restrict: 'Restrict processing',
  reinstate: 'Lift the restriction',
  dataExport: 'Export the person’s data',
  resetPassword: 'Reset the password',
  enableAccount: 'Enable the account',
  partnerPassword: 'Partner account',
  confirmEmail: 'Confirm the e-mail',
};

export const REQUEST_STATE_TEXTS: Record<RequestState, string> = {
  queued: 'Waiting for a connection',
  sent: 'Sent, waiting for the server’s answer',
  accepted: 'The server has it',
  done: 'Done',
  rejected: 'Refused',
  expired: 'Too old to be sent',
  cancelled: 'Taken back',
};

const STAGE_TEXTS: Record<Exclude<RequestStage, '' | 'scheduled' | 'held'>, string> = {
  approval: 'Waiting for approval by a second person',
  executing: 'Being carried out on the server',
  mail: 'The mail is on its way',
};

export const OUTCOME_TEXTS: Record<Exclude<RequestOutcome, ''>, string> = {
  alreadyOpen: 'There is a request to forget this customer already.',
  tooOld: 'It waited longer than it may. Ask again if it is still wanted.',
  clockWrong: 'The clock of this computer is ahead of the server’s. Set it right and ask again.',
  notVerified: 'Identity was not checked well enough, or whoever asked did not show that it was them.',
  noVerifiedEmail: 'There is no verified primary e-mail. Use another way: by post or in person.',
  tooMany: 'It was asked for three times today. Try again tomorrow.',
  noAccount: 'The customer has no account.',
  notLocked: 'The account is not locked. Nothing was changed.',
  needsSupervisor: 'The account was disabled on purpose; only a supervisor can enable it.',
  notRestricted: 'The customer is not restricted. Nothing was changed.',
  unreadable: 'The server could not open the sealed password. Enter it again.',
  emailChanged:
    'The e-mail was changed or confirmed meanwhile, so no link went out. Ask again if it is still wanted.',
  mailFailed: 'The mail could not be sent in time.',
  notEntitled: 'The person has no right to it in this case.',
  legalDuty: 'The law requires the data to be kept.',
  withdrawn: 'It was taken back in time; everything is as before.',
  personForgotten: 'The person was forgotten meanwhile.',
};

export const FORGET_REASON_TEXTS: Record<(typeof FORGET_REASONS)[number], string> = {
  notNeeded: 'The data are not needed any more',
  consentWithdrawn: 'Consent was withdrawn',
  objection: 'Objection to processing',
  unlawful: 'Processed without a right to',
  leaving: 'The customer is leaving',
  other: 'Another reason',
};

export const REQUESTER_TEXTS: Record<(typeof REQUESTERS)[number], string> = {
  person: 'The person',
  representative: 'Somebody they authorised',
  guardian: 'A parent or guardian',
  authority: 'An authority',
};

type RestrictReason = (typeof RESTRICT_REASONS)[number];

/** Why data may only be kept (GDPR, article 18). */
export const RESTRICT_TEXTS: Partial<Record<RestrictReason, string>> = {
  objectionPending: 'An objection is being looked at',
  accuracyDisputed: 'The person says that data are wrong',
  unlawful: 'Processed without a right to, and the person wants them kept',
  legalClaim: 'The person needs them for a legal claim',
  other: 'Another reason',
};

export const REINSTATE_TEXTS: Partial<Record<RestrictReason, string>> = {
  resolved: 'What it was restricted for is settled',
  other: 'Another reason',
};

export const REGIME_TEXTS: Record<Regime, string> = {
  gdpr: 'GDPR (one month)',
  ukGdpr: 'UK GDPR (one month)',
  ccpa: 'CCPA (45 days, two checks)',
  other: 'Other law (30 days)',
};

export const CHECK_TEXTS: Record<(typeof IDENTITY_CHECKS)[number], string> = {
  callBack: 'Called back on the known number',
  mailCode: 'Code sent to the known e-mail',
  document: 'Identity document seen',
  knownFacts: 'Facts that only they know',
  signedIn: 'Signed in to their account',
  inPerson: 'In person',
};

export const REJECT_TEXTS: Record<(typeof REJECT_REASONS)[number], string> = {
  notVerified: 'Identity not proved',
  notEntitled: 'No right to it',
  legalDuty: 'The law requires keeping',
};

export const HOLD_TEXTS: Record<(typeof HOLD_REASONS)[number], string> = {
  legalClaim: 'Legal claim',
  legalDuty: 'Duty to keep',
  investigation: 'Investigation',
};

/** How it stands, in one sentence. */
export function requestSentence(request: RequestView): string {
  const { state, stage, outcome, scheduledFor, holdUntil, approvedByName, desks, expiresAt } = request;
  if (outcome !== '') return `${REQUEST_STATE_TEXTS[state]}: ${OUTCOME_TEXTS[outcome]}`;
  if (state === 'queued' && expiresAt)
    return `${REQUEST_STATE_TEXTS.queued}, until ${dayTime(new Date(expiresAt))}`;
  if (stage === 'scheduled' && scheduledFor)
    return `Approved by ${approvedByName}; carried out ${dayTime(new Date(scheduledFor))} unless it is taken back`;
  if (stage === 'held')
    return holdUntil ? `On hold, to be looked at again ${calendarDate(holdUntil.slice(0, 10))}` : 'On hold';
  if (state === 'accepted' && stage !== '' && stage !== 'scheduled') return STAGE_TEXTS[stage];
  if (state === 'done' && desks)
    return `Done on the server; ${desks.confirmed} of ${desks.total} computers have confirmed`;
  return REQUEST_STATE_TEXTS[state];
}

/** By when the law wants it done, or that it is late; '' where there is no such time. */
export function dueText({ dueAt, endedAt }: RequestView, now: Date): string {
  if (!dueAt || endedAt) return '';
  const day = calendarDate(dueAt.slice(0, 10));
  return Date.parse(dueAt) < now.getTime() ? `Overdue since ${day}` : `To be done by ${day}`;
}
