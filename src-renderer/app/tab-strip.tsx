/** The open customers as tabs. A dot and a word say that something is unsaved. */
import { CloseButton } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx';
import { neighbour, type Tab, tabsInUse, useTabs } from '#renderer/state/tabs.ts';
import { showsCustomer, useView } from '#renderer/state/view.ts';
import { AsideMenu } from './aside-menu.tsx';
import { CUSTOMER_PANEL_ID } from './focus.ts';
import classes from './tab-strip.module.css';
import { useHasUnsaved } from './unsaved.ts';
import { useClosing } from './use-closing.ts';

export function TabStrip() {
  const state = useTabs();
  const { active, activate } = state;
  const tabs = tabsInUse(state);
  const isShown = useView(({ view }) => showsCustomer(view));
  const { asked, answer } = useClosing();
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && neighbour(useTabs.getState(), step);
    if (!next) return;
    event.preventDefault();
    activate(next);
    document.getElementById(tabId(next))?.focus();
  };
  return (
    <>
      {/* The tabs are owned by reference: a tab list may hold nothing but tabs, and each has its close button. */}
      <div role="tablist" aria-label="Open customers" aria-owns={tabs.map(({ id }) => tabId(id)).join(' ')} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the tabs inside bubble to it */}
      <div className={classes.strip} onKeyDown={move}>
        {tabs.map((tab) => (
          <TabButton key={tab.id} tab={tab} isActive={isShown && tab.id === active} />
        ))}
        <AsideMenu tabs={state.tabs.filter(({ aside }) => aside)} />
      </div>
      <ConfirmDialog
        opened={asked !== null}
        title="Close with unsaved changes?"
        confirmLabel="Close and discard"
        cancelLabel="Keep open"
        onConfirm={() => answer(true)}
        onCancel={() => answer(false)}
      >
        Something you typed about this customer is not saved. Closing throws it away.
      </ConfirmDialog>
    </>
  );
}

function TabButton({ tab: { id, title }, isActive }: { tab: Tab; isActive: boolean }) {
  const { activate } = useTabs();
  const { ask } = useClosing();
  const unsaved = useHasUnsaved(id);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isActive]);
  const close = () => ask(id);
  return (
    <div ref={element} className={classes.tab} data-active={isActive || undefined}>
      <button
        type="button"
        role="tab"
        id={tabId(id)}
        aria-selected={isActive}
        aria-controls={CUSTOMER_PANEL_ID}
        aria-label={unsaved ? `${title}, unsaved changes` : title}
        tabIndex={isActive ? 0 : -1}
        className={classes.title}
        onClick={() => {
          activate(id);
          useView.getState().show('customer');
        }}
        onAuxClick={(event) => event.button === 1 && close()}
        onKeyDown={(event) => event.key === 'Delete' && close()}
      >
        {unsaved && <span className={classes.dot} aria-hidden />}
        <span className={classes.text}>{title}</span>
      </button>
      <CloseButton
        size={24}
        iconSize={14}
        aria-label={`Close ${title}`}
        tabIndex={isActive ? 0 : -1}
        onClick={close}
      />
    </div>
  );
}

function tabId(id: string): string {
  return `tab-${id}`;
}
