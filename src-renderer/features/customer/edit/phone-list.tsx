/** The phone numbers in the form. */
import { TextInput } from '@mantine/core';
import { v7 as uuid } from 'uuid';
import { newPhone } from '#shared/customer/contact-points.ts';
import classes from './edit.module.css';
import { without, withPrimary } from './editing.ts';
import { changedAt, fieldProps, hintedProps, type SectionProps } from './field.ts';
import { ElementTools, ListFrame } from './list-frame.tsx';
import { PointMarks } from './point-marks.tsx';

export function PhoneList({ mine: { phones }, issues, hints, change }: SectionProps) {
  const add = () =>
    change({
      phones: [...phones, newPhone({ id: uuid(), number: '', label: '', primary: phones.length === 0 })],
    });
  return (
    <ListFrame
      title="Phones"
      addLabel="Add phone"
      length={phones.length}
      onAdd={add}
      {...fieldProps('phones', issues)}
    >
      {phones.map((phone, at) => (
        <div key={phone.id} className={classes.row}>
          <TextInput
            className={classes.main}
            aria-label={`Phone ${at + 1}`}
            placeholder="+49 30 123456"
            inputMode="tel"
            value={phone.number}
            onChange={(event) =>
              change({ phones: changedAt(phones, at, { number: event.currentTarget.value }) })
            }
            {...hintedProps(`phones.${at}.number`, { issues, hints })}
          />
          <TextInput
            className={classes.label}
            aria-label={`Label of phone ${at + 1}`}
            placeholder="Label"
            value={phone.label}
            onChange={(event) =>
              change({ phones: changedAt(phones, at, { label: event.currentTarget.value }) })
            }
            {...fieldProps(`phones.${at}.label`, issues)}
          />
          <ElementTools
            what={`phone ${at + 1}`}
            primary={phone.primary}
            onPrimary={() => change({ phones: withPrimary(phones, at) })}
            onRemove={() => change({ phones: without(phones, at) })}
          />
          <PointMarks
            what={`phone ${at + 1}`}
            point={phone}
            onChange={(part) => change({ phones: changedAt<typeof phone>(phones, at, part) })}
          />
        </div>
      ))}
    </ListFrame>
  );
}
