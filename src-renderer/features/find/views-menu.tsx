/** Kept searches: this user's own and those of the team; to take up, to keep the one in the box, to share it, and to drop. */
import { ActionIcon, Badge, Group, Menu } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { useMe } from '#renderer/state/session.ts';
import { type SavedView, VIEW_LIMIT } from '#shared/search/view.ts';
import { isAsked, useFind } from './find-store.ts';
import { KeepSearch } from './keep-search.tsx';
import { useTeamViews } from './use-team-views.ts';

export function ViewsMenu() {
  const [views, setViews] = useState<readonly SavedView[]>([]);
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
  const isNone = views.length === 0 && team.views.length === 0;
  return (
    <Menu position="bottom-end" width={320} onOpen={read} withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label="Kept searches">
          <IconBookmark size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isNone && <Menu.Label>No search is kept yet</Menu.Label>}
        {views.length > 0 && <Menu.Label>Kept searches, yours alone</Menu.Label>}
        {views.map((view) => (
          <Row
            key={view.name}
            name={view.name}
            onTakeUp={() => find.takeUp(view)}
            drop={{ label: 'Drop', run: () => void keep(views.filter((one) => one !== view)) }}
          />
        ))}
        {team.views.length > 0 && <Menu.Label>Kept searches of your team</Menu.Label>}
        {team.views.map((item) => (
          <Row
            key={item.id}
            name={item.entry.name}
            isTeams
            onTakeUp={() => find.takeUp({ ...item.entry, text: '' })}
            drop={team.mayShare ? { label: 'Stop sharing', run: () => team.remove(item) } : null}
          />
        ))}
        {isAsked(find) && <KeepSearch asked={find} team={team} onKeep={add} />}
      </Menu.Dropdown>
    </Menu>
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
    <Group gap={0} wrap="nowrap">
      <Menu.Item onClick={onTakeUp} rightSection={mark}>
        {name}
      </Menu.Item>
      {drop && (
        <ActionIcon variant="subtle" color="gray" aria-label={`${drop.label} ${name}`} onClick={drop.run}>
          <IconTrash size={14} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}
