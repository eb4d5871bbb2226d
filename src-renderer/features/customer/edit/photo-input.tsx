/** The photo of the customer: what it looks like, another one from a file, or none. */
import { Avatar, Button, FileButton } from '@mantine/core';
import { IconPhoto, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { PHOTO_PROBLEM_TEXTS } from '#renderer/app/texts/customer.ts';
import { initials } from '#shared/customer/names.ts';
import { photoUrl } from '#shared/customer/photo.ts';
import classes from './edit.module.css';
import type { SectionProps } from './field.ts';
import type { CommonProps } from './field-input.tsx';
import { makePhoto, type PhotoProblem } from './make-photo.ts';

type PhotoInputProps = Pick<SectionProps, 'mine' | 'change'> & { common: CommonProps };

const ACCEPTED = 'image/png,image/jpeg,image/webp';

export function PhotoInput({ mine, change, common: { id, label, error, readOnly } }: PhotoInputProps) {
  const [problem, setProblem] = useState<PhotoProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const resetRef = useRef<() => void>(null);
  const said = problem ? PHOTO_PROBLEM_TEXTS[problem] : error;
  const choose = async (file: File | null) => {
    if (!file) return;
    setBusy(true);
    const made = await makePhoto(file);
    setBusy(false);
    // The same file can be chosen again, as after it was mended.
    resetRef.current?.();
    setProblem('problem' in made ? made.problem : null);
    if ('photo' in made) change({ photo: made.photo });
  };
  const remove = () => {
    setProblem(null);
    change({ photo: '' });
    document.getElementById(id)?.focus();
  };
  return (
    <fieldset className={classes.photo} disabled={readOnly}>
      <legend className={classes.legend}>{label}</legend>
      <Avatar
        src={photoUrl(mine.photo)}
        size={64}
        radius="md"
        color="accent"
        alt={mine.photo && 'The photo as it is kept'}
      >
        <span aria-hidden>{initials(mine)}</span>
      </Avatar>
      <FileButton
        onChange={choose}
        accept={ACCEPTED}
        resetRef={resetRef}
        inputProps={{ 'aria-label': `${label} file` }}
      >
        {(props) => (
          <Button
            {...props}
            id={id}
            variant="default"
            loading={busy}
            leftSection={<IconPhoto size={14} />}
            aria-describedby={said ? `${id}-error` : undefined}
          >
            {mine.photo ? 'Change photo' : 'Choose photo'}
          </Button>
        )}
      </FileButton>
      {mine.photo && (
        <Button variant="subtle" color="gray" leftSection={<IconTrash size={14} />} onClick={remove}>
          Remove photo
        </Button>
      )}
      <div id={`${id}-error`} role="status" className={classes.error}>
        {said}
      </div>
    </fieldset>
  );
}
