/** Two versions side by side: what differs between them, whatever lies in between. */
import { Group, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import type { Change } from '#shared/changes/schema.ts';
import { compareVersions } from '#shared/changes/versions.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { ChangedFields } from './changed-fields.tsx';
import classes from './versions.module.css';

type CompareVersionsProps = { confirmed: Customer; versions: readonly Change[] };

export function CompareVersions({ confirmed, versions }: CompareVersionsProps) {
  const [chosen, setChosen] = useState<{ from: number; to: number } | null>(null);
  const newest = versions[0]?.version ?? 1;
  const oldest = Math.max(1, (versions.at(-1)?.version ?? 1) - 1);
  const numbers = [...new Set([...versions.map(({ version }) => version), oldest])];
  const data = numbers.map((version) => ({ value: String(version), label: `Version ${version}` }));
  const { from, to } = chosen ?? { from: oldest, to: newest };
  const fields = chosen && compareVersions(confirmed, versions, from, to);
  return (
    <div className={classes.compare}>
      <Group gap="xs" align="end">
        <NativeSelect
          size="xs"
          label="Compare"
          data={data}
          value={from}
          onChange={(event) => setChosen({ from: Number(event.currentTarget.value), to })}
        />
        <NativeSelect
          size="xs"
          label="with"
          data={data}
          value={to}
          onChange={(event) => setChosen({ from, to: Number(event.currentTarget.value) })}
        />
      </Group>
      {chosen && !fields && (
        <Text size="sm" c="dimmed">
          A version in between is not on this computer, so these two cannot be told apart here.
        </Text>
      )}
      {fields && (
        <ChangedFields fields={fields} model={confirmed.model} none="Nothing that is shown here differs." />
      )}
    </div>
  );
}
