/** The numbers by which other systems, or the customer, know the customer. */
import { Autocomplete, NativeSelect, Text, TextInput } from '@mantine/core';
import { v7 as uuid } from 'uuid';
import { useEveryEntry } from '#renderer/state/configuration.ts';
import { IDENTIFIER_KINDS, type IdentifierElement } from '#shared/customer/contact-points.ts';
import { externalSystems } from '#shared/customer/external-id.ts';
import { useIdentifierTexts } from '../use-identifier-texts.ts';
import classes from './edit.module.css';
import { onePrimaryEach, withPrimaryOfKind } from './editing.ts';
import { changedAt, fieldProps, type SectionProps } from './field.ts';
import { ElementTools, ListFrame } from './list-frame.tsx';

export function IdentifierList({ mine: { identifiers }, issues, change }: SectionProps) {
  const texts = useIdentifierTexts();
  const systems = externalSystems(useEveryEntry()).map(({ code }) => code);
  const put = (list: IdentifierElement[]) => change({ identifiers: onePrimaryEach(list) });
  const add = () => put([...identifiers, emptyIdentifier()]);
  const set = (at: number, part: Partial<IdentifierElement>) =>
    change({ identifiers: changedAt(identifiers, at, part) });
  return (
    <ListFrame
      title="Numbers"
      addLabel="Add number"
      length={identifiers.length}
      onAdd={add}
      {...fieldProps('identifiers', issues)}
    >
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
          <Autocomplete
            className={classes.label}
            aria-label={`System of number ${at + 1}`}
            placeholder="System"
            data={identifier.kind === 'external' ? systems : []}
            value={identifier.system}
            onChange={(system) => set(at, { system })}
            maxLength={40}
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
