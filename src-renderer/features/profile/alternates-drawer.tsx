/** The alternate numbers of the customer in front: list, add, make primary, delete. Each is saved at once. */
import { Drawer } from '@mantine/core';
import { useControls } from '#renderer/state/configuration.ts';
import type { CustomerView } from '#shared/api/customer.ts';
import { drawerTitle } from '#shared/profile/drawer.ts';
import { AlternateForm } from './alternate-form.tsx';
import { AlternateList } from './alternate-list.tsx';
import { useAlternatesDrawer } from './alternates-state.ts';
import classes from './profile.module.css';
import { useAlternates } from './use-alternates.ts';

export function AlternatesDrawer({ view }: { view: CustomerView }) {
  const { openFor } = useAlternatesDrawer();
  const { H95 } = useControls();
  const { name, number } = drawerTitle(view.customer);
  const close = () => useAlternatesDrawer.setState({ openFor: null });
  return (
    <Drawer
      opened={openFor === view.customer.id}
      onClose={close}
      position="right"
      size={400}
      title={
        <>
          {H95}: {name} <span className={classes.number}>{number}</span>
        </>
      }
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <Alternates view={view} label={H95} />
    </Drawer>
  );
}

function Alternates({ view: { customer, editable }, label }: { view: CustomerView; label: string }) {
  const { I84 } = useControls();
  const alternates = useAlternates(customer);
  return (
    <div className={classes.form}>
      <AlternateList
        identifiers={customer.identifiers}
        label={label}
        readOnly={!editable || alternates.saving}
        keepPrimary={I84}
        onPrimary={alternates.makePrimary}
        onRemove={alternates.remove}
      />
      {editable && <AlternateForm label={label} alternates={alternates} />}
    </div>
  );
}
