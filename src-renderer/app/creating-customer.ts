/** Begins to register a customer, in a tab of its own whose content survives a reload. */
import { v7 as uuid } from 'uuid';
import { deskLocale } from '#renderer/components/desk-locale.ts';
import { useConfiguration } from '#renderer/state/configuration.ts';
import { useEdits } from '#renderer/state/edits.ts';
import { useMe, useSession } from '#renderer/state/session.ts';
import { useTabs } from '#renderer/state/tabs.ts';
import { useView } from '#renderer/state/view.ts';
import type { RefusedRegistration } from '#shared/api/sync.ts';
import { withoutWithheld } from '#shared/configuration/layout-save.ts';
import { standardModel } from '#shared/configuration/model.ts';
import { deskDefaults } from '#shared/customer/desk-defaults.ts';
import { prefilledCustomer } from '#shared/customer/prefill.ts';
import { may } from '#shared/permission/roles.ts';

/** `text` is what was typed to find them; nothing happens where the user's role registers nobody. */
export function startCreate(text = ''): void {
  const { session } = useSession.getState();
  if (session.state !== 'signedIn' || !may(session.me.role, 'customer.create')) return;
  const id = uuid();
  const entries = useConfiguration.getState().items.map(({ entry }) => entry);
  const begin = (typed: string) => {
    const prefilled = prefilledCustomer(typed, uuid, deskDefaults(deskLocale()));
    const begun = { ...prefilled, model: standardModel(entries, prefilled.kind) };
    return withoutWithheld(begun, entries, session.me.role);
  };
  // What nobody typed is nothing to ask about when the form is closed.
  const [base, mine] = [begin(''), begin(text)];
  const startedAt = new Date().toISOString();
  useEdits.getState().put(id, { base, mine, startedAt, open: true, isNew: true });
  useTabs.getState().open({ id, title: 'New customer' });
  useView.getState().show('customer');
}

/** Goes on with a customer whom the server did not take: the form holds all that was typed, the refused fields are marked. */
export function registerAgain(id: string, { mine, region, why, issues }: RefusedRegistration): void {
  const begun = useEdits.getState().edits[id];
  const startedAt = new Date().toISOString();
  const fresh = { base: mine, mine, region, why, refused: issues, startedAt, isNew: true };
  useEdits.getState().put(id, { ...(begun?.isNew ? begun : fresh), open: true });
  useTabs.getState().open({ id, title: 'New customer' });
  useView.getState().show('customer');
}

/** True when the user may register customers. */
export function useMayCreate(): boolean {
  const me = useMe();
  return me !== null && may(me.role, 'customer.create');
}
