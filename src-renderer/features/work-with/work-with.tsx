/** Work with: what administrators define. Everybody who may see it reads it offline; changing it needs a connection. */
import { Alert, Tabs } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useState } from 'react';
import { useView } from '#renderer/state/view.ts';
import type { ReadinessPoint } from '#shared/configuration/readiness.ts';
import type { Me } from '#shared/permission/me.ts';
import { may, type Permission } from '#shared/permission/roles.ts';
import { AttributesTab } from './attributes-tab.tsx';
import { CategoriesTab } from './categories-tab.tsx';
import { ControlsTab } from './controls-tab.tsx';
import { LayoutsTab } from './layouts-tab.tsx';
import { ModelsTab } from './models-tab.tsx';
import { ReasonsTab } from './reasons-tab.tsx';
import { useIsOnline } from './use-command.ts';
import classes from './work-with.module.css';

const WORKS_HERE: readonly Permission[] = [
  'category.edit',
  'layout.edit',
  'control.edit',
  'attribute.propose',
  'attribute.approve',
  'attribute.activate',
];

/** The tab in which a point of readiness is mended; null for where customers are. */
const MENDED_AT: Record<ReadinessPoint, string | null> = {
  customers: null,
  attributes: 'attributes',
  model: 'layouts',
  externalId: null,
};

/** True when the role has anything to do here. */
export function worksWithConfiguration(me: Me): boolean {
  return WORKS_HERE.some((permission) => may(me.role, permission));
}

export function WorkWith({ me }: { me: Me }) {
  const isOnline = useIsOnline();
  const [tab, setTab] = useState('categories');
  const mend = (point: ReadinessPoint) => {
    const place = MENDED_AT[point];
    if (place === null) return useView.getState().show('find');
    setTab(place);
  };
  return (
    <div className={classes.scroller}>
      <div className={classes.page}>
        <h1 className={classes.title}>Work with</h1>
        {!isOnline && (
          <Alert icon={<IconPlugConnectedX size={18} />} variant="light" color="gray" role="status">
            You can read all of this without a connection. Changing it needs one, so the buttons are off until
            the network is back.
          </Alert>
        )}
        <Tabs value={tab} onChange={(next) => next && setTab(next)} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="categories">Profile categories</Tabs.Tab>
            <Tabs.Tab value="attributes">Custom attributes</Tabs.Tab>
            <Tabs.Tab value="reasons">Codes and templates</Tabs.Tab>
            <Tabs.Tab value="models">Models</Tabs.Tab>
            <Tabs.Tab value="layouts">Layouts</Tabs.Tab>
            <Tabs.Tab value="controls">Controls</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="categories">
            <CategoriesTab me={me} />
          </Tabs.Panel>
          <Tabs.Panel value="attributes">
            <AttributesTab me={me} onMend={mend} />
          </Tabs.Panel>
          <Tabs.Panel value="reasons">
            <ReasonsTab me={me} />
          </Tabs.Panel>
          <Tabs.Panel value="models">
            <ModelsTab me={me} />
          </Tabs.Panel>
          <Tabs.Panel value="layouts">
            <LayoutsTab me={me} />
          </Tabs.Panel>
          <Tabs.Panel value="controls">
            <ControlsTab me={me} />
          </Tabs.Panel>
        </Tabs>
      </div>
    </div>
  );
}
