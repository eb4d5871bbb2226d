/** The searches that the user's team keeps, as this computer has them, and the way to share one: on the server. */
import { v7 as uuid } from 'uuid';
import { api } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { type ItemOf, useEveryEntry, useItems } from '#renderer/state/configuration.ts';
import { useNotices } from '#renderer/state/notices.ts';
import { useSyncStatus } from '#renderer/state/sync-status.ts';
import type { CustomerSort } from '#shared/api/search.ts';
import { mayWrite } from '#shared/configuration/permission.ts';
import type { Me } from '#shared/permission/me.ts';
import type { Filter } from '#shared/search/filter.ts';
import { audienceOf, isShownTo, teamViewIssues } from '#shared/search/team-view.ts';
import { same } from '#shared/sync/three-way.ts';

export type TeamViews = {
  /** By name; those of the user's scope. */
  views: readonly ItemOf<'view'>[];
  mayShare: boolean;
  /** Why a search cannot be shared now; null when it can. */
  obstacle: (filter: Filter | null) => string | null;
  /** In place of the one of this name, if there is one. */
  share: (view: { name: string; filter: Filter; sort: CustomerSort }) => void;
  remove: (item: ItemOf<'view'>) => void;
};

export function useTeamViews(me: Me | null): TeamViews {
  const entries = useEveryEntry();
  const isOnline = useSyncStatus(({ status }) => status?.network === 'online');
  const views = useItems('view')
    .filter(({ entry }) => me !== null && isShownTo(entry, me))
    .toSorted((one, other) => one.entry.name.localeCompare(other.entry.name));
  return {
    views,
    mayShare: me !== null && mayWrite(me.role, 'view'),
    obstacle: (filter) => {
      if (filter === null) return 'A team keeps filters: a text alone may be about a person.';
      if (teamViewIssues({ filter }, entries).length > 0)
        return 'A filter on what was typed is not shared: it may be about a person.';
      return isOnline ? null : 'Sharing needs a connection.';
    },
    share: ({ name, filter, sort }) => {
      const audience = me ? audienceOf(me) : [];
      const before = views.find(({ entry }) => entry.name === name && same(entry.audience, audience));
      const entry = { kind: 'view' as const, name, filter, sort, audience };
      const saved = api.configuration.save({ id: before?.id ?? uuid(), rev: before?.rev ?? '', entry });
      tell(saved, `“${name}” is shared with your team`);
    },
    remove: ({ id, rev, entry }) =>
      tell(api.configuration.remove({ id, rev, kind: 'view' }), `“${entry.name}” is no longer shared`),
  };
}

function tell(command: Promise<void>, done: string): void {
  const { tell: say } = useNotices.getState();
  command.then(
    () => say({ tone: 'good', title: done }),
    (error: unknown) => say({ tone: 'attention', ...PROBLEM_TEXTS[problemOf(error)] }),
  );
}
