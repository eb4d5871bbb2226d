/** Who is frozen by what, how identity must be checked, and when a request waits too long. */
import { describe, expect, it } from 'vitest';
import { arrivedLate, freezeOf, isConfirmed, isVerified, overdueUnsent } from './rules.ts';
import { type RequestPayload, type RequestState, scrubbed } from './schema.ts';

const at = '2026-03-01T12:00:00.000Z';
const forget = (checks: string[], regime = 'gdpr') =>
  ({
    kind: 'forget',
    reason: 'other',
    requester: 'person',
    regime,
    receivedAt: at,
    checks,
  }) as RequestPayload;
const restrict: RequestPayload = { kind: 'restrict', reason: 'other' };
const one = (payload: RequestPayload, state: RequestState) => ({ payload, state, createdAt: at });

describe('a freeze', () => {
  it('begins with the request and ends with it', () => {
    const mask = forget(['document']);
    for (const state of ['queued', 'sent', 'accepted'] as const)
      expect(freezeOf([one(mask, state)])).toBe('mask');
    for (const state of ['done', 'rejected', 'expired', 'cancelled'] as const)
      expect(freezeOf([one(mask, state)])).toBeNull();
  });

  it('hides for a forget and keeps from changing for a restriction', () => {
    expect(freezeOf([one(restrict, 'queued')])).toBe('readOnly');
    expect(freezeOf([one(restrict, 'queued'), one(forget(['document']), 'queued')])).toBe('mask');
    expect(freezeOf([])).toBeNull();
  });
});

describe('identity', () => {
  it('is checked by one way, two different ones under the CCPA, none where nobody asks', () => {
    expect(isVerified(forget([]))).toBe(false);
    expect(isVerified(forget(['document']))).toBe(true);
    expect(isVerified(forget(['document'], 'ccpa'))).toBe(false);
    expect(isVerified(forget(['document', 'document'], 'ccpa'))).toBe(false);
    expect(isVerified(forget(['document', 'callBack'], 'ccpa'))).toBe(true);
    expect(isVerified(restrict)).toBe(true);
  });
});

describe('a reset', () => {
  const reset = (secondsBefore: number): RequestPayload => {
    const proved = new Date(Date.parse(at) - secondsBefore * 1000).toISOString();
    return { kind: 'resetPassword', checks: ['callBack'], proof: { by: 'pin', at: proved } };
  };

  it('wants whoever asks to have shown that it is them within five minutes, and no other kind does', () => {
    expect([0, 299, 306, 3600, -60].map((seconds) => isConfirmed(reset(seconds), at))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(isConfirmed({ kind: 'resetPassword', checks: ['callBack'] }, at)).toBe(false);
    expect(isConfirmed(restrict, at)).toBe(true);
  });
});

describe('a request to be forgotten', () => {
  it('is told of when it waits four hours to be sent, and no other is', () => {
    const early = new Date('2026-03-01T15:59:00.000Z');
    const late = new Date('2026-03-01T16:00:00.000Z');
    const waits = [
      one(forget(['document']), 'queued'),
      one(restrict, 'queued'),
      one(forget(['document']), 'accepted'),
    ];
    expect(overdueUnsent(waits, early)).toEqual([]);
    expect(overdueUnsent(waits, late)).toEqual([waits[0]]);
  });

  it('is told of to who approves when it reached the server that late, until it is decided', () => {
    const arrived = (hours: number, state: RequestState, payload = forget(['document'])) => ({
      ...one(payload, state),
      arrivedAt: new Date(Date.parse(at) + hours * 3_600_000).toISOString(),
    });
    expect(arrivedLate(arrived(3.9, 'accepted'))).toBe(false);
    expect(arrivedLate(arrived(4, 'accepted'))).toBe(true);
    expect(arrivedLate(arrived(4, 'done'))).toBe(false);
    expect(arrivedLate(arrived(4, 'accepted', restrict))).toBe(false);
    expect(arrivedLate({ ...one(forget(['document']), 'queued'), arrivedAt: null })).toBe(false);
  });

  it('leaves its kind, law and time, and nothing else, when it is scrubbed', () => {
    expect(scrubbed(forget(['document']))).toEqual({
      kind: 'scrubbed',
      was: 'forget',
      regime: 'gdpr',
      receivedAt: at,
    });
    expect(scrubbed(scrubbed(restrict))).toEqual({
      kind: 'scrubbed',
      was: 'restrict',
      regime: null,
      receivedAt: null,
    });
  });
});
