/** A decision in words that a representative can say aloud: "SMS withdrawn 3 May; 21:40 in Lisbon". */
import type { Decision, Reason } from './decide.ts';
import { clockText, dayIn, minuteIn, zoneText } from './local-time.ts';

const CHANNEL_WORDS: Record<string, string> = {
  call: 'Calls',
  sms: 'SMS',
  email: 'E-mail',
  letter: 'Letters',
  messenger: 'Messenger',
  visit: 'Visits',
};

/** One reason in words. `at` is the time that was asked about; days are written in UTC, so that all desks agree. */
export function reasonText({ rule, facts }: Reason, at: Date): string {
  const channel = CHANNEL_WORDS[facts.channel ?? ''] ?? '';
  switch (rule) {
    case 'unknownPurpose':
      return 'This purpose is not known';
    case 'restricted':
      return 'The customer is restricted';
    case 'deceased':
      return 'The customer is marked as deceased';
    case 'doNotServe':
      return 'The customer is not to be served';
    case 'doNotCall':
      return 'The customer asked not to be called';
    case 'fraudWatch':
      return 'The customer is on fraud watch: check who you are speaking with';
    case 'noContactPoint':
      return `${channel}: nothing to reach the customer by`;
    case 'doNotUse':
      return `${channel}: marked “do not use”`;
    case 'takesNoSms':
      return `${channel}: the phone takes no text messages`;
    case 'consentMissing':
      return `No consent to ${facts.purpose} by ${channel}`;
    case 'consentWithdrawn':
      return `${channel} for ${facts.purpose} withdrawn ${dayText(facts.at)}`;
    case 'consentGranted':
      return `${channel} for ${facts.purpose} agreed to ${dayText(facts.at)}`;
    case 'avoidChannel':
      return `${channel}: the customer wishes not`;
    case 'otherChannelPreferred':
      return `${CHANNEL_WORDS[facts.preferred ?? ''] ?? facts.preferred} preferred`;
    case 'outsideHours':
      return localText(facts.zone, at);
    case 'outsideMarketingHours':
      return `${dayIn(facts.zone ?? 'UTC', at)} ${localText(facts.zone, at)}, outside the hours for marketing calls in ${countryText(facts.country)}`;
    case 'outsideOwnWindow':
      return `${localText(facts.zone, at)}, outside the hours the customer asked for`;
    case 'zoneUnknown':
      return facts.zones
        ? 'Local time not certain: the strictest of several zones counts'
        : 'Local time not known';
    case 'tooOften':
      return `Contacted ${facts.count} times in ${facts.days} days`;
    case 'safety':
      return 'Safety: wishes and hours do not stop it';
  }
}

/** The reasons that speak against it, most important first, as one line; '' when nothing does. */
export function traceText({ reasons }: Pick<Decision, 'reasons'>, at: Date): string {
  const against = reasons.filter(({ effect }) => effect === 'block' || effect === 'warn');
  const blocking = against.filter(({ effect }) => effect === 'block');
  const warning = against.filter(({ effect }) => effect === 'warn');
  return [...blocking, ...warning].map((reason) => reasonText(reason, at)).join('; ');
}

/** Why a call would come at a wrong time, for the eye before anybody calls; '' where it would not. */
export function hoursText({ reasons }: Decision, at: Date): string {
  const night = reasons.find(({ rule }) => rule === 'outsideHours');
  if (night) return `Outside calling hours: ${reasonText(night, at)}`;
  const own = reasons.find(({ rule }) => rule === 'outsideOwnWindow');
  return own ? reasonText(own, at) : '';
}

function localText(zone: string | undefined, at: Date): string {
  return zone ? `${clockText(minuteIn(zone, at))} in ${zoneText(zone)}` : 'Local time not known';
}

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });

function countryText(country = ''): string {
  return country === '' ? 'their country' : (COUNTRIES.of(country) ?? country);
}

function dayText(instant: string | undefined): string {
  if (!instant) return '';
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(instant),
  );
}
