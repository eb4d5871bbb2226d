/** Who this is, how to address them and what to watch out for, at a glance. */
import { Avatar, Button, Group, Text } from '@mantine/core';
import { IconClockHour4, IconPencil, IconUserQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { KIND_TEXTS, REGISTRATION_TEXTS } from '#renderer/app/texts/customer.ts';
import { calendarDate, languageName } from '#renderer/app/texts/format.ts';
import { CopyButton } from '#renderer/components/copy-button.tsx';
import { CustomerBadges } from '#renderer/components/customer-badges.tsx';
import { StatusBadge } from '#renderer/components/status-badge.tsx';
import { useSavedMark } from '#renderer/state/just-saved.ts';
import type { CustomerView } from '#shared/api/customer.ts';
import { withoutHidden } from '#shared/configuration/hidden.ts';
import { displayName, initials } from '#shared/customer/names.ts';
import { photoUrl } from '#shared/customer/photo.ts';
import { BelongsTo } from './belongs-to.tsx';
import classes from './customer.module.css';
import { useHidden } from './edit/use-hidden.ts';
import { LocalTime } from './local-time.tsx';
import { type Place, usePlace } from './use-place.ts';

/** What the name is made of. */
const NAME_PATHS = ['prefix', 'given', 'middle', 'family', 'suffix', 'preferredName', 'organisation'];

type CustomerHeaderProps = {
  view: CustomerView;
  editing: boolean;
  onEdit: () => void;
  onOpen: (id: string, title: string) => void;
  /** The ⋯ menu, where the window has one. */
  more?: ReactNode;
};

export function CustomerHeader({ view, editing, onEdit, onOpen, more }: CustomerHeaderProps) {
  const { customer, waiting, editable } = view;
  const hidden = useHidden(customer.model);
  const shown = withoutHidden(customer, hidden);
  const place = usePlace(customer);
  const name = displayName(shown) || 'No name';
  const savedMark = useSavedMark(customer.id);
  return (
    <header className={classes.header}>
      <Avatar
        src={hidden.has('photo') ? undefined : photoUrl(customer.photo)}
        size={44}
        radius="md"
        color="accent"
        alt=""
        aria-hidden
      >
        {initials(shown)}
      </Avatar>
      <div className={classes.who}>
        <Group gap={10} wrap="wrap" align="center">
          <h1 className={classes.name} data-saved={NAME_PATHS.map(savedMark).find(Boolean)}>
            {name}
          </h1>
          <CustomerBadges status={customer.status} flags={customer.flags} signedUpAt={customer.signedUpAt} />
          {shown.registration === 'guest' && (
            <StatusBadge icon={IconUserQuestion} text={REGISTRATION_TEXTS.guest} tone="neutral" />
          )}
          {waiting && <StatusBadge icon={IconClockHour4} text="Waiting to be sent" tone="warn" />}
        </Group>
        <Facts customer={shown} place={place} teamName={view.teamName} onOpen={onOpen} />
      </div>
      {editable && !editing && (
        <Button
          variant="default"
          leftSection={<IconPencil size={14} />}
          onClick={onEdit}
          aria-keyshortcuts="E"
        >
          Edit
        </Button>
      )}
      {!editable && (
        <Text size="sm" c="dimmed">
          {customer.status === 'restricted' ? 'Restricted: not to be changed' : 'View only'}
        </Text>
      )}
      {more}
    </header>
  );
}

type FactsProps = Pick<CustomerHeaderProps, 'onOpen'> &
  Pick<CustomerView, 'customer' | 'teamName'> & { place: Place };

/** What is hidden is empty here, and so not listed. */
function Facts({ customer, place, teamName, onOpen }: FactsProps) {
  const organisation = displayName(customer) === customer.organisation ? '' : customer.organisation;
  return (
    <div className={classes.facts}>
      <span className={classes.number}>
        {customer.number}
        <CopyButton text={customer.number} what="customer number" />
      </span>
      <BelongsTo organisationId={customer.organisationId} text={organisation} onOpen={onOpen} />
      <span>{KIND_TEXTS[customer.kind]}</span>
      {customer.language && <span>Speaks {languageName(customer.language)}</span>}
      <LocalTime {...place} />
      <span>Customer since {calendarDate(customer.customerSince)}</span>
      {teamName && <span>Team {teamName}</span>}
      {customer.externalId && <span>External ID {customer.externalId}</span>}
    </div>
  );
}
