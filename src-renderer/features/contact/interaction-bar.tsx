/** The bar of the customer page where a contact is begun, noted, ended and wrapped up. */
import { Button, NativeSelect, Text } from '@mantine/core';
import { IconPhoneCall } from '@tabler/icons-react';
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import { api } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { DIRECTION_TEXTS } from '#renderer/app/texts/contact.ts';
import { CHANNEL_TEXTS, windowText } from '#renderer/app/texts/preference.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { useOpenContacts } from '#renderer/state/open-contacts.ts';
import type { Contact } from '#shared/contact/schema.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { CHANNELS, type Channel } from '#shared/preference/schema.ts';
import { traceText } from '#shared/preference/trace.ts';
import classes from './contact.module.css';
import { OpenContactPanel } from './open-contact-panel.tsx';

/** The element to focus from anywhere: what begins a contact, or the notes of the one that goes on. */
export const CONTACT_START_ID = 'contact-start';

type BarProps = { customer: Customer; onOpenCustomer: (id: string, name: string) => void };

export function InteractionBar({ customer, onOpenCustomer }: BarProps) {
  const { id: customerId } = customer;
  const [startedId, setStartedId] = useState<string | null>(null);
  const contacts = useOpenContacts((state) => state.contacts);
  const here = contacts.filter((contact) => contact.customerId === customerId);
  const elsewhere = contacts.filter((contact) => contact.customerId !== customerId);
  const mayStart = here.every(({ endedAt }) => endedAt !== null);
  return (
    <section aria-label="Contact" className={classes.contacts}>
      {here.map((contact) => (
        <OpenContactPanel key={contact.id} contact={contact} isNew={contact.id === startedId} />
      ))}
      {(mayStart || elsewhere.length > 0) && (
        <div className={classes.bar}>
          {mayStart && <StartForm customer={customer} onStart={setStartedId} />}
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
      )}
    </section>
  );
}

type StartFormProps = { customer: Customer; onStart: (id: string) => void };

function StartForm({ customer, onStart }: StartFormProps) {
  const [channel, setChannel] = useState<Channel>('call');
  const [direction, setDirection] = useState<Contact['direction']>('inbound');
  const { advice, start } = useStarting(customer.id, channel, direction, onStart);
  return (
    <>
      <Button
        id={CONTACT_START_ID}
        variant="default"
        leftSection={<IconPhoneCall size={14} aria-hidden />}
        aria-keyshortcuts="Alt+N"
        onClick={() => void start()}
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
      {advice && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {advice}
        </Text>
      )}
    </>
  );
}

/** Before an outbound contact `decide` is asked: what is blocked cannot be started, a warning is said once. */
function useStarting(
  customerId: string,
  channel: Channel,
  direction: Contact['direction'],
  onStart: (id: string) => void,
) {
  const [advice, setAdvice] = useState<string | null>(null);
  const [warned, setWarned] = useState('');
  const mayGo = async () => {
    if (direction === 'inbound' || warned === channel) return true;
    const asked = { customerId, purpose: 'service' as const, channel, contactPointId: null };
    const { decision, how, at } = await api.contact.decide(asked);
    if (decision.verdict === 'allow') return true;
    const isWarning = decision.verdict === 'warn';
    setWarned(isWarning ? channel : '');
    const why = [traceText(decision, new Date(at)), windowText(how, new Date(at))].filter(Boolean).join('. ');
    setAdvice(`${why}. ${isWarning ? 'Start again to go on.' : 'Not now.'}`);
    return false;
  };
  const start = async () => {
    try {
      if (!(await mayGo())) return;
      setAdvice(null);
      const id = uuid();
      onStart(id);
      await api.contact.start({ id, customerId, channel, direction });
    } catch (error) {
      setAdvice(`Not started. ${PROBLEM_TEXTS[problemOf(error)].title}.`);
    }
  };
  return { advice, start };
}
