/** The ledger of consents in the dialog: entries are added and never changed. */
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import { dayTime } from '#renderer/app/texts/format.ts';
import { channelText, PURPOSE_TEXTS } from '#renderer/app/texts/preference.ts';
import { CUSTOMER_LIMITS } from '#shared/customer/limits.ts';
import { toTakeBack } from '#shared/preference/consent.ts';
import { keepConsented } from '#shared/preference/dietary.ts';
import { CHANNELS, type ConsentElement, PURPOSES } from '#shared/preference/schema.ts';
import classes from './preference.module.css';
import { inputId, type PreferenceForm } from './use-preference-form.ts';

type Choice = Pick<ConsentElement, 'purpose' | 'channel' | 'source' | 'wording' | 'proof'>;

const UNSAID = { source: '', wording: '', proof: '' };
const FOR = [...PURPOSES, 'dietary' as const].map((value) => ({ value, label: PURPOSE_TEXTS[value] }));
const ON = [...CHANNELS, 'any' as const].map((value) => ({ value, label: channelText(value) }));

export function ConsentSection({ form, userName }: { form: PreferenceForm; userName: string }) {
  const { consents } = form.values;
  const [choice, setChoice] = useState<Choice>({ purpose: 'marketing', channel: 'email', ...UNSAID });
  const [missing, setMissing] = useState(false);
  const pick = (part: Partial<Choice>) => setChoice((before) => ({ ...before, ...part }));
  const add = (action: ConsentElement['action']) => {
    setMissing(choice.source.trim() === '');
    if (choice.source.trim() === '') return document.getElementById(inputId('consents.source'))?.focus();
    const entry = entryOf(choice, action, consents, userName);
    form.change(entry.purpose === 'dietary' ? resting(form, entry) : { consents: [...consents, entry] });
    pick(UNSAID);
  };
  return (
    <fieldset className={classes.section}>
      <legend className={classes.legend}>Consents</legend>
      <ul className={classes.list} aria-label="Consents so far">
        {consents.toReversed().map((entry) => (
          <li key={entry.id} className={classes.item}>
            <span>{entryText(entry)}</span>
            <span className={classes.detail}>
              {dayTime(new Date(entry.at))}, {entry.source}, {entry.by}
            </span>
            {entry.wording && <span className={classes.detail}>“{entry.wording}”</span>}
            {entry.proof && <span className={classes.detail}>Proof: {entry.proof}</span>}
          </li>
        ))}
      </ul>
      <div className={classes.row}>
        <NativeSelect
          label="Purpose"
          data={FOR}
          value={choice.purpose}
          onChange={({ currentTarget }) => pick({ purpose: currentTarget.value as Choice['purpose'] })}
        />
        <NativeSelect
          label="Channel"
          data={ON}
          value={choice.channel}
          onChange={({ currentTarget }) => pick({ channel: currentTarget.value as Choice['channel'] })}
        />
        <TextInput
          id={inputId('consents.source')}
          label="Where it was said"
          placeholder="On the phone"
          value={choice.source}
          maxLength={CUSTOMER_LIMITS.label}
          error={missing && choice.source.trim() === '' ? 'Say where it was said.' : undefined}
          onChange={({ currentTarget }) => pick({ source: currentTarget.value })}
        />
        <TextInput
          label="Wording shown"
          placeholder="If there was a text"
          value={choice.wording}
          maxLength={CUSTOMER_LIMITS.text}
          onChange={({ currentTarget }) => pick({ wording: currentTarget.value })}
        />
        <TextInput
          label="Proof"
          placeholder="Recording 4711, signed form"
          value={choice.proof}
          maxLength={CUSTOMER_LIMITS.text}
          onChange={({ currentTarget }) => pick({ proof: currentTarget.value })}
        />
      </div>
      <Group gap="xs" mt="xs">
        <Button variant="default" onClick={() => add('grant')}>
          Agreed
        </Button>
        <Button variant="default" onClick={() => add('withdraw')}>
          Withdrawn
        </Button>
      </Group>
    </fieldset>
  );
}

function entryOf(
  { purpose, channel, source, wording, proof }: Choice,
  action: ConsentElement['action'],
  ledger: readonly ConsentElement[],
  by: string,
): ConsentElement {
  const takesBack = action === 'grant' ? toTakeBack(ledger, purpose, channel) : [];
  const at = new Date().toISOString();
  const said = { source: source.trim(), wording: wording.trim(), proof: proof.trim() };
  return { id: uuid(), purpose, channel, action, at, ...said, by, takesBack };
}

/** Dietary needs rest on a consent that is given, and go with one that is withdrawn. */
function resting({ values }: PreferenceForm, entry: ConsentElement) {
  const consents = [...values.consents, entry];
  if (entry.action === 'withdraw') return keepConsented({ preferences: values.preferences, consents });
  const preferences = values.preferences.map((one) =>
    one.kind === 'dietary' ? { ...one, consentId: entry.id } : one,
  );
  return { preferences, consents };
}

function entryText({ action, purpose, channel }: ConsentElement): string {
  const verb = action === 'grant' ? 'Agreed to' : 'Withdrew';
  return `${verb} ${PURPOSE_TEXTS[purpose].toLowerCase()}, ${channelText(channel).toLowerCase()}`;
}
