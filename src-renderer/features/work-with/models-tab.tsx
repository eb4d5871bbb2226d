/** Work with models of profiles: the list, and the form of one. */
import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import { KIND_TEXTS } from '#renderer/app/texts/customer.ts';
import { EditionNote } from '#renderer/components/edition-note.tsx';
import { EmptyNote } from '#renderer/components/empty-note.tsx';
import { useItems } from '#renderer/state/configuration.ts';
import { mayWrite } from '#shared/configuration/permission.ts';
import type { ProfileModel } from '#shared/configuration/schema.ts';
import { mayChangeEntry } from '#shared/edition/edition.ts';
import type { Me } from '#shared/permission/me.ts';
import { EntryTable } from './entry-table.tsx';
import { ModelDialog } from './model-dialog.tsx';
import { useIsOnline } from './use-command.ts';
import classes from './work-with.module.css';

export type ModelDraft = { id: string; rev: string; entry: ProfileModel };

const NEW_MODEL: ProfileModel = {
  kind: 'model',
  code: '',
  name: '',
  version: 1,
  active: true,
  standard: false,
  kinds: [],
  attributes: [],
  categories: [],
  required: [],
  hidden: [],
};

export function ModelsTab({ me }: { me: Me }) {
  const items = useItems('model').toSorted((a, b) => a.entry.name.localeCompare(b.entry.name));
  const [draft, setDraft] = useState<ModelDraft | null>(null);
  const isOnline = useIsOnline();
  const mayEdit = mayWrite(me.role, 'model') && mayChangeEntry('model', me);
  return (
    <div className={classes.panel}>
      <EditionNote feature="profileModels" />
      <div className={classes.bar}>
        <Text size="sm" c="dimmed">
          What customers of a kind have: attributes, categories, and fields that are asked for or left out.
        </Text>
        {mayEdit && (
          <Button
            leftSection={<IconPlus size={14} />}
            onClick={() => setDraft({ id: uuid(), rev: '', entry: NEW_MODEL })}
            disabled={!isOnline}
          >
            New model
          </Button>
        )}
      </div>
      {items.length === 0 ? (
        <EmptyNote title="No model is defined">
          <Text size="sm">Every customer then has every attribute and category.</Text>
        </EmptyNote>
      ) : (
        <EntryTable items={items} onOpen={setDraft} columns={COLUMNS} />
      )}
      <ModelDialog
        key={draft?.id}
        draft={draft}
        readOnly={!mayEdit || !isOnline}
        onClose={() => setDraft(null)}
      />
    </div>
  );
}

function kindsText({ kinds }: ProfileModel): string {
  return kinds.length === 0 ? 'Every kind' : kinds.map((kind) => KIND_TEXTS[kind]).join(', ');
}

function stateText({ active, standard }: ProfileModel): string {
  if (!active) return 'Not offered';
  return standard ? 'New customers begin with it' : 'Offered';
}

const COLUMNS = {
  Code: ({ code }: ProfileModel) => code,
  Name: ({ name }: ProfileModel) => name,
  For: kindsText,
  Version: ({ version }: ProfileModel) => version,
  State: stateText,
};
