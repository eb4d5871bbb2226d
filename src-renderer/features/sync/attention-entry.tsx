/** One change that was not taken over: why, what was typed, what stands instead, and what can be done. */
import { Button, Group, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { fieldText } from '#renderer/app/texts/customer.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { COLLECTION_TEXTS, REASON_TEXTS } from '#renderer/app/texts/sync.ts';
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx';
import { CopyButton } from '#renderer/components/copy-button.tsx';
import { useNotices } from '#renderer/state/notices.ts';
import type { AttentionItem } from '#shared/api/sync.ts';
import classes from './sync.module.css';

type AttentionEntryProps = { item: AttentionItem; onOpenCustomer: (id: string, name: string) => void };

export function AttentionEntry({ item, onOpenCustomer }: AttentionEntryProps) {
  const { customerId } = item;
  const name = item.customerName || 'A customer no longer on this computer';
  return (
    <li className={classes.entry}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <IconAlertTriangle size={16} className={classes.entryIcon} aria-hidden />
        <div className={classes.entryBody}>
          <Text fw={600}>{name}</Text>
          <Text size="sm">{REASON_TEXTS[item.reason]}</Text>
          <Text size="sm" c="dimmed">
            {COLLECTION_TEXTS[item.collection]}, {dayTime(new Date(item.at))}
          </Text>
          {item.fields.length > 0 && <FieldTable fields={item.fields} />}
          <Group gap="xs" mt="xs">
            {customerId && item.customerName && (
              <Button variant="default" onClick={() => onOpenCustomer(customerId, item.customerName)}>
                Open customer
              </Button>
            )}
            <DismissButton id={item.id} />
          </Group>
        </div>
      </Group>
    </li>
  );
}

function FieldTable({ fields }: Pick<AttentionItem, 'fields'>) {
  return (
    <Table verticalSpacing={4} horizontalSpacing={8} mt={6} className={classes.fields}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Field</Table.Th>
          <Table.Th>You typed</Table.Th>
          <Table.Th>What stands</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {fields.map(({ field, mine, theirs }) => (
          <Table.Tr key={field}>
            <Table.Td>{fieldText(field)}</Table.Td>
            <Table.Td className={classes.fieldValue}>
              {mine || 'Nothing'}
              {mine && <CopyButton text={mine} what={`what you typed in ${fieldText(field)}`} />}
            </Table.Td>
            <Table.Td className={classes.fieldValue}>{theirs || 'Nothing'}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function DismissButton({ id }: { id: string }) {
  const [asking, setAsking] = useState(false);
  const dismiss = async () => {
    setAsking(false);
    await api.sync.dismiss({ id }).catch((error) => {
      const { title, detail } = PROBLEM_TEXTS[problemOf(error)];
      useNotices.getState().tell({ tone: 'attention', title, detail });
    });
  };
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
        Dismiss
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Dismiss this entry?"
        confirmLabel="Dismiss"
        cancelLabel="Keep it"
        onConfirm={dismiss}
        onCancel={() => setAsking(false)}
      >
        What you typed is removed from this computer with it. Copy it first if you still need it.
      </ConfirmDialog>
    </>
  );
}
