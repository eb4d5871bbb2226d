/** The safety of the data on this computer: check it, and give it a new key. */
import { Button, Group, Progress, Text } from '@mantine/core';
import { IconKey, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { checkText } from '#renderer/app/texts/store.ts';
import { Card } from '#renderer/components/card.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { useStoreStatus } from '#renderer/state/store-status.ts';
import type { StoreStatus } from '#shared/api/store.ts';
import { RenewKeyDialog } from './renew-key-dialog.tsx';

export function DataCard() {
  const status = useStoreStatus((state) => state.status);
  const [renewing, setRenewing] = useState(false);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const isChecking = status?.state === 'checking';
  const check = () => {
    setProblem(null);
    api.store.check().catch((error) => setProblem(problemOf(error)));
  };
  return (
    <Card title="Safety of the data on this computer">
      <Text>Everything here is encrypted. A check reads all of it; you can go on working meanwhile.</Text>
      {problem && <ProblemPanel code={problem} />}
      {status && <CheckResult status={status} />}
      <Group gap="xs" mt="sm">
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={14} />}
          onClick={check}
          disabled={status === null || isChecking}
        >
          Check the data
        </Button>
        <Button
          variant="default"
          leftSection={<IconKey size={14} />}
          onClick={() => setRenewing(true)}
          disabled={status?.state !== 'ok'}
        >
          Renew the key …
        </Button>
      </Group>
      <RenewKeyDialog opened={renewing} onClose={() => setRenewing(false)} />
    </Card>
  );
}

/** How far the check is, or what the last one came to. */
function CheckResult({ status }: { status: StoreStatus }) {
  const { state, done, total } = status;
  if (state === 'checking') {
    const part = total === 0 ? 0 : (100 * done) / total;
    return <Progress value={part} mt="sm" aria-label="Checking the data" />;
  }
  const text = checkText(status);
  return (
    <div role="status">
      {text && (
        <Text mt="sm">
          <strong>{text.title}</strong> {text.detail}
        </Text>
      )}
    </div>
  );
}
