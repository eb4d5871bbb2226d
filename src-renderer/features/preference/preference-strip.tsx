/** What to watch out for and how to address the customer, at once, under the name. */
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { preferenceText } from '#renderer/app/texts/preference.ts';
import { StatusBadge } from '#renderer/components/status-badge.tsx';
import { useNow } from '#renderer/components/use-now.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { KnownIssueElement, PreferenceElement } from '#shared/preference/schema.ts';
import { stripOf } from '#shared/preference/strip.ts';
import classes from './preference.module.css';

export function PreferenceStrip({ customer }: { customer: Customer }) {
  const { critical, shown, more } = stripOf(customer, useNow().toISOString().slice(0, 10));
  return (
    <>
      {critical.map(({ id, text }) => (
        <div key={id} className={classes.banner} role="note" aria-label="Critical known issue">
          <IconAlertTriangle size={18} aria-hidden />
          <span>{text}</span>
        </div>
      ))}
      {shown.length > 0 && (
        <ul className={classes.strip} aria-label="Preferences at a glance">
          {shown.map((entry) => (
            <li key={entry.id}>
              <Chip entry={entry} />
            </li>
          ))}
          {more > 0 && <li className={classes.detail}>and {more} more below</li>}
        </ul>
      )}
    </>
  );
}

function Chip({ entry }: { entry: KnownIssueElement | PreferenceElement }) {
  if ('kind' in entry)
    return <StatusBadge icon={IconInfoCircle} text={preferenceText(entry)} tone="neutral" />;
  const isCaution = entry.severity === 'caution';
  return (
    <StatusBadge
      icon={isCaution ? IconAlertTriangle : IconInfoCircle}
      text={entry.text}
      tone={isCaution ? 'warn' : 'neutral'}
    />
  );
}
