/**
 * May this customer be contacted for this purpose, on this channel, at this contact point, now? One pure function for
 * desk and server; every rule that spoke is in the trace.
 *
 * Invariants, each a property test
 * - The most restrictive rule decides. A purpose nobody knows is blocked.
 * - Safety is never blocked by a wish, only by there being no way to reach the customer.
 * - A further withdrawal, or a do-not-use, never makes an answer less restrictive.
 */
import { z } from 'zod';
import type { Customer } from '../customer/schema.ts';
import { consentState } from './consent.ts';
import { countriesOf, isInside, minuteIn, parseWindow, type Window, zonesOf } from './local-time.ts';
import { isOutsideMarketingHours } from './marketing-hours.ts';
import { CHANNELS, type Channel, type PreferenceElement, PURPOSES, type Purpose } from './schema.ts';

const EFFECTS = ['pass', 'note', 'warn', 'block'] as const;
export type Effect = (typeof EFFECTS)[number];
const VERDICTS = ['allow', 'warn', 'block'] as const;
export type Verdict = (typeof VERDICTS)[number];
const RULES = [
  'unknownPurpose',
  'restricted',
  'deceased',
  'doNotServe',
  'doNotCall',
  'fraudWatch',
  'noContactPoint',
  'doNotUse',
  'takesNoSms',
  'consentMissing',
  'consentWithdrawn',
  'consentGranted',
  'avoidChannel',
  'otherChannelPreferred',
  'outsideHours',
  'outsideMarketingHours',
  'outsideOwnWindow',
  'zoneUnknown',
  'tooOften',
  'safety',
] as const;
export type Rule = (typeof RULES)[number];
/** One rule that spoke, with what it rests on; `preference/trace.ts` says it in words. */
export const Reason = z.object({
  rule: z.enum(RULES),
  effect: z.enum(EFFECTS),
  facts: z.record(z.string(), z.string()),
});
export type Reason = z.infer<typeof Reason>;

export type Reachable = Pick<
  Customer,
  | 'status'
  | 'flags'
  | 'timeZone'
  | 'emails'
  | 'phones'
  | 'addresses'
  | 'preferences'
  | 'consents'
  | 'language'
  | 'userProfile'
>;
export type Asked = {
  purpose: string;
  channel: Channel;
  /** Id of the e-mail, phone or address meant; null for any of the channel. */
  contactPointId: string | null;
  at: Date;
  /** Times of the last outbound contacts, for a limit of frequency. */
  recent?: readonly string[];
};
export const Decision = z.object({
  verdict: z.enum(VERDICTS),
  reasons: z.array(Reason),
  /** The channel to take instead, or the one asked for; null when none is open. */
  bestChannel: z.enum(CHANNELS).nullable(),
  /** Language to speak, ISO 639-1, or ''. */
  language: z.string(),
});
export type Decision = z.infer<typeof Decision>;
/** As many of the last contacts as a limit of frequency can count. */
export const MOST_RECENT = 999;

/** Called-party hours in which one may call without being asked to (47 CFR 64.1200(c)(1)). */
const CALLING_HOURS: Window = { from: 8 * 60, to: 21 * 60 };
const TIMED: ReadonlySet<Channel> = new Set(['call', 'sms', 'visit']);
/** What needs a consent before it, and what a wish stops; service and transactions are warned of. */
const UNASKED: ReadonlySet<string> = new Set(['marketing', 'survey']);
const POINTS = {
  call: 'phones',
  sms: 'phones',
  messenger: 'phones',
  email: 'emails',
  letter: 'addresses',
  visit: 'addresses',
} as const;
const DAY_MS = 86_400_000;

/** The answer, with its reasons in the order of the rules. Never throws. */
export function decide(customer: Reachable, asked: Asked): Decision {
  const reasons = reasonsFor(customer, asked);
  const verdict = verdictOf(reasons);
  return {
    verdict,
    reasons,
    bestChannel: bestChannel(customer, asked, verdict),
    language: preferred(customer, asked.purpose, 'language')?.value ?? customer.language,
  };
}

function verdictOf(reasons: readonly Reason[]): Verdict {
  if (reasons.some(({ effect }) => effect === 'block')) return 'block';
  return reasons.some(({ effect }) => effect === 'warn') ? 'warn' : 'allow';
}

function reasonsFor(customer: Reachable, asked: Asked): Reason[] {
  if (!(PURPOSES as readonly string[]).includes(asked.purpose)) {
    return [{ rule: 'unknownPurpose', effect: 'block', facts: { purpose: asked.purpose } }];
  }
  const unreachable = pointReasons(customer, asked);
  if (asked.purpose === 'safety') {
    const hard = unreachable.filter(({ rule }) => rule === 'noContactPoint');
    return [...hard, { rule: 'safety', effect: 'pass', facts: {} }];
  }
  return [
    ...stateReasons(customer, asked),
    ...unreachable,
    ...consentReasons(customer, asked),
    ...channelReasons(customer, asked),
    ...timeReasons(customer, asked),
    ...frequencyReasons(customer, asked),
  ];
}

function stateReasons({ status, flags }: Reachable, { channel, purpose }: Asked): Reason[] {
  const byVoice = channel === 'call' || channel === 'sms';
  return [
    ...when(status === 'restricted', 'restricted', 'block'),
    ...when(flags.includes('deceased'), 'deceased', 'block'),
    ...when(flags.includes('doNotServe'), 'doNotServe', 'block'),
    ...when(flags.includes('doNotCall') && byVoice, 'doNotCall', UNASKED.has(purpose) ? 'block' : 'warn'),
    ...when(flags.includes('fraudWatch'), 'fraudWatch', 'warn'),
  ];
}

function pointReasons(customer: Reachable, { channel, contactPointId }: Asked): Reason[] {
  const points = pointsOf(customer, channel);
  const meant = contactPointId === null ? points : points.filter(({ id }) => id === contactPointId);
  if (meant.length === 0) return [{ rule: 'noContactPoint', effect: 'block', facts: { channel } }];
  const usable = meant.filter(({ doNotUse }) => !doNotUse);
  return [
    ...when(usable.length === 0, 'doNotUse', 'block', { channel }),
    ...when(channel === 'sms' && customer.userProfile.takesSms === false, 'takesNoSms', 'block', { channel }),
  ];
}

function pointsOf(customer: Reachable, channel: Channel): { id: string; doNotUse: boolean }[] {
  const field = POINTS[channel];
  if (field !== 'addresses') return customer[field];
  const current = customer.addresses.filter(({ closedAt }) => closedAt === null);
  return current.map(({ id }) => ({ id, doNotUse: false }));
}

function consentReasons({ consents }: Reachable, { purpose, channel }: Asked): Reason[] {
  const { state, entry } = consentState(consents, purpose as Purpose, channel);
  const facts = { channel, purpose, at: entry?.at ?? '' };
  if (state === 'withdrawn') {
    return [{ rule: 'consentWithdrawn', effect: purpose === 'transaction' ? 'warn' : 'block', facts }];
  }
  if (state === 'granted') return [{ rule: 'consentGranted', effect: 'pass', facts }];
  return when(UNASKED.has(purpose), 'consentMissing', 'block', facts);
}

function channelReasons(customer: Reachable, asked: Asked): Reason[] {
  const { channel, purpose } = asked;
  const avoided = wishes(customer, asked, 'avoidChannel').some(({ value }) => value === channel);
  const first = preferred(customer, purpose, 'channel', asked.at)?.value;
  return [
    ...when(avoided, 'avoidChannel', UNASKED.has(purpose) ? 'block' : 'warn', { channel }),
    ...when(first !== undefined && first !== channel, 'otherChannelPreferred', 'warn', {
      channel,
      preferred: first ?? '',
    }),
  ];
}

function timeReasons(customer: Reachable, asked: Asked): Reason[] {
  if (!TIMED.has(asked.channel)) return [];
  return timeReasonsIn({ zones: zonesOf(customer), countries: countriesOf(customer) }, customer, asked);
}

/** Where a customer may be; found once for many times. */
type Places = { zones: readonly string[]; countries: readonly string[] };

/** Whether no rule of hours speaks against a time, in ms since 1970; null where hours do not count, or no zone is known. */
export function isTimely(customer: Reachable, asked: Asked): ((at: number) => boolean) | null {
  const places = { zones: zonesOf(customer), countries: countriesOf(customer) };
  if (!TIMED.has(asked.channel) || asked.purpose === 'safety' || places.zones.length === 0) return null;
  return (at) => verdictOf(timeReasonsIn(places, customer, { ...asked, at: new Date(at) })) === 'allow';
}

function timeReasonsIn({ zones, countries }: Places, customer: Reachable, asked: Asked): Reason[] {
  const strict: Effect = UNASKED.has(asked.purpose) ? 'block' : 'warn';
  if (zones.length === 0) return [{ rule: 'zoneUnknown', effect: strict, facts: {} }];
  const outside = (window: Window) => zones.find((zone) => !isInside(window, minuteIn(zone, asked.at)));
  const atNight = outside(CALLING_HOURS);
  const windows = wishes(customer, asked, 'window').flatMap(({ value }) => parseWindow(value) ?? []);
  const missed = windows.length > 0 && windows.every((window) => outside(window) !== undefined);
  const zone = zones[0] ?? '';
  return [
    ...when(zones.length > 1, 'zoneUnknown', 'note', { zones: String(zones.length) }),
    ...when(atNight !== undefined, 'outsideHours', strict, { zone: atNight ?? '' }),
    ...(atNight === undefined ? marketingReasons({ zones, countries }, asked) : []),
    ...when(missed, 'outsideOwnWindow', strict, { zone }),
  ];
}

/** The strictest of all countries and zones that the customer may be in. */
function marketingReasons({ zones, countries }: Places, { purpose, channel, at }: Asked): Reason[] {
  if (purpose !== 'marketing' || channel !== 'call') return [];
  const places = countries.flatMap((country) => zones.map((zone) => ({ country, zone })));
  const closed = places.find(({ country, zone }) => isOutsideMarketingHours(country, zone, at));
  return closed ? [{ rule: 'outsideMarketingHours', effect: 'block', facts: closed }] : [];
}

/** A limit such as `1/7`: at most once in seven days. */
function frequencyReasons(customer: Reachable, asked: Asked): Reason[] {
  const limit = /^(\d{1,3})\/(\d{1,3})$/u.exec(
    preferred(customer, asked.purpose, 'frequency', asked.at)?.value ?? '',
  );
  if (!limit) return [];
  const [, most, days] = limit;
  const since = asked.at.getTime() - Number(days) * DAY_MS;
  const count = (asked.recent ?? []).filter((time) => Date.parse(time) > since).length;
  const effect = UNASKED.has(asked.purpose) ? 'block' : 'warn';
  return when(count >= Number(most), 'tooOften', effect, { count: String(count), days: String(days) });
}

/** The first channel, in the customer's order and then ours, that would be allowed; the one asked for when it is. */
function bestChannel(customer: Reachable, asked: Asked, verdict: Verdict): Channel | null {
  if (verdict === 'allow') return asked.channel;
  const own = wishes(customer, asked, 'channel').map(({ value }) => value);
  const order = [...CHANNELS].sort((a, b) => rank(own, a) - rank(own, b));
  const verdicts = order.map((channel) => ({
    channel,
    verdict: verdictOf(reasonsFor(customer, { ...asked, channel, contactPointId: null })),
  }));
  const open =
    verdicts.find((one) => one.verdict === 'allow') ?? verdicts.find((one) => one.verdict === 'warn');
  return open?.channel ?? null;
}

function rank(order: readonly string[], channel: Channel): number {
  const place = order.indexOf(channel);
  return place === -1 ? order.length : place;
}

/** Preferences of a kind that hold for the purpose on that day. */
function wishes(
  customer: Reachable,
  { purpose, at }: Asked,
  kind: PreferenceElement['kind'],
): PreferenceElement[] {
  const day = at.toISOString().slice(0, 10);
  return customer.preferences.filter(
    (wish) =>
      wish.kind === kind &&
      (wish.purpose === purpose || wish.purpose === 'any') &&
      (wish.validTo === null || wish.validTo >= day),
  );
}

/** The first of a kind, one for the very purpose before one for any. */
export function preferred(
  customer: Reachable,
  purpose: string,
  kind: PreferenceElement['kind'],
  at = new Date(0),
): PreferenceElement | undefined {
  const all = wishes(customer, { purpose, at, channel: 'call', contactPointId: null }, kind);
  return all.find((wish) => wish.purpose === purpose) ?? all[0];
}

function when(condition: boolean, rule: Rule, effect: Effect, facts: Record<string, string> = {}): Reason[] {
  return condition ? [{ rule, effect, facts }] : [];
}
