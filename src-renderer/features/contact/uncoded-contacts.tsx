/** For supervisors: contacts of the last days that say nothing of how they ended. Needs a connection. */
import { Anchor, Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import { channelText } from '#renderer/app/texts/preference.ts';
import { Card } from '#renderer/components/card.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { MOST_UNCODED, UNCODED_DAYS, type UncodedContact } from '#shared/contact/uncoded.ts';
import classes from './contact.module.css';

type Found = { contacts: UncodedContact[] | null; problem: ProblemCode | null };

export function UncodedContacts({ onOpenCustomer }: { onOpenCustomer: (id: string, name: string) => void }) {
  const [{ contacts, problem }, setFound] = useState<Found>({ contacts: null, problem: null });
  const ask = () => {
    api.contact.uncoded().then(
      (found) => setFound({ contacts: found, problem: null }),
      (error: unknown) => setFound({ contacts: null, problem: problemOf(error) }),
    );
  };
  useEffect(ask, []);
  return (
    <Card title={`Contacts without a code, last ${UNCODED_DAYS} days`}>
      {problem && <ProblemPanel code={problem} onRetry={ask} />}
      {!problem && <Text size="sm">{saidOf(contacts)}</Text>}
      <ul aria-label="Contacts without a code" className={classes.uncoded}>
        {contacts?.map((contact) => (
          <li key={contact.id}>
            {contact.authorName || 'Unknown'}, {channelText(contact.channel).toLowerCase()} of{' '}
            {dayTime(new Date(contact.startedAt))},{' '}
            {contact.isWrappedUp ? 'wrapped up without a code' : 'not wrapped up'}:{' '}
            <Anchor
              component="button"
              type="button"
              onClick={() => onOpenCustomer(contact.customerId, contact.customerNumber)}
            >
              {contact.customerNumber}
            </Anchor>
          </li>
        ))}
      </ul>
      <Button variant="default" size="compact-sm" onClick={ask}>
        Look again
      </Button>
    </Card>
  );
}

function saidOf(contacts: readonly UncodedContact[] | null): string {
  if (contacts === null) return 'Asking the server …';
  if (contacts.length === 0) return 'Every contact says how it ended.';
  if (contacts.length === MOST_UNCODED) return `The first ${MOST_UNCODED} contacts:`;
  return contacts.length === 1 ? '1 contact:' : `${contacts.length} contacts:`;
}
