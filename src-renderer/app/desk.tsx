/** The desk of the signed-in user: rail, find box, results, customers, sync. Composes the features. */
import { useCallback, useEffect, useMemo } from 'react';
import { UncodedContacts } from '#renderer/features/contact/uncoded-contacts.tsx';
import { FindBox } from '#renderer/features/find/find-box.tsx';
import { useFind } from '#renderer/features/find/find-store.ts';
import { Palette } from '#renderer/features/find/palette.tsx';
import { ResultList } from '#renderer/features/find/result-list.tsx';
import { type OpenHow, useRows } from '#renderer/features/find/use-rows.ts';
import { useProfileDrawer } from '#renderer/features/profile/drawer-state.ts';
import { HoldDialog } from '#renderer/features/request/hold-dialog.tsx';
import { RequestDialog } from '#renderer/features/request/request-dialog.tsx';
import { RequestPage } from '#renderer/features/request/request-page.tsx';
import { DataCard } from '#renderer/features/store/data-card.tsx';
import { SyncCentre } from '#renderer/features/sync/sync-centre.tsx';
import { SyncLine } from '#renderer/features/sync/sync-line.tsx';
import { MyTicklers } from '#renderer/features/tickler/my-ticklers.tsx';
import { TicklerDialog } from '#renderer/features/tickler/tickler-dialog.tsx';
import { WorkWith } from '#renderer/features/work-with/work-with.tsx';
import { useNotices } from '#renderer/state/notices.ts';
import { useRequests } from '#renderer/state/requests.ts';
import { useSyncStatus } from '#renderer/state/sync-status.ts';
import { useTabs } from '#renderer/state/tabs.ts';
import { showsCustomer, useView } from '#renderer/state/view.ts';
import type { SearchHit } from '#shared/api/search.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { registerAgain, startCreate, useMayCreate } from './creating-customer.ts';
import { CustomerPane } from './customer-pane.tsx';
import { useInFront } from './editing-customer.ts';
import { focusCustomerSoon } from './focus.ts';
import { openCustomer, openCustomerBehind } from './opening.ts';
import { Rail } from './rail.tsx';
import classes from './shell.module.css';
import { TabStrip } from './tab-strip.tsx';
import { useActivityReport } from './use-activity-report.ts';
import { useOpenContactsFeed, useTicklerFeeds } from './use-contact-feeds.ts';
import { useConfigurationFeed, useDraftMirror, useStoreFeed, useSyncFeed } from './use-feeds.ts';
import { useErasureFeed, useRequestFeed } from './use-request-feeds.ts';
import { useScreenPops } from './use-screen-pops.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { UserMenu } from './user-menu.tsx';
import { verbsFor } from './verbs.ts';

export function Desk({ me }: { me: Me }) {
  useSyncFeed();
  useStoreFeed();
  useConfigurationFeed();
  useOpenContactsFeed(me);
  useTicklerFeeds(me);
  useRequestFeed(me);
  useActivityReport();
  useLeavingNothing();
  const ready = useDraftMirror();
  useErasureFeed(ready);
  return ready ? <ReadyDesk me={me} /> : null;
}

/** Nothing of the user who leaves stays in memory for the next one to see. */
function useLeavingNothing(): void {
  useEffect(
    () => () => {
      useFind.getState().reset();
      useNotices.getState().dismissAll();
      useView.getState().show('find');
      useInFront.setState({ view: null });
      useProfileDrawer.getState().reset();
    },
    [],
  );
}

/** Changes with the customer in front, with every sync, and when a request hides somebody: then rows may be stale. */
function useNews(): string {
  const inFront = useInFront(({ view }) => view?.customer.mutationId ?? '');
  const synced = useSyncStatus(({ status }) => status?.lastSyncAt ?? '');
  const hidden = useRequests(({ requests }) =>
    (requests ?? []).flatMap(({ id, kind, state }) => (kind === 'forget' ? `${id}${state}` : [])).join(),
  );
  return `${inFront} ${synced} ${hidden}`;
}

function ReadyDesk({ me }: { me: Me }) {
  useShortcuts();
  useScreenPops();
  const { view, show } = useView();
  const { tabs, active } = useTabs();
  const mayCreate = useMayCreate();
  const openIds = useMemo(() => new Set(tabs.map(({ id }) => id)), [tabs]);
  const open = useCallback((hit: SearchHit, how: OpenHow) => {
    const tab = { id: hit.id, title: hit.name || hit.number };
    if (how === 'openBehind') return openCustomerBehind(tab);
    openCustomer(tab);
    focusCustomerSoon();
  }, []);
  const rows = useRows(open, useNews());
  return (
    <div className={classes.shell} data-view={view}>
      <Rail me={me} />
      <header className={classes.top}>
        <div className={classes.find}>
          <FindBox rows={rows} onActive={() => view !== 'find' && show('find')} />
        </div>
        <div className={classes.sync}>
          <SyncLine onOpen={() => show('sync')} />
        </div>
        <UserMenu me={me} />
      </header>
      <div className={classes.results}>
        <ResultList
          rows={rows}
          openIds={openIds}
          activeId={showsCustomer(view) ? active : null}
          onCreate={mayCreate ? startCreate : null}
        />
      </div>
      <main className={classes.main}>
        {tabs.length > 0 && <TabStrip />}
        <MainView me={me} />
      </main>
      <TicklerDialog />
      <Palette verbs={verbsFor(me)} onOpen={(hit, behind) => open(hit, behind ? 'openBehind' : 'open')} />
      <RequestDialog />
      <HoldDialog />
    </div>
  );
}

const openById = (id: string, title: string) => openCustomer({ id, title });

function MainView({ me }: { me: Me }) {
  const view = useView((state) => state.view);
  if (view === 'ticklers') {
    return (
      <MyTicklers me={me} onOpenCustomer={openById}>
        {may(me.role, 'contact.report') && <UncodedContacts onOpenCustomer={openById} />}
      </MyTicklers>
    );
  }
  if (view === 'requests') return <RequestPage me={me} onOpenCustomer={openById} />;
  if (view === 'workWith') return <WorkWith me={me} />;
  if (view !== 'sync') return <CustomerPane me={me} />;
  return (
    <SyncCentre
      onOpenCustomer={openById}
      onRegisterAgain={may(me.role, 'customer.create') ? registerAgain : null}
    >
      <DataCard />
    </SyncCentre>
  );
}
