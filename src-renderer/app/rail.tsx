/** The slim rail on the left: what there is to go to. */
import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconRefreshDot, IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useSyncStatus } from '#renderer/state/sync-status.ts';
import { useView } from '#renderer/state/view.ts';
import { focusFindBox } from './focus.ts';
import classes from './shell.module.css';

export function Rail() {
  const { view, show } = useView();
  const refused = useSyncStatus(({ status }) => status?.refused ?? 0);
  return (
    <nav className={classes.rail} aria-label="Main">
      <RailButton label="Find" current={view !== 'sync'} onClick={() => goToFind(show)}>
        <IconSearch size={20} stroke={1.75} aria-hidden />
      </RailButton>
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
    </nav>
  );
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
