/** Work with custom attributes: what is in place, and every definition with the steps that this user may take. */
import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import { EditionNote } from '#renderer/components/edition-note.tsx';
import { EmptyNote } from '#renderer/components/empty-note.tsx';
import { useItems } from '#renderer/state/configuration.ts';
import { NEW_ATTRIBUTE } from '#shared/configuration/attribute.ts';
import { mayWrite } from '#shared/configuration/permission.ts';
import type { ReadinessPoint } from '#shared/configuration/readiness.ts';
import type { AttributeDefinition } from '#shared/configuration/schema.ts';
import { mayChangeEntry } from '#shared/edition/edition.ts';
import type { Me } from '#shared/permission/me.ts';
import { AttributeDialog } from './attribute-dialog.tsx';
import { AttributeEntry } from './attribute-entry.tsx';
import { ReadinessCard } from './readiness-card.tsx';
import { useIsOnline } from './use-command.ts';
import classes from './work-with.module.css';

export type AttributeDraft = { id: string; rev: string; entry: AttributeDefinition };

type AttributesTabProps = { me: Me; onMend: (point: ReadinessPoint) => void };

export function AttributesTab({ me, onMend }: AttributesTabProps) {
  const items = useItems('attribute').toSorted((a, b) => a.entry.label.localeCompare(b.entry.label));
  const [draft, setDraft] = useState<AttributeDraft | null>(null);
  const isOnline = useIsOnline();
  const mayPropose = mayWrite(me.role, 'attribute') && mayChangeEntry('attribute', me);
  return (
    <div className={classes.panel}>
      <EditionNote feature="customProfiles" />
      <ReadinessCard news={items.map(({ rev }) => rev).join()} onMend={onMend} />
      <div className={classes.bar}>
        <Text size="sm" c="dimmed">
          A field goes from draft to proposed, approved and active. Once active, its key and type are final.
        </Text>
        {mayPropose && (
          <Button
            leftSection={<IconPlus size={14} />}
            disabled={!isOnline}
            onClick={() => setDraft({ id: uuid(), rev: '', entry: NEW_ATTRIBUTE })}
          >
            New attribute
          </Button>
        )}
      </div>
      {items.length === 0 && <EmptyNote title="No custom attribute is defined">{null}</EmptyNote>}
      {items.map((item) => (
        <AttributeEntry key={item.id} item={item} me={me} onOpen={() => setDraft(item)} />
      ))}
      <AttributeDialog
        key={draft?.id}
        draft={draft}
        others={items.filter(({ id }) => id !== draft?.id).map(({ entry }) => entry)}
        readOnly={!mayPropose || !isOnline || isUnderway(draft)}
        onClose={() => setDraft(null)}
      />
    </div>
  );
}

/** What approvers look at does not change under them. */
function isUnderway(draft: AttributeDraft | null): boolean {
  return draft?.entry.state === 'proposed' || draft?.entry.state === 'approved';
}
