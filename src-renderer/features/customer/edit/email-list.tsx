/** The e-mail addresses in the form. */
import { TextInput } from '@mantine/core';
import { v7 as uuid } from 'uuid';
import { newEmail } from '#shared/customer/contact-points.ts';
import classes from './edit.module.css';
import { without, withPrimary } from './editing.ts';
import { changedAt, fieldProps, type SectionProps } from './field.ts';
import { ElementTools, ListFrame } from './list-frame.tsx';

export function EmailList({ mine: { emails }, issues, change }: SectionProps) {
  const add = () =>
    change({
      emails: [...emails, newEmail({ id: uuid(), address: '', label: '', primary: emails.length === 0 })],
    });
  return (
    <ListFrame title="E-mails" addLabel="Add e-mail" length={emails.length} onAdd={add}>
      {emails.map((email, at) => (
        <div key={email.id} className={classes.row}>
          <TextInput
            className={classes.main}
            aria-label={`E-mail ${at + 1}`}
            placeholder="name@example.org"
            inputMode="email"
            value={email.address}
            onChange={(event) =>
              change({ emails: changedAt(emails, at, { address: event.currentTarget.value }) })
            }
            {...fieldProps(`emails.${at}.address`, issues)}
          />
          <TextInput
            className={classes.label}
            aria-label={`Label of e-mail ${at + 1}`}
            placeholder="Label"
            value={email.label}
            onChange={(event) =>
              change({ emails: changedAt(emails, at, { label: event.currentTarget.value }) })
            }
            {...fieldProps(`emails.${at}.label`, issues)}
          />
          <ElementTools
            what={`e-mail ${at + 1}`}
            primary={email.primary}
            onPrimary={() => change({ emails: withPrimary(emails, at) })}
            onRemove={() => change({ emails: without(emails, at) })}
          />
        </div>
      ))}
    </ListFrame>
  );
}
