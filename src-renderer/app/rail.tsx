/** The slim rail on the left: what there is to go to. */
import { Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconAdjustments,
  IconAlarm,
  IconMailForward,
  IconRefreshDot,
  IconSearch,
  IconUserPlus,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useNow } from '#renderer/components/use-now.ts';
import { worksWithConfiguration } from '#renderer/features/work-with/work-with.tsx';
import { useMyTicklers } from '#renderer/state/my-ticklers.ts';
import { useRequests } from '#renderer/state/requests.ts';
import { useSyncStatus } from '#renderer/state/sync-status.ts';
import { showsCustomer, useView } from '#renderer/state/view.ts';
import { isDue } from '#shared/contact/due.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { startCreate, useMayCreate } from './creating-customer.ts';
import { focusFindBox } from './focus.ts';
import classes from './shell.module.css';

export function Rail({ me }: { me: Me }) {
  const { view, show } = useView();
  const mayCreate = useMayCreate();
  const refused = useSyncStatus(({ status }) => status?.refused ?? 0);
  return (
    <nav className={classes.rail} aria-label="Main">
      <RailButton label="Find" current={showsCustomer(view)} onClick={() => goToFind(show)}>
        <IconSearch size={20} stroke={1.75} aria-hidden />
      </RailButton>
      {mayCreate && (
        <RailButton label="New customer" current={false} onClick={() => startCreate()}>
          <IconUserPlus size={20} stroke={1.75} aria-hidden />
        </RailButton>
      )}
      <TicklerButton />
      <RequestButton me={me} />
      <RailButton
        label={refused > 0 ? `Sync centre, ${refused} need attention` : 'Sync centre'}
        current={view === 'sync'}
        onClick={() => show('sync')}
      >
        <IconRefreshDot size={20} stroke={1.75} aria-hidden />
        {refused > 0 && (
          <span className={classes.railCount} aria-hidden>
            {refused > 9 ? '9+' : refused}
          </span>
        )}
      </RailButton>
      {worksWithConfiguration(me) && (
        <RailButton label="Work with" current={view === 'workWith'} onClick={() => show('workWith')}>
          <IconAdjustments size={20} stroke={1.75} aria-hidden />
        </RailButton>
      )}
    </nav>
  );
}

function TicklerButton() {
  const { view, show } = useView();
  const now = useNow();
  const ticklers = useMyTicklers((state) => state.ticklers);
  if (ticklers === null) return null;
  const due = ticklers.filter((one) => isDue(one, now)).length;
  return (
    <RailButton
      label={due > 0 ? `My ticklers, ${due} due` : 'My ticklers'}
      current={view === 'ticklers'}
      onClick={() => show('ticklers')}
    >
      <IconAlarm size={20} stroke={1.75} aria-hidden />
      {due > 0 && (
        <span className={classes.railCount} aria-hidden>
          {due > 9 ? '9+' : due}
        </span>
      )}
    </RailButton>
  );
}

function RequestButton({ me }: { me: Me }) {
  const { view, show } = useView();
  const requests = useRequests((state) => state.requests);
  if (requests === null) return null;
  const waiting = requests.filter(({ state }) => state === 'queued' || state === 'sent').length;
  // Whoever approves is told of those that came late from other computers too.
  const isLate = requests.some(({ overdue, late }) => overdue || (late && may(me.role, 'request.approve')));
  return (
    <RailButton
      label={requestLabel(waiting, isLate)}
      current={view === 'requests'}
      onClick={() => show('requests')}
    >
      <IconMailForward size={20} stroke={1.75} aria-hidden />
      {(waiting > 0 || isLate) && (
        <span className={classes.railCount} aria-hidden>
          {isLate ? '!' : waiting > 9 ? '9+' : waiting}
        </span>
      )}
    </RailButton>
  );
}

function requestLabel(waiting: number, isLate: boolean): string {
  if (isLate) return 'Requests, one waits too long';
  return waiting > 0 ? `Requests, ${waiting} waiting` : 'Requests';
}

function goToFind(show: (view: 'find') => void): void {
  show('find');
  focusFindBox();
}

type RailButtonProps = { label: string; current: boolean; onClick: () => void; children: ReactNode };

function RailButton({ label, current, onClick, children }: RailButtonProps) {
  return (
    <Tooltip label={label} position="right">
      <UnstyledButton
        className={classes.railButton}
        aria-label={label}
        aria-current={current ? 'page' : undefined}
        onClick={onClick}
      >
        {children}
      </UnstyledButton>
    </Tooltip>
  );
}
