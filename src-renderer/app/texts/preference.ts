/** Words for preferences, consents and decisions. */
import type { HowToReach } from '#shared/preference/how-to-reach.ts';
import type {
  Channel,
  ConsentElement,
  KnownIssueElement,
  PreferenceElement,
} from '#shared/preference/schema.ts';
import { clockTime, weekdayTime } from './format.ts';

export const PREFERENCE_KIND_TEXTS: Record<PreferenceElement['kind'], string> = {
  style: 'Style',
  channel: 'Preferred channel',
  avoidChannel: 'Channel to avoid',
  language: 'Language',
  window: 'Hours to reach them',
  frequency: 'At most so often',
  accessibility: 'Accessibility',
  dietary: 'Dietary needs',
  format: 'Format',
  addressName: 'Name and pronouns to use',
};

/** What to type for a kind. */
export const PREFERENCE_HINTS: Record<PreferenceElement['kind'], string> = {
  style: 'Formal, brief',
  channel: '',
  avoidChannel: '',
  language: 'en',
  window: '09:00-17:00',
  frequency: '1/7 is once in seven days',
  accessibility: 'Large print, text relay, interpreter',
  dietary: 'Halal, no nuts',
  format: 'Paper, PDF',
  addressName: 'Dr. Byron, she/her',
};

export const CHANNEL_TEXTS: Record<Channel, string> = {
  call: 'Call',
  sms: 'SMS',
  email: 'E-mail',
  letter: 'Letter',
  messenger: 'Messenger',
  visit: 'Visit',
};

/** From when the customer may be contacted by the clock, where that is later than `at`; '' otherwise. */
export function windowText({ window }: HowToReach, at: Date): string {
  if (!window || new Date(window.from) <= at) return '';
  const [from, to] = [new Date(window.from), new Date(window.to)];
  return `From ${weekdayTime(from)} to ${clockTime(to)} your time`;
}

/** What a channel is called; one that this program does not know, by its code. */
export function channelText(channel: string): string {
  return channel === 'any' ? 'Every channel' : (CHANNEL_TEXTS[channel as Channel] ?? channel);
}

export const PURPOSE_TEXTS: Record<PreferenceElement['purpose'] | ConsentElement['purpose'], string> = {
  any: 'Everything',
  service: 'Service',
  transaction: 'Orders and payments',
  marketing: 'Marketing',
  survey: 'Surveys',
  safety: 'Safety',
  dietary: 'Dietary needs',
};

export const SEVERITY_TEXTS: Record<KnownIssueElement['severity'], string> = {
  info: 'For information',
  caution: 'Caution',
  critical: 'Critical',
};

/** A preference as one line: `Preferred channel: E-mail`. */
export function preferenceText({ kind, value, purpose }: PreferenceElement): string {
  const isChannel = kind === 'channel' || kind === 'avoidChannel';
  const said = isChannel ? channelText(value) : value;
  const scope = purpose === 'any' ? '' : ` (${PURPOSE_TEXTS[purpose].toLowerCase()})`;
  return `${PREFERENCE_KIND_TEXTS[kind]}: ${said}${scope}`;
}
