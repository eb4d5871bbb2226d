/** Searches that this user keeps: to take up, to keep the one in the box, and to drop. */
import { ActionIcon, Button, Group, Menu, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type SavedView, VIEW_LIMIT } from '#shared/search/view.ts';
import { isAsked, useFind } from './find-store.ts';

export function ViewsMenu() {
  const [views, setViews] = useState<readonly SavedView[]>([]);
  const [name, setName] = useState('');
  const find = useFind();
  const read = () => api.customer.views().then(setViews, () => setViews([]));
  const keep = (next: SavedView[]) => api.customer.keepViews(next).then(read, read);
  const add = () => {
    const { text, filter, sort } = find;
    const others = views.filter((view) => view.name !== name.trim());
    void keep([{ name: name.trim(), text, filter, sort }, ...others].slice(0, VIEW_LIMIT));
    setName('');
  };
  return (
    <Menu position="bottom-end" width={280} onOpen={read} withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label="Kept searches">
          <IconBookmark size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{views.length > 0 ? 'Kept searches, yours alone' : 'No search is kept yet'}</Menu.Label>
        {views.map((view) => (
          <Group key={view.name} gap={0} wrap="nowrap">
            <Menu.Item onClick={() => find.takeUp(view)}>{view.name}</Menu.Item>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Drop ${view.name}`}
              onClick={() => void keep(views.filter((one) => one !== view))}
            >
              <IconTrash size={14} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {isAsked(find) && (
          <Group gap="xs" p="xs" wrap="nowrap">
            <TextInput
              size="xs"
              flex={1}
              aria-label="Name of this search"
              placeholder="Name of this search"
              value={name}
              maxLength={80}
              onChange={(event) => setName(event.currentTarget.value)}
              onKeyDown={(event) => event.stopPropagation()}
            />
            <Button size="xs" disabled={name.trim() === ''} onClick={add}>
              Keep
            </Button>
          </Group>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
