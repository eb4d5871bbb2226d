/** Kept searches: this user's own and those of the team; to take up, to keep the one in the box, to share it, and to drop. */
import { ActionIcon, Badge, Button, Group, List, Popover, Text } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { useMe } from '#renderer/state/session.ts';
import { type SavedView, VIEW_LIMIT } from '#shared/search/view.ts';
import { isAsked, useFind } from './find-store.ts';
import { KeepSearch } from './keep-search.tsx';
import { useTeamViews } from './use-team-views.ts';

export function KeptSearches() {
  const [views, setViews] = useState<readonly SavedView[]>([]);
  const [opened, setOpened] = useState(false);
  const find = useFind();
  const me = useMe();
  const team = useTeamViews(me);
  const read = () => api.customer.views().then(setViews, () => setViews([]));
  const keep = (next: SavedView[]) => api.customer.keepViews(next).then(read, read);
  const add = (name: string) => {
    const { text, filter, sort } = find;
    const others = views.filter((view) => view.name !== name);
    void keep([{ name, text, filter, sort }, ...others].slice(0, VIEW_LIMIT));
  };
  const open = () => {
    setOpened((isOpen) => !isOpen);
    void read();
  };
  const takeUp = (view: SavedView) => {
    find.takeUp(view);
    setOpened(false);
  };
  const isNone = views.length === 0 && team.views.length === 0;
  return (
    <Popover opened={opened} onChange={setOpened} width={320} position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <ActionIcon variant="subtle" aria-label="Kept searches" aria-expanded={opened} onClick={open}>
          <IconBookmark size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label="Kept searches">
        {isNone && <Heading>No search is kept yet</Heading>}
        <Rows heading="Kept searches, yours alone">
          {views.map((view) => (
            <Row
              key={view.name}
              name={view.name}
              onTakeUp={() => takeUp(view)}
              drop={{ label: 'Drop', run: () => void keep(views.filter((one) => one !== view)) }}
            />
          ))}
        </Rows>
        <Rows heading="Kept searches of your team">
          {team.views.map((item) => (
            <Row
              key={item.id}
              name={item.entry.name}
              isTeams
              onTakeUp={() => takeUp({ ...item.entry, text: '' })}
              drop={team.mayShare ? { label: 'Stop sharing', run: () => team.remove(item) } : null}
            />
          ))}
        </Rows>
        {isAsked(find) && <KeepSearch asked={find} team={team} onKeep={add} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Heading({ children }: { children: string }) {
  return (
    <Text size="xs" c="dimmed" fw={500} px="xs" py={6}>
      {children}
    </Text>
  );
}

/** Nothing where there are none. */
function Rows({ heading, children }: { heading: string; children: ReactElement[] }) {
  if (children.length === 0) return null;
  return (
    <>
      <Heading>{heading}</Heading>
      <List listStyleType="none" aria-label={heading}>
        {children}
      </List>
    </>
  );
}

type RowProps = {
  name: string;
  isTeams?: true;
  onTakeUp: () => void;
  /** Null where it is not this user's to drop. */
  drop: { label: string; run: () => void } | null;
};

function Row({ name, isTeams, onTakeUp, drop }: RowProps) {
  const mark = isTeams && (
    <Badge size="sm" variant="light">
      Team
    </Badge>
  );
  return (
    <Group component="li" gap={0} wrap="nowrap">
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        fullWidth
        justify="space-between"
        rightSection={mark}
        onClick={onTakeUp}
      >
        {name}
      </Button>
      {drop && (
        <ActionIcon variant="subtle" color="gray" aria-label={`${drop.label} ${name}`} onClick={drop.run}>
          <IconTrash size={14} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}
