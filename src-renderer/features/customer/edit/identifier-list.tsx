/** The numbers by which other systems, or the customer, know the customer. */
import { NativeSelect, Text, TextInput } from '@mantine/core';
import { v7 as uuid } from 'uuid';
import { IDENTIFIER_KINDS, type IdentifierElement } from '#shared/customer/contact-points.ts';
import { useIdentifierTexts } from '../use-identifier-texts.ts';
import classes from './edit.module.css';
import { onePrimaryEach, withPrimaryOfKind } from './editing.ts';
import { changedAt, fieldProps, type SectionProps } from './field.ts';
import { ElementTools, ListFrame } from './list-frame.tsx';

export function IdentifierList({ mine: { identifiers }, issues, change }: SectionProps) {
  const texts = useIdentifierTexts();
  const put = (list: IdentifierElement[]) => change({ identifiers: onePrimaryEach(list) });
  const add = () => put([...identifiers, emptyIdentifier()]);
  const set = (at: number, part: Partial<IdentifierElement>) =>
    change({ identifiers: changedAt(identifiers, at, part) });
  return (
    <ListFrame title="Numbers" addLabel="Add number" length={identifiers.length} onAdd={add}>
      {identifiers.map((identifier, at) => (
        <div key={identifier.id} className={classes.row}>
          <NativeSelect
            className={classes.label}
            aria-label={`Kind of number ${at + 1}`}
            data={IDENTIFIER_KINDS.map((value) => ({ value, label: texts[value] }))}
            value={identifier.kind}
            onChange={(event) => {
              const kind = event.currentTarget.value as IdentifierElement['kind'];
              put(changedAt(identifiers, at, { kind, primary: false }));
            }}
          />
          <TextInput
            className={classes.label}
            aria-label={`System of number ${at + 1}`}
            placeholder="System"
            value={identifier.system}
            onChange={(event) => set(at, { system: event.currentTarget.value })}
            {...fieldProps(`identifiers.${at}.system`, issues)}
          />
          <TextInput
            className={classes.main}
            aria-label={`Number ${at + 1}`}
            placeholder="Number"
            value={identifier.value}
            onChange={(event) => set(at, { value: event.currentTarget.value })}
            {...fieldProps(`identifiers.${at}.value`, issues)}
          />
          <ElementTools
            what={`number ${at + 1}`}
            primary={identifier.primary}
            onPrimary={() => change({ identifiers: withPrimaryOfKind(identifiers, at) })}
            onRemove={() => put(identifiers.toSpliced(at, 1))}
          />
          {identifier.contested && (
            <Text size="sm" className={classes.contested}>
              Another customer has this number too. Find out whose it is.
            </Text>
          )}
        </div>
      ))}
    </ListFrame>
  );
}

function emptyIdentifier(): IdentifierElement {
  return { id: uuid(), kind: 'external', system: '', value: '', primary: false, contested: false };
}
