/** The page of the customer in front. */
import { Text, VisuallyHidden } from '@mantine/core';
import { EmptyNote } from '#renderer/components/empty-note.tsx';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { NewCustomerPage } from '#renderer/features/customer/create/new-customer-page.tsx';
import { useEdits } from '#renderer/state/edits.ts';
import { useRecents } from '#renderer/state/recents.ts';
import { useTabs } from '#renderer/state/tabs.ts';
import type { Me } from '#shared/permission/me.ts';
import { CustomerPage } from './customer-page.tsx';
import { CUSTOMER_PANEL_ID, focusCustomerSoon } from './focus.ts';
import { closeCustomer, openCustomer } from './opening.ts';
import classes from './shell.module.css';

export function CustomerPane({ me }: { me: Me }) {
  const { tabs, active } = useTabs();
  const edit = useEdits(({ edits }) => (active === null ? undefined : edits[active]));
  if (tabs.length === 0 || active === null) return <NoCustomer />;
  return (
    <div
      id={CUSTOMER_PANEL_ID}
      tabIndex={-1}
      role="tabpanel"
      aria-labelledby={`tab-${active}`}
      className={classes.panel}
    >
      {edit?.isNew ? (
        <NewCustomerPage
          key={active}
          id={active}
          edit={edit}
          onOpen={(id, title) => openCustomer({ id, title })}
          onSaved={() => onRegistered(active)}
          onClose={() => closeCustomer(active)}
        />
      ) : (
        <CustomerPage key={active} id={active} me={me} />
      )}
    </div>
  );
}

function onRegistered(id: string): void {
  useRecents.getState().add(id);
  focusCustomerSoon();
}

function NoCustomer() {
  return (
    <div className={classes.nobody}>
      <VisuallyHidden component="h1">Callbook</VisuallyHidden>
      <EmptyNote title="No customer is open">
        <Text size="sm">
          <KeyHint keys="/" /> to find one, <KeyHint keys="Enter" /> to open, <KeyHint keys="Ctrl Enter" /> to
          open in the background, <KeyHint keys="?" /> for all keys
        </Text>
      </EmptyNote>
    </div>
  );
}
