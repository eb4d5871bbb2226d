/** What must be in place before custom profiles can be created. */
import { Anchor, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { READINESS_TEXTS } from '#renderer/app/texts/configuration.ts';
import { Card } from '#renderer/components/card.tsx';
import { StatusBadge } from '#renderer/components/status-badge.tsx';
import type { Readiness } from '#shared/configuration/commands.ts';
import { READINESS_POINTS, type ReadinessPoint } from '#shared/configuration/readiness.ts';
import { useIsOnline } from './use-command.ts';

const MENDED_IN: Record<ReadinessPoint, string> = {
  customers: 'Find or register customers',
  attributes: 'Custom attributes',
  model: 'Layouts',
  externalId: 'Find a customer',
};

type ReadinessCardProps = {
  /** Changes whenever the server should be asked again. */
  news: string;
  /** Goes to where a point is mended. */
  onMend: (point: ReadinessPoint) => void;
};

export function ReadinessCard({ news, onMend }: ReadinessCardProps) {
  const { readiness, unknown } = useReadiness(news);
  return (
    <Card title="Ready for custom profiles">
      {readiness === null ? (
        <Text size="sm" c="dimmed" role="status">
          {unknown
            ? 'Not known on this computer yet. It is asked for when there is a connection.'
            : 'Looking …'}
        </Text>
      ) : (
        READINESS_POINTS.map((point) => (
          <Point key={point} point={point} met={readiness[point]} onMend={onMend} />
        ))
      )}
    </Card>
  );
}

type PointProps = { point: ReadinessPoint; met: boolean } & Pick<ReadinessCardProps, 'onMend'>;

function Point({ point, met, onMend }: PointProps) {
  const { name, missing } = READINESS_TEXTS[point];
  return (
    <Text size="sm" component="div">
      <StatusBadge
        icon={met ? IconCircleCheck : IconCircleX}
        text={met ? 'In place' : 'Missing'}
        tone={met ? 'good' : 'bad'}
      />{' '}
      {name}. {!met && missing}{' '}
      <Anchor component="button" type="button" size="sm" onClick={() => onMend(point)}>
        {MENDED_IN[point]}
      </Anchor>
    </Text>
  );
}

/** What the server says; without a connection what it last said, as the core keeps it. */
function useReadiness(news: string): { readiness: Readiness | null; unknown: boolean } {
  const isOnline = useIsOnline();
  const [readiness, setReadiness] = useState<Readiness | null>(null);
  const [unknown, setUnknown] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the configuration or the network changed
  useEffect(() => {
    let gone = false;
    setUnknown(false);
    api.configuration.readiness().then(
      (answer) => !gone && setReadiness(answer),
      () => !gone && setUnknown(true),
    );
    return () => {
      gone = true;
    };
  }, [isOnline, news]);
  return { readiness, unknown };
}
