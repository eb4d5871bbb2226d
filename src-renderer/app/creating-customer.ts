/** Begins to register a customer, in a tab of its own whose content survives a reload. */
import { v7 as uuid } from 'uuid';
import { useConfiguration } from '#renderer/state/configuration.ts';
import { useEdits } from '#renderer/state/edits.ts';
import { useMe, useSession } from '#renderer/state/session.ts';
import { useTabs } from '#renderer/state/tabs.ts';
import { useView } from '#renderer/state/view.ts';
import { withoutWithheld } from '#shared/configuration/layout-save.ts';
import { standardModel } from '#shared/configuration/model.ts';
import { prefilledCustomer } from '#shared/customer/prefill.ts';
import { emptyCustomer } from '#shared/customer/schema.ts';
import { may } from '#shared/permission/roles.ts';

/** `text` is what was typed to find them; nothing happens where the user's role registers nobody. */
export function startCreate(text = ''): void {
  const { session } = useSession.getState();
  if (session.state !== 'signedIn' || !may(session.me.role, 'customer.create')) return;
  const id = uuid();
  const entries = useConfiguration.getState().items.map(({ entry }) => entry);
  const prefilled = prefilledCustomer(text, uuid);
  const begun = { ...prefilled, model: standardModel(entries, prefilled.kind) };
  const mine = withoutWithheld(begun, entries, session.me.role);
  const startedAt = new Date().toISOString();
  useEdits.getState().put(id, { base: emptyCustomer(), mine, startedAt, open: true, isNew: true });
  useTabs.getState().open({ id, title: 'New customer' });
  useView.getState().show('customer');
}

/** True when the user may register customers. */
export function useMayCreate(): boolean {
  const me = useMe();
  return me !== null && may(me.role, 'customer.create');
}
