/** The bar of the customer page where a contact is begun, noted, ended and wrapped up. */
import { Button, NativeSelect, Text } from '@mantine/core';
import { IconPhoneCall } from '@tabler/icons-react';
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { DIRECTION_TEXTS } from '#renderer/app/texts/contact.ts';
import { CHANNEL_TEXTS } from '#renderer/app/texts/preference.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { useOpenContacts } from '#renderer/state/open-contacts.ts';
import type { Contact } from '#shared/contact/schema.ts';
import { CHANNELS } from '#shared/preference/schema.ts';
import classes from './contact.module.css';
import { OpenContactPanel } from './open-contact-panel.tsx';

/** The element to focus from anywhere: what begins a contact, or the notes of the one that goes on. */
export const CONTACT_START_ID = 'contact-start';

type BarProps = { customerId: string; onOpenCustomer: (id: string, name: string) => void };

export function InteractionBar({ customerId, onOpenCustomer }: BarProps) {
  const contacts = useOpenContacts((state) => state.contacts);
  const here = contacts.filter((contact) => contact.customerId === customerId);
  const elsewhere = contacts.filter((contact) => contact.customerId !== customerId);
  return (
    <section aria-label="Contact">
      {here.map((contact) => (
        <OpenContactPanel key={contact.id} contact={contact} />
      ))}
      <div className={classes.bar}>
        {here.every(({ endedAt }) => endedAt !== null) && <StartForm customerId={customerId} />}
        {elsewhere.map(({ id, customerId: other, customerName, endedAt }) => (
          <Button
            key={id}
            variant="subtle"
            size="compact-sm"
            onClick={() => onOpenCustomer(other, customerName)}
          >
            {endedAt === null ? 'In contact with' : 'Not wrapped up:'} {customerName || 'another customer'}
          </Button>
        ))}
      </div>
    </section>
  );
}

function StartForm({ customerId }: { customerId: string }) {
  const [channel, setChannel] = useState<Contact['channel']>('call');
  const [direction, setDirection] = useState<Contact['direction']>('inbound');
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const start = () => {
    setProblem(null);
    api.contact
      .start({ id: uuid(), customerId, channel, direction })
      .catch((error: unknown) => setProblem(problemOf(error)));
  };
  return (
    <>
      <Button
        id={CONTACT_START_ID}
        variant="default"
        leftSection={<IconPhoneCall size={14} aria-hidden />}
        aria-keyshortcuts="Alt+N"
        onClick={start}
      >
        Start contact
      </Button>
      <NativeSelect
        size="xs"
        aria-label="Direction"
        data={Object.entries(DIRECTION_TEXTS).map(([value, label]) => ({ value, label }))}
        value={direction}
        onChange={(event) => setDirection(event.currentTarget.value === 'outbound' ? 'outbound' : 'inbound')}
      />
      <NativeSelect
        size="xs"
        aria-label="Channel"
        data={CHANNELS.map((value) => ({ value, label: CHANNEL_TEXTS[value] }))}
        value={channel}
        onChange={(event) => setChannel(CHANNELS.find((one) => one === event.currentTarget.value) ?? 'call')}
      />
      <KeyHint keys="Alt N" />
      {problem && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          Not started. {PROBLEM_TEXTS[problem].title}.
        </Text>
      )}
    </>
  );
}
