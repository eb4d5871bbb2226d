import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  closeTab,
  MOST_TABS,
  NO_TABS,
  neighbour,
  openTab,
  openTabBehind,
  type Tabs,
  tabsInUse,
  withinLimit,
} from './tabs.ts';

const ada = { id: 'a', title: 'Ada' };
const bob = { id: 'b', title: 'Bob' };
const eve = { id: 'e', title: 'Eve' };
const three: Tabs = { tabs: [ada, bob, eve], active: 'b' };

describe('tabs', () => {
  it('focuses a customer that is open instead of opening them twice', () => {
    const once = openTab(openTab(NO_TABS, ada), bob);
    expect(openTab(once, ada)).toEqual({ tabs: [ada, bob], active: 'a' });
  });

  it('leaves the front as it is when opening behind', () => {
    expect(openTabBehind(three, { id: 'x', title: 'X' }).active).toBe('b');
    expect(openTabBehind(three, eve)).toBe(three);
    expect(openTabBehind(NO_TABS, ada).active).toBe('a');
  });

  it('brings the right neighbour to the front on closing, else the left one', () => {
    expect(closeTab(three, 'b')).toEqual({ tabs: [ada, eve], active: 'e' });
    expect(closeTab({ ...three, active: 'e' }, 'e').active).toBe('b');
    expect(closeTab(three, 'a').active).toBe('b');
    expect(closeTab({ tabs: [ada], active: 'a' }, 'a')).toEqual(NO_TABS);
    expect(closeTab(three, 'unknown')).toBe(three);
  });

  it('sets the oldest clean one aside past the limit, and takes it up again', () => {
    const dirty = 't1';
    const isClean = (id: string) => id !== dirty;
    let state = NO_TABS;
    for (let at = 0; at <= MOST_TABS; at += 1)
      state = withinLimit(openTab(state, { id: `t${at}`, title: '' }), isClean);
    expect(state.tabs).toHaveLength(MOST_TABS + 1);
    expect(state.tabs.filter(({ aside }) => aside).map(({ id }) => id)).toEqual(['t0']);
    state = withinLimit(openTab(state, { id: 'x', title: '' }), isClean);
    expect(state.tabs.filter(({ aside }) => aside).map(({ id }) => id)).toEqual(['t0', 't2']);
    expect(neighbour({ ...state, active: 'x' }, 1)).toBe(dirty);
    const back = withinLimit(openTab(state, { id: 't0', title: '' }), isClean);
    expect(back.active).toBe('t0');
    expect(back.tabs.filter(({ aside }) => aside).map(({ id }) => id)).toEqual(['t2', 't3']);
  });

  it('loses no tab and sets nothing aside that is unsaved or in front, whatever is opened (property)', () => {
    const ids = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 80 });
    const unsaved = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 30 });
    fc.assert(
      fc.property(ids, unsaved, (opened, dirty) => {
        const isDirty = new Set(dirty.map(String));
        const state = opened.reduce(
          (now, id) => withinLimit(openTab(now, { id: `${id}`, title: '' }), (one) => !isDirty.has(one)),
          NO_TABS,
        );
        expect(state.tabs).toHaveLength(new Set(opened).size);
        const aside = state.tabs.filter((tab) => tab.aside).map(({ id }) => id);
        expect(aside.filter((id) => isDirty.has(id) || id === state.active)).toEqual([]);
        const clean = tabsInUse(state).filter(({ id }) => !isDirty.has(id) && id !== state.active);
        expect(tabsInUse(state).length <= MOST_TABS || clean.length === 0).toBe(true);
      }),
    );
  });

  it('brings one that was set aside to the front when no other is left', () => {
    const state: Tabs = { tabs: [{ ...ada, aside: true }, bob], active: 'b' };
    expect(closeTab(state, 'b')).toEqual({ tabs: [ada], active: 'a' });
  });

  it('walks around the end', () => {
    expect(neighbour(three, 1)).toBe('e');
    expect(neighbour({ ...three, active: 'e' }, 1)).toBe('a');
    expect(neighbour({ ...three, active: 'a' }, -1)).toBe('e');
    expect(neighbour(NO_TABS, 1)).toBeNull();
  });
});
