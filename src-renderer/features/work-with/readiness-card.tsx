/** What must be in place before custom profiles can be created. */
import { Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { READINESS_TEXTS } from '#renderer/app/texts/configuration.ts';
import { Card } from '#renderer/components/card.tsx';
import { StatusBadge } from '#renderer/components/status-badge.tsx';
import type { Readiness } from '#shared/configuration/commands.ts';
import { READINESS_POINTS } from '#shared/configuration/readiness.ts';
import { useIsOnline } from './use-command.ts';

/** @param news changes whenever the server should be asked again. */
export function ReadinessCard({ news }: { news: string }) {
  const isOnline = useIsOnline();
  const [readiness, setReadiness] = useState<Readiness | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the configuration changed
  useEffect(() => {
    let gone = false;
    if (isOnline) {
      api.configuration.readiness().then(
        (answer) => !gone && setReadiness(answer),
        () => undefined,
      );
    }
    return () => {
      gone = true;
    };
  }, [isOnline, news]);
  return (
    <Card title="Ready for custom profiles">
      {readiness === null ? (
        <Text size="sm" c="dimmed">
          {isOnline ? 'Asking the server …' : 'Known when there is a connection.'}
        </Text>
      ) : (
        READINESS_POINTS.map((point) => {
          const { name, missing } = READINESS_TEXTS[point];
          const met = readiness[point];
          return (
            <Text size="sm" key={point}>
              <StatusBadge
                icon={met ? IconCircleCheck : IconCircleX}
                text={met ? 'In place' : 'Missing'}
                tone={met ? 'good' : 'bad'}
              />{' '}
              {name}. {!met && missing}
            </Text>
          );
        })
      )}
    </Card>
  );
}
