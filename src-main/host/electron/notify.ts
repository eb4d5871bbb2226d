/** Notifications of the operating system. */
import type * as Electron from 'electron';

export type NotificationPort = Pick<typeof Electron.Notification, 'isSupported'> &
  (new (
    options: Electron.NotificationConstructorOptions,
  ) => Pick<Electron.Notification, 'show'>);

/** Tells that so many ticklers got due. Names no customer: it may be shown on a locked screen. */
export function notifyDue(Notification: NotificationPort, due: number): void {
  if (!Notification.isSupported()) return;
  const title = due === 1 ? 'A tickler is due' : `${due} ticklers are due`;
  new Notification({ title, body: 'Open Callbook to see what is to be done.' }).show();
}
