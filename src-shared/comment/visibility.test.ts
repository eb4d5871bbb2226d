import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Me } from '../permission/me.ts';
import { ROLES } from '../permission/roles.ts';
import { COMMENT_VISIBILITIES } from './schema.ts';
import { commentScope, inAudience, movedCommentScope } from './visibility.ts';

const north = ['region:north'];
const person = (sub: string, scopeKeys: string[], role: Me['role'] = 'csr'): Me => ({
  sub,
  name: sub,
  role,
  scopeKeys,
});
const author = person('ann', ['region:north', 'team:1']);
const mate = person('bob', ['team:1']);
const neighbour = person('eve', ['region:north', 'team:2']);
const officer = person('olu', ['*'], 'privacyOfficer');
const auditor = person('aud', ['*'], 'auditor');

describe('who sees a comment', () => {
  const rows = [
    ['all', [true, true, true, true, true]],
    ['team', [true, true, false, true, false]],
    ['restricted', [true, false, false, true, false]],
  ] as const;
  it.each(rows)('%s: author, team mate, neighbour, privacy officer, auditor', (visibility, expected) => {
    const scope = commentScope(north, visibility, author);
    expect([author, mate, neighbour, officer, auditor].map((one) => inAudience(one, scope))).toEqual(
      expected,
    );
  });

  it('takes the region for the team of an author who is in none', () => {
    const scope = commentScope(north, 'team', person('sol', ['region:north']));
    expect(inAudience(person('kim', ['region:north']), scope)).toBe(true);
    expect(inAudience(person('kim', ['region:south']), scope)).toBe(false);
  });

  it('never depends on where the customer is, and the author always sees it', () => {
    const key = fc.constantFrom('region:a', 'region:b', 'team:1', 'team:2', '*');
    const anybody = fc.record({
      sub: fc.constantFrom('ann', 'bob'),
      name: fc.constant('x'),
      role: fc.constantFrom(...ROLES),
      scopeKeys: fc.uniqueArray(key),
    });
    fc.assert(
      fc.property(
        anybody,
        anybody,
        fc.constantFrom(...COMMENT_VISIBILITIES),
        fc.uniqueArray(key),
        fc.uniqueArray(key),
        (writer, reader, visibility, before, after) => {
          const scope = commentScope(before, visibility, writer);
          const moved = movedCommentScope(scope, after);
          expect(inAudience(reader, moved)).toBe(inAudience(reader, scope));
          expect(moved).toEqual(commentScope(after, visibility, writer));
          expect(inAudience(writer, scope)).toBe(true);
        },
      ),
    );
  });
});
