/** What is on this computer, by collection. */
import { Table } from '@mantine/core';
import { count } from '#renderer/app/texts/format.ts';
import { COLLECTION_TEXTS, timeText } from '#renderer/app/texts/sync.ts';
import { Card } from '#renderer/components/card.tsx';
import type { SyncStatus } from '#shared/api/sync.ts';

export function CollectionTable({ collections }: Pick<SyncStatus, 'collections'>) {
  return (
    <Card title="On this computer">
      <Table verticalSpacing={6} horizontalSpacing={0}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th ta="right">Held here</Table.Th>
            <Table.Th ta="right">Received</Table.Th>
            <Table.Th ta="right">Last sync</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {collections.map(({ name, documents, pulled, expected, lastSyncAt }) => (
            <Table.Tr key={name}>
              <Table.Td>{COLLECTION_TEXTS[name]}</Table.Td>
              <Table.Td ta="right">
                {expected === null ? count(documents) : `${count(documents)} of ${count(expected)}`}
              </Table.Td>
              <Table.Td ta="right">{count(pulled)}</Table.Td>
              <Table.Td ta="right">
                {lastSyncAt === null ? 'Not yet' : timeText(new Date(lastSyncAt))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
