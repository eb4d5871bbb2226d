import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { launchToken } from './launch.ts';
import { issuesOf, problemOf } from './problem.ts';
import { retryDelay } from './socket.ts';

describe('the line to the core', () => {
  it('reads the launch token from the address', () => {
    expect(launchToken('#launch=abc-_1')).toBe('abc-_1');
    expect(launchToken('')).toBeNull();
  });

  it('waits half a second first and five at most', () => {
    expect([0, 1, 2, 3, 4, 50].map(retryDelay)).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
  });

  it('turns whatever a call threw into a code of the closed set', () => {
    expect(problemOf(new ORPCError('STORE_FULL'))).toBe('STORE_FULL');
    expect(problemOf(new ORPCError('SOMETHING_NEW'))).toBe('INTERNAL');
    expect(problemOf(new Error('socket'))).toBe('CORE_GONE');
  });

  it('reads the fields of an INVALID answer only', () => {
    const issues = [{ path: 'family', code: 'required' as const }];
    expect(issuesOf(new ORPCError('INVALID', { data: { issues } }))).toEqual(issues);
    expect(issuesOf(new ORPCError('INVALID', { data: 'odd' }))).toEqual([]);
    expect(issuesOf(new ORPCError('INTERNAL'))).toEqual([]);
  });
});
