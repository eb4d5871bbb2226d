/** Putting a contact of mine right for a day after it was wrapped up. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { tooLongText } from '#renderer/app/texts/contact.ts';
import { useNow } from '#renderer/components/use-now.ts';
import type { ContactView } from '#shared/api/contact.ts';
import { mayCorrect } from '#shared/contact/correction.ts';
import { CONTACT_LIMITS } from '#shared/contact/schema.ts';
import { Correctable, CorrectForm } from './corrections.tsx';
import { WrapUpField } from './wrap-up-field.tsx';

export function CorrectContact({ contact }: { contact: ContactView }) {
  const now = useNow();
  const former = contact.corrections.map(({ at, notes, wrapUpCode }) => ({
    at,
    text: `${notes || 'no notes'}${wrapUpCode && ` (${wrapUpCode})`}`,
  }));
  return (
    <Correctable
      former={former}
      mayCorrect={contact.mine && mayCorrect(contact, now)}
      form={(onClose) => <ContactForm contact={contact} onClose={onClose} />}
    />
  );
}

function ContactForm({ contact, onClose }: { contact: ContactView; onClose: () => void }) {
  const [notes, setNotes] = useState(contact.notes);
  const [code, setCode] = useState(contact.wrapUpCode);
  const longest = Math.max(CONTACT_LIMITS.wrappedUpNotes, contact.notes.length);
  const tooLong = tooLongText(notes.length, longest);
  return (
    <CorrectForm
      label="Correct the contact"
      maySave={tooLong === null}
      save={() => api.contact.correct({ id: contact.id, notes, wrapUpCode: code })}
      onClose={onClose}
      aside={<WrapUpField code={code} onChange={setCode} takesFocus={false} />}
    >
      <Textarea
        aria-label="Corrected notes"
        autosize
        minRows={2}
        error={tooLong}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
        autoFocus
      />
    </CorrectForm>
  );
}
