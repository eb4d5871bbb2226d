/** What an address is used for, and for which of these it is the one to use. */
import { Checkbox, MultiSelect } from '@mantine/core';
import { ADDRESS_TYPE_TEXTS } from '#renderer/app/texts/fields.ts';
import { ADDRESS_TYPES, type AddressElement } from '#shared/customer/contact-points.ts';
import classes from './edit.module.css';

type Types = AddressElement['types'];
type AddressUseProps = {
  address: AddressElement;
  which: number;
  onTypes: (types: Types) => void;
  onPrimaryFor: (types: Types) => void;
};

const CHOICES = ADDRESS_TYPES.map((value) => ({ value, label: ADDRESS_TYPE_TEXTS[value] }));

export function AddressUse({ address, which, onTypes, onPrimaryFor }: AddressUseProps) {
  const { types, primaryFor } = address;
  return (
    <div className={classes.use}>
      <MultiSelect
        aria-label={`Used for, address ${which}`}
        placeholder={types.length === 0 ? 'Used for' : undefined}
        data={CHOICES}
        value={types}
        onChange={(chosen) => onTypes(chosen as Types)}
      />
      {types.map((type) => (
        <Checkbox
          key={type}
          size="xs"
          label={`First for ${ADDRESS_TYPE_TEXTS[type].toLowerCase()}`}
          aria-label={`Address ${which} is the first for ${ADDRESS_TYPE_TEXTS[type].toLowerCase()}`}
          checked={primaryFor.includes(type)}
          onChange={(event) =>
            onPrimaryFor(
              event.currentTarget.checked ? [...primaryFor, type] : primaryFor.filter((one) => one !== type),
            )
          }
        />
      ))}
    </div>
  );
}
