/** What is known of an e-mail or a phone beside its value: verified, not to be used, used by several people. */
import { Checkbox, NativeSelect } from '@mantine/core';
import { VERIFIED_TEXTS } from '#renderer/app/texts/fields.ts';
import { useMe } from '#renderer/state/session.ts';
import type { Verified } from '#shared/customer/contact-points.ts';
import classes from './edit.module.css';

type Marked = { verified: Verified | null; doNotUse: boolean; shared: boolean };
type PointMarksProps = {
  /** Names the element in the labels, such as `e-mail 2`. */
  what: string;
  point: Marked;
  onChange: (part: Partial<Marked>) => void;
};

const METHODS = Object.entries(VERIFIED_TEXTS).map(([value, text]) => ({ value, label: `Verified ${text}` }));

export function PointMarks({ what, point, onChange }: PointMarksProps) {
  const me = useMe();
  const verify = (method: string) => {
    const verified = {
      at: new Date().toISOString(),
      by: me?.name ?? '',
      method: method as Verified['method'],
    };
    onChange({ verified: method === '' ? null : verified });
  };
  return (
    <div className={classes.marks}>
      <NativeSelect
        size="xs"
        aria-label={`How ${what} was verified`}
        data={[{ value: '', label: 'Not verified' }, ...METHODS]}
        value={point.verified?.method ?? ''}
        onChange={(event) => verify(event.currentTarget.value)}
      />
      <Checkbox
        size="xs"
        label="Do not use"
        aria-label={`Do not use ${what}`}
        checked={point.doNotUse}
        onChange={(event) => onChange({ doNotUse: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label="Shared"
        aria-label={`Shared by several people: ${what}`}
        checked={point.shared}
        onChange={(event) => onChange({ shared: event.currentTarget.checked })}
      />
    </div>
  );
}
