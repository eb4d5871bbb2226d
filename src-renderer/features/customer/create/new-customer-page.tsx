/** Registering a customer, with or without a network. Once saved, the same tab shows what was stored. */
import { Text } from '@mantine/core';
import { api } from '#renderer/api/client.ts';
import { labelText } from '#renderer/app/texts/fields.ts';
import { deskLocale } from '#renderer/components/desk-locale.ts';
import { type Edit, useEdits } from '#renderer/state/edits.ts';
import { useNotices } from '#renderer/state/notices.ts';
import { useSyncStatus } from '#renderer/state/sync-status.ts';
import { deskDefaulted, withoutForeignZone } from '#shared/customer/desk-defaults.ts';
import { stillMissing } from '#shared/customer/missing.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';
import { trimmed } from '#shared/customer/trim.ts';
import customerClasses from '../customer.module.css';
import { FormFrame } from '../edit/form-frame.tsx';
import { useCustomerForm } from '../edit/use-customer-form.ts';
import { DuplicatePanel } from './duplicate-panel.tsx';
import { RegionSelect } from './region-select.tsx';
import { useDuplicates } from './use-duplicates.ts';

type NewCustomerPageProps = {
  id: string;
  edit: Edit;
  onOpen: (id: string, title: string) => void;
  onSaved: () => void;
  onClose: () => void;
};

export function NewCustomerPage({ id, edit, onOpen, onSaved, onClose }: NewCustomerPageProps) {
  const drop = useEdits((state) => state.drop);
  const form = useCustomerForm(id, edit, async () => {
    const mine = withoutForeignZone(trimmed(edit.mine), deskLocale());
    const { number } = await api.customer.create({ id, mine, why: edit.why, region: edit.region });
    drop(id);
    tellRegistered(number, mine);
    onSaved();
  });
  const duplicates = useDuplicates(id, edit.mine);
  return (
    <div className={customerClasses.newCustomer}>
      <h1 className={customerClasses.name}>New customer</h1>
      <Text size="sm" c="dimmed">
        A name or an organisation, and one way to reach them, is enough.
      </Text>
      {edit.refused && (
        <Text size="sm" role="note">
          The server did not take this customer. Change what is marked, then register again: until then
          everything stays in the sync centre too.
        </Text>
      )}
      <RegionSelect id={id} region={edit.region} />
      <FormFrame form={form} label="New customer" saveLabel="Register" onClose={onClose}>
        <DuplicatePanel duplicates={duplicates} mine={edit.mine} change={form.change} onOpen={onOpen} />
      </FormFrame>
    </div>
  );
}

/** The number to give out now, what nobody said, and what to ask for while the customer is still there. */
function tellRegistered(number: string, customer: CustomerEditable): void {
  const isOnline = useSyncStatus.getState().status?.network === 'online';
  const detail = isOnline
    ? 'The permanent number comes from the server in a moment; this one is found as well.'
    : `Until there is a network their number is ${number}. The permanent one comes with the next sync; both are found.`;
  const set = listed('Set as on this computer', deskDefaulted(customer, deskLocale()));
  const ask = listed('Not known yet', stillMissing(customer));
  const title = `Registered on this computer as ${number}`;
  useNotices.getState().tell({ tone: 'good', title, detail: detail + set + ask });
}

function listed(what: string, paths: readonly string[]): string {
  return paths.length > 0 ? ` ${what}: ${paths.map(labelText).join(', ')}.` : '';
}
