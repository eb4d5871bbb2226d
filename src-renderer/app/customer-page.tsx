/** One customer: the header, the cards or the edit form, and the timeline beside them. */
import { Skeleton, Text } from '@mantine/core';
import { useEffect } from 'react';
import { api } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/use-live.ts';
import { Card } from '#renderer/components/card.tsx';
import { EmptyNote } from '#renderer/components/empty-note.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { useDelayed } from '#renderer/components/use-delayed.ts';
import { forgetDraftsOf } from '#renderer/drafts/mirror.ts';
import { CommentBox } from '#renderer/features/comment/comment-box.tsx';
import { InteractionBar } from '#renderer/features/contact/interaction-bar.tsx';
import { Timeline } from '#renderer/features/contact/timeline.tsx';
import { AccountCard } from '#renderer/features/customer/account-card.tsx';
import { AddressCard } from '#renderer/features/customer/address-card.tsx';
import { BelongingCard } from '#renderer/features/customer/belonging-card.tsx';
import { ContactCard } from '#renderer/features/customer/contact-card.tsx';
import { CustomerHeader } from '#renderer/features/customer/customer-header.tsx';
import { DetailCard } from '#renderer/features/customer/detail-card.tsx';
import { EditForm } from '#renderer/features/customer/edit/edit-form.tsx';
import { UnsavedNotice } from '#renderer/features/customer/edit/unsaved-notice.tsx';
import { useHidden } from '#renderer/features/customer/edit/use-hidden.ts';
import { UnreadNote } from '#renderer/features/customer/unread-note.tsx';
import { VersionsCard } from '#renderer/features/customer/versions/versions-card.tsx';
import { OrdersCard } from '#renderer/features/order/orders-card.tsx';
import { PreferenceCard } from '#renderer/features/preference/preference-card.tsx';
import { PreferenceStrip } from '#renderer/features/preference/preference-strip.tsx';
import { ReachButton } from '#renderer/features/preference/reach-button.tsx';
import { AlternatesDrawer } from '#renderer/features/profile/alternates-drawer.tsx';
import { ProfileCard } from '#renderer/features/profile/profile-card.tsx';
import { ProfileDrawer } from '#renderer/features/profile/profile-drawer.tsx';
import { FrozenNotice } from '#renderer/features/request/frozen-notice.tsx';
import { TicklerLine } from '#renderer/features/tickler/tickler-line.tsx';
import { TicklersCard } from '#renderer/features/tickler/ticklers-card.tsx';
import {
  type CustomerTicklers,
  useCustomerTicklers,
} from '#renderer/features/tickler/use-customer-ticklers.ts';
import { useEdits } from '#renderer/state/edits.ts';
import { useSyncStatus } from '#renderer/state/sync-status.ts';
import { useTabs } from '#renderer/state/tabs.ts';
import { useTicklerDialog } from '#renderer/state/tickler-dialog.ts';
import { useView } from '#renderer/state/view.ts';
import type { CustomerView } from '#shared/api/customer.ts';
import type { OrderView } from '#shared/api/order.ts';
import { withoutHidden } from '#shared/configuration/hidden.ts';
import { displayName, isEditable } from '#shared/customer/names.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { startEdit, useInFront } from './editing-customer.ts';
import { focusTicklers, TICKLERS_ID } from './focus.ts';
import { MoreOptions } from './more-options.tsx';
import { openCustomer } from './opening.ts';
import classes from './shell.module.css';

const SKELETON_AFTER_MS = 150;

export function CustomerPage({ id, me }: { id: string; me: Me }) {
  const { live, retry } = useLive(id, (signal) => api.customer.watch({ id }, { signal }));
  const isSlow = useDelayed(live.state === 'loading', SKELETON_AFTER_MS);
  const view = live.state === 'ready' ? live.value : null;
  const isEditing = useEdits(({ edits }) => edits[id]?.open ?? false);
  const ticklers = useCustomerTicklers(id);
  useBeingInFront(view);
  if (live.state === 'problem') return <ProblemPanel code={live.code} onRetry={retry} />;
  if (live.state === 'loading') return isSlow ? <PageSkeleton /> : null;
  if (!view) return <GoneCustomer id={id} />;
  if (view.frozen === 'mask') return <FrozenCustomer view={view} />;
  return (
    <>
      <CustomerHeader
        view={view}
        editing={isEditing}
        onEdit={() => startEdit(id)}
        onOpen={openById}
        more={<MoreOptions view={view} me={me} />}
      />
      <PreferenceStrip customer={view.customer} />
      <ProfileDrawer view={view} editing={isEditing} />
      <AlternatesDrawer view={view} />
      <TicklerLine ticklers={ticklers} onShow={focusTicklers} />
      {may(me.role, 'contact.record') && isEditable(view.customer) && (
        <InteractionBar
          customer={view.customer}
          onOpenCustomer={(other, title) => openCustomer({ id: other, title })}
        />
      )}
      <div className={classes.columns}>
        <ProfileColumn view={view} me={me} ticklers={ticklers} />
        <Card title="Timeline">
          {may(me.role, 'comment.add') && <CommentBox customerId={id} />}
          <Timeline customerId={id} mayPin={may(me.role, 'comment.add')} />
        </Card>
      </div>
    </>
  );
}

/** Only their number, and what was asked for. */
function FrozenCustomer({ view }: { view: CustomerView }) {
  return (
    <FrozenNotice
      customerId={view.customer.id}
      number={view.customer.number}
      onShowRequests={() => useView.getState().show('requests')}
    />
  );
}

const openById = (id: string, title: string) => openCustomer({ id, title });

type ColumnProps = { view: CustomerView; me: Me; ticklers: CustomerTicklers };

function ProfileColumn({ view: { customer, editable }, me, ticklers }: ColumnProps) {
  const edit = useEdits(({ edits }) => edits[customer.id]);
  if (edit?.open && editable) return <EditForm customer={customer} edit={edit} onOpen={openById} />;
  return (
    <div className={classes.cards}>
      {edit && <UnsavedNotice customerId={customer.id} edit={edit} />}
      <ContactCard
        customer={customer}
        reach={(channel, point) => <ReachButton customerId={customer.id} channel={channel} point={point} />}
      />
      <AddressCard customer={customer} />
      <BelongingCard customer={customer} onOpen={openById} />
      <PreferenceCard customer={customer} editable={editable} userName={me.name} />
      <ProfileCard customer={customer} />
      <DetailCard customer={customer} />
      <AccountCard account={customer.account} />
      <div id={TICKLERS_ID} tabIndex={-1}>
        <TicklersCard customerId={customer.id} me={me} ticklers={ticklers} />
      </div>
      {may(me.role, 'order.read') && (
        <OrdersCard
          customerId={customer.id}
          timeZone={customer.timeZone}
          {...(may(me.role, 'tickler.work') && { onTickler: startTickler })}
        />
      )}
      <VersionsCard customer={customer} me={me} editable={editable} />
      <UnreadNote />
    </div>
  );
}

function startTickler({ customerId, type, number }: OrderView): void {
  useTicklerDialog.getState().open({ customerId, relatedTo: { type, ref: number } });
}

/** Tells the rest of the window who is in front, and by what name. */
function useBeingInFront(view: CustomerView | null): void {
  const retitle = useTabs((state) => state.retitle);
  const hidden = useHidden(view?.customer.model ?? null);
  useEffect(() => {
    useInFront.setState({ view });
    if (!view) return;
    const { customer } = view;
    retitle(customer.id, displayName(withoutHidden(customer, hidden)) || customer.number);
  }, [view, hidden, retitle]);
}

/** What was typed about a customer who left this desk must not stay on it. */
function GoneCustomer({ id }: { id: string }) {
  const isArriving = useSyncStatus(({ status }) => status?.firstSync ?? true);
  useEffect(() => {
    if (!isArriving) forgetDraftsOf(id);
  }, [id, isArriving]);
  return (
    <EmptyNote title="This customer is not on this computer">
      <Text size="sm">
        {isArriving
          ? 'Customers are still arriving; this one may be among them.'
          : 'They moved to another area, asked to be forgotten, or the server did not take them; then the sync centre has what you typed. You may close the tab.'}
      </Text>
    </EmptyNote>
  );
}

function PageSkeleton() {
  return (
    <div className={classes.skeleton} aria-hidden>
      <Skeleton height={44} width="60%" />
      <Skeleton height={160} />
      <Skeleton height={120} />
    </div>
  );
}
