/** One change that was not taken over: why, what was typed, what stands instead, and what can be done. */

import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import { COLLECTION_TEXTS, REASON_TEXTS, theirsText } from '#renderer/app/texts/sync.ts';
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx';
import { tellProblem } from '#renderer/state/tell-problem.ts';
import type { AttentionItem, RefusedRegistration } from '#shared/api/sync.ts';
import { displayName } from '#shared/customer/names.ts';
import { ClashTable, DecideAll, isDecidable } from './clash-table.tsx';
import { RefusedFields } from './refused-fields.tsx';
import classes from './sync.module.css';

export type AttentionActions = {
  onOpenCustomer: (id: string, name: string) => void;
  /** Opens the form with a customer whom the server did not take; null where the user registers nobody. */
  onRegisterAgain: ((id: string, registration: RefusedRegistration) => void) | null;
};

export function AttentionEntry({
  item,
  onOpenCustomer,
  onRegisterAgain,
}: AttentionActions & { item: AttentionItem }) {
  const { customerId, registration } = item;
  const again = onRegisterAgain && registration;
  const name =
    item.customerName ||
    (registration && displayName(registration.mine)) ||
    'A customer no longer on this computer';
  return (
    <li className={classes.entry}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <IconAlertTriangle size={16} className={classes.entryIcon} aria-hidden />
        <div className={classes.entryBody}>
          <Text fw={600}>{name}</Text>
          <Text size="sm">{item.theirsBy ? theirsText(item.theirsBy) : REASON_TEXTS[item.reason]}</Text>
          <Text size="sm" c="dimmed">
            {COLLECTION_TEXTS[item.collection]}, {dayTime(new Date(item.at))}
          </Text>
          {registration && <RefusedFields registration={registration} />}
          {!again && item.fields.length > 0 && <ClashTable item={item} />}
          <Group gap="xs" mt="xs">
            {again && (
              <Button variant="default" onClick={() => onRegisterAgain(item.documentId, again)}>
                Fix and register again
              </Button>
            )}
            {customerId && item.customerName && (
              <Button variant="default" onClick={() => onOpenCustomer(customerId, item.customerName)}>
                Open customer
              </Button>
            )}
            {isDecidable(item) ? <DecideAll item={item} /> : <DismissButton id={item.id} />}
          </Group>
        </div>
      </Group>
    </li>
  );
}

function DismissButton({ id }: { id: string }) {
  const [asking, setAsking] = useState(false);
  const dismiss = async () => {
    setAsking(false);
    await api.sync.dismiss({ id }).catch(tellProblem);
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
