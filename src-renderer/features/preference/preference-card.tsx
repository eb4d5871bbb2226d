/** Preferences, known issues and consents of a customer, and the way to change them. */
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { calendarDate } from '#renderer/app/texts/format.ts';
import {
  CHANNEL_TEXTS,
  PURPOSE_TEXTS,
  preferenceText,
  SEVERITY_TEXTS,
} from '#renderer/app/texts/preference.ts';
import { Card } from '#renderer/components/card.tsx';
import { useNow } from '#renderer/components/use-now.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { consentState } from '#shared/preference/consent.ts';
import { CHANNELS, type KnownIssueElement, PURPOSES } from '#shared/preference/schema.ts';
import { isReviewDue } from '#shared/preference/strip.ts';
import classes from './preference.module.css';
import { PreferenceDialog } from './preference-dialog.tsx';

type PreferenceCardProps = { customer: Customer; editable: boolean; userName: string };

export function PreferenceCard({ customer, editable, userName }: PreferenceCardProps) {
  const [open, setOpen] = useState(false);
  const edit = editable && (
    <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
      Change preferences
    </Button>
  );
  const { preferences, knownIssues } = customer;
  const consents = standing(customer);
  const isEmpty = preferences.length + knownIssues.length + consents.length === 0;
  return (
    <Card title="Preferences" aside={edit}>
      {isEmpty && <Text c="dimmed">Nothing known yet</Text>}
      <ul className={classes.list}>
        {knownIssues.map((issue) => (
          <KnownIssue key={issue.id} issue={issue} />
        ))}
        {preferences.map((preference) => (
          <li key={preference.id} className={classes.item}>
            <span>{preferenceText(preference)}</span>
            {preference.validTo && (
              <span className={classes.detail}>until {calendarDate(preference.validTo)}</span>
            )}
          </li>
        ))}
        {consents.map(({ key, text, at }) => (
          <li key={key} className={classes.item}>
            <span>{text}</span>
            <span className={classes.detail}>{calendarDate(at.slice(0, 10))}</span>
          </li>
        ))}
      </ul>
      {open && <PreferenceDialog customer={customer} userName={userName} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function KnownIssue({ issue }: { issue: KnownIssueElement }) {
  const isDue = isReviewDue(issue, useNow().toISOString().slice(0, 10));
  return (
    <li className={classes.item}>
      <span>
        {SEVERITY_TEXTS[issue.severity]}: {issue.text}
      </span>
      {issue.reviewAt && (
        <span className={classes.detail}>
          {isDue ? 'To be looked at again since ' : 'To be looked at again on '}
          {calendarDate(issue.reviewAt)}
        </span>
      )}
    </li>
  );
}

/** What was granted or withdrawn and stands, one line a purpose and channel. */
function standing({ consents }: Customer): { key: string; text: string; at: string }[] {
  return PURPOSES.flatMap((purpose) =>
    CHANNELS.flatMap((channel) => {
      const { state, entry } = consentState(consents, purpose, channel);
      if (!entry) return [];
      const verb = state === 'granted' ? 'Agreed to' : 'Withdrew';
      const text = `${verb} ${PURPOSE_TEXTS[purpose].toLowerCase()} by ${CHANNEL_TEXTS[channel].toLowerCase()}`;
      return [{ key: `${purpose} ${channel}`, text, at: entry.at }];
    }),
  );
}
