/** The organisation of the customer in the header: a way to it where it is on this computer, else its name as it was typed. */
import { UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import type { SearchHit } from '#shared/api/search.ts';
import classes from './customer.module.css';

type BelongsToProps = {
  organisationId: string;
  /** What was typed as the organisation; '' where its name is shown already. */
  text: string;
  onOpen: (id: string, title: string) => void;
};

export function BelongsTo({ organisationId, text, onOpen }: BelongsToProps) {
  const hit = useHit(organisationId);
  if (organisationId === '') return text === '' ? null : <span>{text}</span>;
  const name = hit?.organisation || hit?.name || '';
  if (!hit || name === '') return <span>{text || 'Organisation not on this computer'}</span>;
  return (
    <UnstyledButton
      className={classes.link}
      aria-label={`Open organisation ${name}`}
      onClick={() => onOpen(hit.id, name)}
    >
      {name}
    </UnstyledButton>
  );
}

function useHit(id: string): SearchHit | null {
  const [hit, setHit] = useState<SearchHit | null>(null);
  useEffect(() => {
    let gone = false;
    setHit(null);
    if (id === '') return;
    api.customer.rows({ ids: [id] }).then(
      ([found]) => !gone && setHit(found ?? null),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [id]);
  return hit;
}
