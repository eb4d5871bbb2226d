/** One category: its own fields, its responses, and at most one default. */
import { Checkbox, Modal, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import { categoryIssues } from '#shared/configuration/category.ts';
import type { ProfileCategory } from '#shared/configuration/schema.ts';
import { ProfileCode } from '#shared/profile/schema.ts';
import type { CategoryDraft } from './categories-tab.tsx';
import { CodeInput } from './code-input.tsx';
import { EntryForm } from './entry-form.tsx';
import { errorAt } from './issue-text.ts';
import { ResponseList } from './response-list.tsx';
import { ResponseStatistic } from './response-statistic.tsx';
import { useCommand } from './use-command.ts';
import classes from './work-with.module.css';

type CategoryDialogProps = {
  draft: CategoryDraft | null;
  others: readonly ProfileCategory[];
  readOnly: boolean;
  /** The user may read customers, and so count them. */
  mayCount: boolean;
  onClose: () => void;
};

export function CategoryDialog({ draft, onClose, ...rest }: CategoryDialogProps) {
  return (
    <Modal
      opened={draft !== null}
      onClose={onClose}
      size="lg"
      title={draft?.rev ? `Category ${draft.entry.code}` : 'New category'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {draft && <CategoryForm draft={draft} onClose={onClose} {...rest} />}
    </Modal>
  );
}

function CategoryForm({
  draft,
  others,
  readOnly,
  mayCount,
  onClose,
}: CategoryDialogProps & { draft: CategoryDraft }) {
  const [entry, setEntry] = useState(draft.entry);
  const command = useCommand();
  const change = (part: Partial<ProfileCategory>) => setEntry((before) => ({ ...before, ...part }));
  const isNew = draft.rev === '';
  const save = () => {
    const found = [...codeIssues(entry), ...categoryIssues(entry, isNew ? null : draft.entry, others)];
    if (found.length > 0) return command.refuse(found);
    const given = { id: draft.id, rev: draft.rev, entry };
    return command.run(() => api.configuration.save(given), `Category ${entry.code} saved`, onClose);
  };
  const remove = () =>
    command.run(
      () => api.configuration.remove({ id: draft.id, rev: draft.rev, kind: 'category' }),
      `Category ${entry.code} deleted`,
      onClose,
    );
  return (
    <EntryForm
      command={command}
      readOnly={readOnly}
      onSave={save}
      onClose={onClose}
      onRemove={isNew ? null : remove}
    >
      <div className={classes.pair}>
        <CodeInput
          code={entry.code}
          isNew={isNew}
          readOnly={readOnly}
          issues={command.issues}
          onChange={(code) => change({ code })}
        />
        <TextInput
          label="Description"
          description="The label in the drawer"
          value={entry.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
          maxLength={120}
          readOnly={readOnly}
          {...errorAt(command.issues, 'description')}
        />
        <NumberInput
          size="xs"
          label="Order"
          description="Lowest first"
          value={entry.order}
          onChange={(order) => change({ order: Number(order) || 0 })}
          allowDecimal={false}
          readOnly={readOnly}
        />
      </div>
      <Checkbox
        label="Required"
        checked={entry.required}
        onChange={(event) => change({ required: event.currentTarget.checked })}
        disabled={readOnly}
      />
      <Checkbox
        label="Active"
        checked={entry.active}
        onChange={(event) => change({ active: event.currentTarget.checked })}
        disabled={readOnly}
      />
      <ResponseList
        responses={entry.responses}
        issues={command.issues}
        readOnly={readOnly}
        onChange={(responses) => change({ responses })}
      />
      {!isNew && mayCount && <ResponseStatistic category={draft.entry} />}
    </EntryForm>
  );
}

/** Codes that the schema would refuse, by field. */
function codeIssues({ code, responses }: ProfileCategory): FieldIssue[] {
  const codes: [string, string][] = [
    ['code', code],
    ...responses.map((one, place): [string, string] => [`responses.${place}.code`, one.code]),
  ];
  return codes.flatMap(([path, value]): FieldIssue[] =>
    ProfileCode.safeParse(value).success ? [] : [{ path, code: value === '' ? 'required' : 'format' }],
  );
}
