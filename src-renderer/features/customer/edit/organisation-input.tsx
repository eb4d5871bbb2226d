/** The organisation that the customer acts for or belongs to: found by name or number among those on this computer. */
import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import type { SearchHit } from '#shared/api/search.ts';
import type { SectionProps } from './field.ts';
import type { CommonProps } from './field-input.tsx';

type OrganisationInputProps = Pick<SectionProps, 'mine' | 'change'> & { common: CommonProps };
type Choice = { value: string; label: string };

const MOST = 20;
const ORGANISATIONS = { field: 'kind' as const, value: 'organisation' as const };

export function OrganisationInput({ mine, change, common }: OrganisationInputProps) {
  const { organisationId } = mine;
  const [typed, setTyped] = useState('');
  const own = useOwn(organisationId);
  const found = useFound(typed, own);
  return (
    <Select
      data={own && found.every(({ value }) => value !== own.value) ? [own, ...found] : found}
      value={organisationId === '' ? null : organisationId}
      onChange={(chosen) => change({ organisationId: chosen ?? '' })}
      searchable
      onSearchChange={setTyped}
      filter={({ options }) => options}
      clearable={!common.readOnly}
      clearButtonProps={{ 'aria-label': `Clear ${common.label}` }}
      placeholder="Find an organisation"
      nothingFoundMessage={typed.trim() === '' ? 'Type a name or a number' : 'No such organisation here'}
      {...common}
    />
  );
}

/** What the linked organisation is called; where it is not on this computer that is said. */
function useOwn(id: string): Choice | null {
  const [own, setOwn] = useState<Choice | null>(null);
  useEffect(() => {
    let gone = false;
    setOwn(id === '' ? null : { value: id, label: '…' });
    if (id === '') return;
    const show = (hit: SearchHit | undefined) =>
      !gone && setOwn(hit ? choiceOf(hit) : { value: id, label: 'Not on this computer' });
    api.customer.rows({ ids: [id] }).then(
      ([hit]) => show(hit),
      () => show(undefined),
    );
    return () => {
      gone = true;
    };
  }, [id]);
  return own;
}

function useFound(typed: string, own: Choice | null): Choice[] {
  const [found, setFound] = useState<Choice[]>([]);
  const text = typed.trim() === own?.label ? '' : typed.trim();
  useEffect(() => {
    let gone = false;
    const question = { text, limit: MOST, filter: ORGANISATIONS };
    api.customer.search(question).then(
      ({ hits }) => !gone && setFound(hits.map(choiceOf)),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [text]);
  return found;
}

function choiceOf({ id, organisation, name, number, city }: SearchHit): Choice {
  return { value: id, label: [organisation || name, number, city].filter(Boolean).join(' · ') };
}
