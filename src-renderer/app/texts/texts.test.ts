import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES } from '#renderer/api/problem.ts';
import { FieldIssue } from '#shared/api/errors.ts';
import { STORE_PROBLEMS } from '#shared/api/session.ts';
import { ATTENTION_REASONS, NETWORK_STATES, type SyncStatus } from '#shared/api/sync.ts';
import {
  CUSTOMER_FLAGS,
  CUSTOMER_KINDS,
  CUSTOMER_STATUSES,
  EDITABLE_FIELDS,
} from '#shared/customer/schema.ts';
import { ROLES } from '#shared/permission/roles.ts';
import { COLLECTIONS } from '#shared/sync/collections.ts';
import { FIELD_TEXTS, FLAG_TEXTS, fieldText, ISSUE_TEXTS, KIND_TEXTS, STATUS_TEXTS } from './customer.ts';
import { countryChoices, languageChoices, timeIn } from './format.ts';
import { windowText } from './preference.ts';
import { PROBLEM_TEXTS } from './problems.ts';
import { ROLE_TEXTS } from './roles.ts';
import { checkText, setBackText } from './store.ts';
import { COLLECTION_TEXTS, lastSyncText, NETWORK_TEXTS, REASON_TEXTS, syncSentence } from './sync.ts';

const quiet: SyncStatus = {
  network: 'online',
  waiting: 0,
  refused: 0,
  lastSyncAt: null,
  firstSync: false,
  secondsLeft: null,
  collections: [{ name: 'customers', documents: 1200, pulled: 1200, expected: null, lastSyncAt: null }],
};
const said = (status: Partial<SyncStatus>) => syncSentence({ ...quiet, ...status }).text;

describe('texts', () => {
  it.each([
    ['problems', PROBLEM_CODES, PROBLEM_TEXTS],
    ['store problems', STORE_PROBLEMS, PROBLEM_TEXTS],
    ['field issues', FieldIssue.shape.code.options, ISSUE_TEXTS],
    ['attention reasons', ATTENTION_REASONS, REASON_TEXTS],
    ['network states', NETWORK_STATES, NETWORK_TEXTS],
    ['collections', COLLECTIONS, COLLECTION_TEXTS],
    ['statuses', CUSTOMER_STATUSES, STATUS_TEXTS],
    ['flags', CUSTOMER_FLAGS, FLAG_TEXTS],
    ['kinds', CUSTOMER_KINDS, KIND_TEXTS],
    ['fields', EDITABLE_FIELDS, FIELD_TEXTS],
    ['roles', ROLES, ROLE_TEXTS],
  ])('have words for all %s', (_what, codes: readonly string[], texts: Record<string, unknown>) => {
    expect(Object.keys(texts)).toEqual(expect.arrayContaining([...codes]));
  });

  it('say a field path in words', () => {
    expect(fieldText('family')).toBe('Family name');
    expect(fieldText('emails.018f.address')).toBe('E-mails: address');
    expect(fieldText('later')).toBe('later');
  });

  it('know countries and languages, and no withdrawn codes', () => {
    const countries = countryChoices().map(({ value }) => value);
    expect(countries).toEqual(expect.arrayContaining(['DE', 'GB', 'US', 'JP']));
    expect(countries).not.toContain('UK');
    expect(countries).not.toContain('DD');
    expect(languageChoices().map(({ value }) => value)).toEqual(expect.arrayContaining(['de', 'en', 'pl']));
  });

  it('say nothing of a time zone this computer does not know', () => {
    expect(timeIn('Mars/Olympus', new Date())).toBeNull();
    expect(timeIn('Europe/Berlin', new Date())).not.toBeNull();
  });
});

describe('the sync line', () => {
  it('is quiet while all is well', () => {
    expect(syncSentence({ ...quiet, lastSyncAt: new Date().toISOString() })).toMatchObject({ tone: 'quiet' });
    expect(said({})).toBe('Not synced yet');
    expect(lastSyncText('2001-02-03T04:05:00Z')).toContain('2001');
  });

  it('says what waits, and that it is safe', () => {
    expect(said({ network: 'offline', waiting: 1 })).toBe(
      'Offline — 1 change waiting, safe on this computer',
    );
    expect(said({ network: 'offlineByChoice' })).toBe('Offline');
    const twoDaysAgo = new Date(Date.now() - 48 * 3_600_000).toISOString();
    expect(said({ network: 'offline', lastSyncAt: twoDaysAgo })).toContain('may be out of date since');
    expect(said({ clockOffMs: 7 * 60_000 })).toBe('The clock of this computer is 7 minutes ahead');
    expect(said({ clockOffMs: -3_600_000 })).toContain('60 minutes behind');
    expect(said({ waiting: 2 })).toBe('Sending 2 changes …');
  });

  it('says first what matters most', () => {
    expect(said({ network: 'offline', waiting: 1, refused: 2 })).toBe('2 changes need attention — offline');
    expect(said({ refused: 1 })).toBe('1 change needs attention');
    expect(said({ network: 'signInNeeded', waiting: 1 })).toContain('Sign in again');
    expect(said({ firstSync: true })).toMatch(/^Getting customers: 1.?200 …$/);
  });

  it.each([
    [20, 'less than a minute left'],
    [65, 'about a minute left'],
    [170, 'about 3 minutes left'],
  ])('says of a first sync how much there is, and how long %i seconds are', (secondsLeft, left) => {
    const collections = quiet.collections.map((one) => ({ ...one, expected: 9000 }));
    expect(said({ firstSync: true, secondsLeft, collections })).toMatch(
      new RegExp(`^Getting customers: 1.?200 of 9.?000, ${left} …$`),
    );
  });

  it('say when work ends here, before everything that only is so', () => {
    expect(said({ network: 'offline', workEndsAt: '2036-05-01T08:00:00.000Z', waiting: 2 })).toMatch(
      /^Work here ends .*2036.* unless this computer reaches its server — 2 changes waiting/,
    );
    expect(said({ network: 'offline', workEndsAt: null })).toMatch(/^Offline/);
  });

  it('say from when somebody may be contacted, only where that is later', () => {
    const window = { from: '2026-07-07T07:00:00.000Z', to: '2026-07-07T20:00:00.000Z' };
    const how = { window, style: '', format: '' };
    expect(windowText(how, new Date('2026-07-06T22:00:00.000Z'))).toMatch(/^From \D+ .* to .* your time$/);
    expect(windowText(how, new Date(window.from))).toBe('');
    expect(windowText({ ...how, window: null }, new Date(window.from))).toBe('');
  });

  it('say what a check came to, and nothing before one', () => {
    const none = { state: 'ok' as const, done: 0, total: 0, auditSound: null, rescue: null, setBack: null };
    const at = '2026-05-01T08:00:00.000Z';
    const checked = (outcome: 'sound' | 'damaged' | 'failed', auditSound: boolean | null) =>
      checkText({ ...none, auditSound, lastCheck: { at, outcome } });
    expect(checkText({ ...none, lastCheck: null })).toBeNull();
    expect(checked('sound', true)).toMatchObject({
      title: expect.stringContaining('in order'),
      detail: expect.stringContaining('is complete'),
    });
    expect(checked('sound', false)?.detail).toContain('IT department');
    expect(checked('damaged', null)?.detail).toContain('Repair');
    expect(checked('failed', null)?.title).toContain('could not be carried out');
  });

  it('say how many changes are missing where that is known, and else that some may be', () => {
    const at = '2026-05-01T08:00:00.000Z';
    expect(setBackText({ at, missing: 1 }).detail).toMatch(/^1 change .* is missing\./);
    expect(setBackText({ at, missing: 3 }).detail).toMatch(/^3 changes .* are missing\./);
    for (const missing of [0, null]) expect(setBackText({ at, missing }).detail).toContain('may be missing');
  });
});
