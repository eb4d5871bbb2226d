import { describe, expect, it } from 'vitest';
import { closeTab, NO_TABS, neighbour, openTab, openTabBehind, type Tabs } from './tabs.ts';

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

  it('walks around the end', () => {
    expect(neighbour(three, 1)).toBe('e');
    expect(neighbour({ ...three, active: 'e' }, 1)).toBe('a');
    expect(neighbour({ ...three, active: 'a' }, -1)).toBe('e');
    expect(neighbour(NO_TABS, 1)).toBeNull();
  });
});
