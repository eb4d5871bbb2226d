/** Keeps what is asked under a name, for the user alone or, where their role may, for the team. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { CustomerSort } from '#shared/api/search.ts';
import type { Filter } from '#shared/search/filter.ts';
import type { TeamViews } from './use-team-views.ts';

type KeepSearchProps = {
  asked: { text: string; filter: Filter | null; sort: CustomerSort };
  team: TeamViews;
  onKeep: (name: string) => void;
};

export function KeepSearch({ asked: { text, filter, sort }, team, onKeep }: KeepSearchProps) {
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const obstacle = team.obstacle(filter);
  const input = useRef<HTMLInputElement>(null);
  // A button that there is nothing to do for any more would lose the focus, and the keys their place.
  const begin = () => {
    setTyped('');
    input.current?.focus();
  };
  const share = () => {
    if (filter) team.share({ name, filter, sort });
    begin();
  };
  return (
    <Stack gap={6} p="xs">
      <Group gap="xs" wrap="nowrap">
        <TextInput
          ref={input}
          size="xs"
          flex={1}
          aria-label="Name of this search"
          placeholder="Name of this search"
          value={typed}
          maxLength={80}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button
          size="xs"
          disabled={name === ''}
          onClick={() => {
            onKeep(name);
            begin();
          }}
        >
          Keep
        </Button>
        {team.mayShare && (
          <Button size="xs" variant="default" disabled={name === '' || obstacle !== null} onClick={share}>
            Share
          </Button>
        )}
      </Group>
      {team.mayShare && (
        <Text size="xs" c="dimmed">
          {obstacle ??
            (text.trim() ? 'Shared without the text in the box.' : 'Share it, and your team sees it here.')}
        </Text>
      )}
    </Stack>
  );
}
