import { beforeEach, describe, expect, it } from 'vitest';
import { type CustomerEditable, emptyCustomer } from '#shared/customer/schema.ts';
import { type Edit, useEdits } from './edits.ts';

const values: CustomerEditable = { ...emptyCustomer(), given: 'Ada', family: 'Byron' };
const edit: Edit = { base: values, mine: values, startedAt: '2026-01-01T00:00:00.000Z', open: true };

beforeEach(() => useEdits.getState().restore({}));

describe('half-edited customers', () => {
  it('change while they are there', () => {
    useEdits.getState().put('1', edit);
    useEdits.getState().update('1', (now) => ({ ...now, mine: { ...now.mine, given: 'Augusta' } }));
    expect(useEdits.getState().edits['1']?.mine.given).toBe('Augusta');
  });

  it('never come back by a change that was on its way when they were saved', () => {
    useEdits.getState().put('1', edit);
    useEdits.getState().drop('1');
    useEdits.getState().update('1', (now) => now);
    expect(useEdits.getState().edits).toEqual({});
  });
});
