/** Where a new customer belongs, for those who work for more than one region. */
import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { useEdits } from '#renderer/state/edits.ts';

export function RegionSelect({ id, region = '' }: { id: string; region?: string }) {
  const [regions, setRegions] = useState<readonly string[]>([]);
  useEffect(() => {
    api.customer.regions().then(setRegions, () => undefined);
  }, []);
  if (regions.length === 0) return null;
  return (
    <NativeSelect
      maw={320}
      my={10}
      label="Region"
      description="Who works there sees the customer."
      data={[{ value: '', label: 'Not assigned yet' }, ...regions.map((value) => ({ value, label: value }))]}
      value={region}
      onChange={(event) => {
        const chosen = event.currentTarget.value || undefined;
        useEdits.getState().update(id, (edit) => ({ ...edit, region: chosen }));
      }}
    />
  );
}
