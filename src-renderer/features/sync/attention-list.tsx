/** The changes that were not taken over as they were made. */
import { Text } from '@mantine/core';
import { api } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/use-live.ts';
import { Card } from '#renderer/components/card.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { type AttentionActions, AttentionEntry } from './attention-entry.tsx';
import classes from './sync.module.css';

export function AttentionList(actions: AttentionActions) {
  const { live, retry } = useLive('attention', (signal) => api.sync.attention(undefined, { signal }));
  return (
    <Card title="Needs attention">
      {live.state === 'problem' && <ProblemPanel code={live.code} onRetry={retry} />}
      {live.state === 'ready' && live.value.length === 0 && (
        <Text>Nothing. Every change was taken over as it was made.</Text>
      )}
      {live.state === 'ready' && live.value.length > 0 && (
        <ul className={classes.entries} aria-label="Changes that need attention">
          {live.value.map((item) => (
            <AttentionEntry key={item.id} item={item} {...actions} />
          ))}
        </ul>
      )}
    </Card>
  );
}
