/** Feeds the stores of contacts and ticklers, and speaks of ticklers that get due. */
import { useEffect } from 'react';
import { api } from '#renderer/api/client.ts';
import { useMyTicklers } from '#renderer/state/my-ticklers.ts';
import { useNotices } from '#renderer/state/notices.ts';
import { useOpenContacts } from '#renderer/state/open-contacts.ts';
import { useTicklerDialog } from '#renderer/state/tickler-dialog.ts';
import { useView } from '#renderer/state/view.ts';
import type { TicklerView } from '#shared/api/tickler.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { feed } from './use-feeds.ts';

/** Keeps my open contacts up to date while somebody is signed in who records contacts. */
export function useOpenContactsFeed({ role }: Me): void {
  useEffect(() => {
    if (!may(role, 'contact.record')) return;
    const { setContacts } = useOpenContacts.getState();
    const stop = feed((signal) => api.contact.open(undefined, { signal }), {
      value: setContacts,
      problem: () => undefined,
    });
    return () => {
      stop();
      setContacts([]);
    };
  }, [role]);
}

/** Keeps my ticklers up to date, and says once what got due. */
export function useTicklerFeeds({ role }: Me): void {
  useEffect(() => {
    if (!may(role, 'tickler.work')) return;
    const { setTicklers } = useMyTicklers.getState();
    const stopMine = feed((signal) => api.tickler.mine(undefined, { signal }), {
      value: setTicklers,
      problem: () => undefined,
    });
    const stopReminders = feed((signal) => api.tickler.reminders(undefined, { signal }), {
      value: remind,
      problem: () => undefined,
    });
    return () => {
      stopMine();
      stopReminders();
      setTicklers(null);
      useTicklerDialog.getState().close();
    };
  }, [role]);
}

function remind(due: readonly TicklerView[]): void {
  const [first] = due;
  if (!first) return;
  useNotices.getState().tell({
    tone: 'attention',
    title: due.length === 1 ? 'A tickler is due' : `${due.length} ticklers are due`,
    detail: due.length === 1 ? [first.customerName, first.text].filter(Boolean).join(': ') : '',
    action: { label: 'Show', run: () => useView.getState().show('ticklers') },
  });
  api.tickler.told({ ids: due.map(({ id }) => id).slice(0, 1000) }).catch(() => undefined);
}
