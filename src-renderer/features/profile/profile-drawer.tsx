/** The profile drawer of the customer in front: name and number above, one select a category, OK and Cancel. */
import { Drawer } from '@mantine/core';
import { useEffect } from 'react';
import { api } from '#renderer/api/client.ts';
import { useEntriesFor } from '#renderer/state/configuration.ts';
import type { CustomerView } from '#shared/api/customer.ts';
import { drawerTitle, isProfileOffered } from '#shared/profile/drawer.ts';
import { useProfileDrawer } from './drawer-state.ts';
import classes from './profile.module.css';
import { ProfileForm } from './profile-form.tsx';
import { usePrompt } from './use-prompt.ts';

/** @param editing true while the edit form is open: the drawer does not open over it by itself. */
export function ProfileDrawer({ view, editing }: { view: CustomerView; editing: boolean }) {
  const { customer } = view;
  const { openFor, close } = useProfileDrawer();
  const categories = useEntriesFor(customer.model, 'category');
  usePrompt(view, editing);
  const isWanted = openFor === customer.id;
  const isOffered = isProfileOffered(categories);
  const isOpen = isWanted && isOffered;
  // A wish that cannot be met is gone: it must not come true when categories are defined later.
  useEffect(() => {
    if (isWanted && !isOffered) close();
  }, [isWanted, isOffered, close]);
  const leave = () => {
    if (useProfileDrawer.getState().byItself) void api.profile.skipped().catch(() => undefined);
    close();
  };
  const { name, number, temporary } = drawerTitle(customer);
  return (
    <Drawer
      opened={isOpen}
      onClose={leave}
      position="right"
      size={400}
      title={
        <>
          {name} <span className={temporary ? classes.temporary : classes.number}>{number}</span>
        </>
      }
      closeButtonProps={{ 'aria-label': 'Close profile' }}
      transitionProps={{ duration: 0 }}
    >
      {isOpen && (
        <ProfileForm key={customer.id} view={view} categories={categories} onSaved={close} onLeave={leave} />
      )}
    </Drawer>
  );
}
