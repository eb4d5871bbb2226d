/** The e-mail addresses in the form. */
import { TextInput } from '@mantine/core';
import { v7 as uuid } from 'uuid';
import { newEmail } from '#shared/customer/contact-points.ts';
import classes from './edit.module.css';
import { without, withPrimary } from './editing.ts';
import { changedAt, fieldProps, hintedProps, type SectionProps } from './field.ts';
import { ElementTools, ListFrame } from './list-frame.tsx';
import { PointMarks } from './point-marks.tsx';

export function EmailList({ mine: { emails }, issues, hints, change }: SectionProps) {
  const add = () =>
    change({
      emails: [...emails, newEmail({ id: uuid(), address: '', label: '', primary: emails.length === 0 })],
    });
  return (
    <ListFrame
      title="E-mails"
      addLabel="Add e-mail"
      length={emails.length}
      onAdd={add}
      {...fieldProps('emails', issues)}
    >
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
            {...hintedProps(`emails.${at}.address`, { issues, hints })}
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
          <PointMarks
            what={`e-mail ${at + 1}`}
            point={email}
            onChange={(part) => change({ emails: changedAt<typeof email>(emails, at, part) })}
          />
        </div>
      ))}
    </ListFrame>
  );
}
