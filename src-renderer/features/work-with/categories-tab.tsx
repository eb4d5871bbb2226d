/** Work with Profile Categories: the list, and the form of one. */
import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import { EmptyNote } from '#renderer/components/empty-note.tsx';
import { type ItemOf, useItems } from '#renderer/state/configuration.ts';
import { mayWrite } from '#shared/configuration/permission.ts';
import type { ProfileCategory } from '#shared/configuration/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { CategoryDialog } from './category-dialog.tsx';
import { EntryTable } from './entry-table.tsx';
import { useIsOnline } from './use-command.ts';
import classes from './work-with.module.css';

export type CategoryDraft = { id: string; rev: string; entry: ProfileCategory };

const NEW_CATEGORY: ProfileCategory = {
  kind: 'category',
  code: '',
  description: '',
  required: false,
  order: 0,
  active: true,
  responses: [],
};

export function CategoriesTab({ me }: { me: Me }) {
  const items = useItems('category').toSorted(
    (a, b) => a.entry.order - b.entry.order || (a.entry.code < b.entry.code ? -1 : 1),
  );
  const [draft, setDraft] = useState<CategoryDraft | null>(null);
  const isOnline = useIsOnline();
  const mayEdit = mayWrite(me.role, 'category');
  const add = () => setDraft({ id: uuid(), rev: '', entry: { ...NEW_CATEGORY, order: nextOrder(items) } });
  return (
    <div className={classes.panel}>
      <div className={classes.bar}>
        <Text size="sm" c="dimmed">
          What the profile drawer asks about a customer, in this order.
        </Text>
        {mayEdit && (
          <Button leftSection={<IconPlus size={14} />} onClick={add} disabled={!isOnline}>
            New category
          </Button>
        )}
      </div>
      {items.length === 0 ? (
        <EmptyNote title="No category is defined">
          <Text size="sm">Until one has a response, customers have no profile drawer.</Text>
        </EmptyNote>
      ) : (
        <EntryTable items={items} onOpen={setDraft} columns={COLUMNS} />
      )}
      <CategoryDialog
        key={draft?.id}
        draft={draft}
        others={items.filter(({ id }) => id !== draft?.id).map(({ entry }) => entry)}
        readOnly={!mayEdit || !isOnline}
        mayCount={may(me.role, 'customer.read')}
        onClose={() => setDraft(null)}
      />
    </div>
  );
}

function nextOrder(items: readonly ItemOf<'category'>[]): number {
  return Math.max(0, ...items.map(({ entry }) => entry.order)) + 10;
}

const COLUMNS = {
  Order: ({ order }: ProfileCategory) => order,
  Code: ({ code }: ProfileCategory) => code,
  Description: ({ description }: ProfileCategory) => description,
  Required: ({ required }: ProfileCategory) => (required ? 'Required' : 'Optional'),
  Responses: ({ responses }: ProfileCategory) => responses.filter(({ active }) => active).length,
  State: ({ active }: ProfileCategory) => (active ? 'Active' : 'Archived'),
};
