/**
 * Shows whom a telephone system asks for: the one customer who has the number, or what the find box says of it, which is a
 * list of several or the offer to register a new one. What is being typed elsewhere stays where it is.
 */
import { useEffect } from 'react';
import { api } from '#renderer/api/client.ts';
import { useFind } from '#renderer/features/find/find-store.ts';
import { useView } from '#renderer/state/view.ts';
import { type ScreenPop, textOfPop } from '#shared/search/screen-pop.ts';
import { focusCustomerSoon, focusFindBox } from './focus.ts';
import { openCustomer } from './opening.ts';
import { feed } from './use-feeds.ts';

const CHOOSABLE = 20;

/** Listens while the desk is shown. */
export function useScreenPops(): void {
  useEffect(
    () =>
      feed((signal) => api.screenPop.watch(undefined, { signal }), {
        value: (pop) => void show(pop),
        problem: () => undefined,
      }),
    [],
  );
}

async function show(pop: ScreenPop): Promise<void> {
  const text = textOfPop(pop);
  const found = await api.customer.search({ text, whole: true, limit: CHOOSABLE }).catch(() => null);
  const [only, ...others] = found?.hits ?? [];
  if (only && others.length === 0) {
    openCustomer({ id: only.id, title: only.name || only.number });
    focusCustomerSoon();
    return;
  }
  useView.getState().show('find');
  useFind.getState().takeUp({ text, filter: null, sort: 'best' });
  focusFindBox();
}
