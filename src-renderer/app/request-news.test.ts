import { beforeEach, describe, expect, it } from 'vitest';
import { useNotices } from '#renderer/state/notices.ts';
import type { RequestView } from '#shared/api/request.ts';
import { endedSince, tellEnded } from './request-news.ts';

const OPEN: RequestView = {
  id: '01900000-0000-7000-8000-000000000001',
  rev: '',
  customerId: '01900000-0000-7000-8000-000000000002',
  customerNumber: 'C-1',
  kind: 'dataExport',
  createdAt: '2026-01-01T00:00:00.000Z',
  createdByName: 'Casey',
  expiresAt: null,
  state: 'sent',
  stage: '',
  outcome: '',
  reference: '',
  dueAt: null,
  scheduledFor: null,
  approvedByName: '',
  holdUntil: null,
  endedAt: null,
  desks: null,
  mine: true,
  cancellable: false,
  overdue: false,
  late: false,
};
const done: RequestView = { ...OPEN, state: 'done' };

beforeEach(() => useNotices.getState().dismissAll());

describe('what became of a request', () => {
  it('is news to whoever asked, once', () => {
    expect(endedSince([OPEN], [done])).toEqual([done]);
    expect(endedSince([done], [done])).toEqual([]);
  });

  it('is no news when the list is read for the first time, to others, or when it was taken back', () => {
    expect(endedSince(null, [done])).toEqual([]);
    expect(endedSince([OPEN], [{ ...done, mine: false }])).toEqual([]);
    expect(endedSince([OPEN], [{ ...OPEN, state: 'cancelled' }])).toEqual([]);
    expect(endedSince([OPEN], [OPEN])).toEqual([]);
  });

  it('is told with its reason, and with the way to it', () => {
    tellEnded([done, { ...OPEN, kind: 'resetPassword', state: 'rejected', outcome: 'tooMany' }]);
    const [ready, refused] = useNotices.getState().notices;
    expect(ready).toMatchObject({
      tone: 'good',
      title: 'Export the person’s data, C-1',
      detail: 'The export is ready to be saved, under Requests.',
      action: { label: 'Show' },
    });
    expect(refused).toMatchObject({
      tone: 'attention',
      detail: expect.stringContaining('three times today'),
    });
  });
});
