/** What the command palette offers this user now. Nothing in it destroys anything: such verbs stay where they are asked about. */
import type { Verb } from '#renderer/features/find/palette-verbs.ts';
import { worksWithConfiguration } from '#renderer/features/work-with/work-with.tsx';
import { useRecents } from '#renderer/state/recents.ts';
import { useTabs } from '#renderer/state/tabs.ts';
import { useView, type View } from '#renderer/state/view.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { startCreate } from './creating-customer.ts';
import { startEdit } from './editing-customer.ts';
import { focusCommentBox, focusContact, focusFindBox, focusTicklers } from './focus.ts';
import { useShortcutSheet } from './use-shortcuts.ts';

/** Verbs about the customer in front come where there is one. */
export function verbsFor(me: Me): Verb[] {
  const active = useTabs.getState().active;
  const show = (view: View) => () => useView.getState().show(view);
  const onCustomer = (run: () => void) => () => {
    show('customer')();
    requestAnimationFrame(run);
  };
  const verb = (isOffered: boolean, label: string, keys: string, run: () => void): Verb[] =>
    isOffered ? [{ label, keys, run }] : [];
  const hasCustomer = active !== null;
  return [
    ...verb(true, 'Find a customer', '/', focusFindBox),
    ...verb(may(me.role, 'customer.create'), 'Register a customer', 'Ctrl Alt N', () => startCreate()),
    ...verb(
      hasCustomer,
      'Edit the customer',
      'E',
      onCustomer(() => startEdit(active)),
    ),
    ...verb(hasCustomer, 'Write a comment', 'C', onCustomer(focusCommentBox)),
    ...verb(hasCustomer, 'Start a contact, go to its notes', 'Alt N', onCustomer(focusContact)),
    ...verb(hasCustomer, 'Ticklers of the customer', 'Alt T', onCustomer(focusTicklers)),
    ...(active === null ? [] : pinVerb(active)),
    ...verb(true, 'My ticklers', '', show('ticklers')),
    ...verb(true, 'Sync centre', '', show('sync')),
    ...verb(worksWithConfiguration(me), 'Work with categories, layouts, controls', '', show('workWith')),
    ...verb(true, 'Keyboard shortcuts', '?', () => useShortcutSheet.setState({ opened: true })),
  ];
}

function pinVerb(id: string): Verb[] {
  const { pinned, togglePin } = useRecents.getState();
  const label = pinned.includes(id) ? 'Unpin the customer' : 'Pin the customer to the find box';
  return [{ label, keys: '', run: () => togglePin(id) }];
}
