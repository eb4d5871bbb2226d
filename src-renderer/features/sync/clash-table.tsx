/** What was typed beside what stands, field by field, and the choice between them where there is one. */

import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { fieldText } from '#renderer/app/texts/customer.ts';
import { CopyButton } from '#renderer/components/copy-button.tsx';
import { tellProblem } from '#renderer/state/tell-problem.ts';
import type { AttentionItem, DecideClashes } from '#shared/api/sync.ts';
import classes from './sync.module.css';

type Choice = DecideClashes['choice'];

/** Whether the entry is there to be decided: every field of it can be. */
export function isDecidable(item: AttentionItem): boolean {
  return item.fields.length > 0 && item.fields.every(({ path }) => path !== null) && item.customerName !== '';
}

export function ClashTable({ item }: { item: AttentionItem }) {
  const decidable = isDecidable(item);
  const { decide, busy } = useDecision(item.id);
  return (
    <Table verticalSpacing={4} horizontalSpacing={8} mt={6} className={classes.fields}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Field</Table.Th>
          <Table.Th>You typed</Table.Th>
          <Table.Th>What stands</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {item.fields.map(inWords).map(({ field, path, mine, theirs }) => (
          <Table.Tr key={path ?? field}>
            <Table.Td>{fieldText(path ?? field)}</Table.Td>
            <Table.Td className={classes.fieldValue}>
              <span>{mine || 'Nothing'}</span>
              {mine && <CopyButton text={mine} what={`what you typed in ${fieldText(field)}`} />}
              {decidable && path !== null && (
                <ChoiceButton
                  label="Use mine"
                  what={`${fieldText(path)}: use ${mine || 'nothing'}`}
                  disabled={busy}
                  onChoose={() => decide([path], 'mine')}
                />
              )}
            </Table.Td>
            <Table.Td className={classes.fieldValue}>
              <span>{theirs || 'Nothing'}</span>
              {decidable && path !== null && (
                <ChoiceButton
                  label="Keep this"
                  what={`${fieldText(path)}: keep ${theirs || 'nothing'}`}
                  disabled={busy}
                  onChoose={() => decide([path], 'theirs')}
                />
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Of a photo there is nothing to read. */
function inWords(field: AttentionItem['fields'][number]): AttentionItem['fields'][number] {
  if (field.field !== 'photo') return field;
  return { ...field, mine: field.mine && 'A photo', theirs: field.theirs && 'Another photo' };
}

/** For an entry as a whole; of one field there is nothing to sum up. */
export function DecideAll({ item }: { item: AttentionItem }) {
  const { decide, busy } = useDecision(item.id);
  const paths = item.fields.flatMap(({ path }) => path ?? []);
  if (paths.length < 2) return null;
  return (
    <>
      <Button variant="default" disabled={busy} onClick={() => decide(paths, 'mine')}>
        Use all of mine
      </Button>
      <Button variant="default" disabled={busy} onClick={() => decide(paths, 'theirs')}>
        Keep all that stands
      </Button>
    </>
  );
}

type ChoiceButtonProps = { label: string; what: string; disabled: boolean; onChoose: () => void };

function ChoiceButton({ label, what, disabled, onChoose }: ChoiceButtonProps) {
  return (
    <div>
      <Button size="compact-sm" variant="default" aria-label={what} disabled={disabled} onClick={onChoose}>
        {label}
      </Button>
    </div>
  );
}

/** Decides; a refusal is said, and the entry stays as it is. */
function useDecision(id: string) {
  const [busy, setBusy] = useState(false);
  const decide = async (paths: string[], choice: Choice) => {
    setBusy(true);
    try {
      await api.sync.decide({ id, paths, choice });
    } catch (error) {
      tellProblem(error);
    }
    setBusy(false);
  };
  return { decide, busy };
}
