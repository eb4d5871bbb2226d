/** What desks are told of once a customer was changed. */
import type { CollectionName } from '#shared/sync/collections.ts';
import type { PokeBus } from '../sync/poke-bus.ts';

type Changed = { identifiers?: readonly { contested?: boolean }[] };

/** Pokes for customers and their versions, and for ticklers where one of these customers may have got one. Call it after the commit. */
export function announceCustomers(bus: PokeBus, changed: readonly Changed[]): void {
  const isAsked = changed.some(({ identifiers = [] }) => identifiers.some(({ contested }) => contested));
  const names: CollectionName[] = ['customers', 'changes', ...(isAsked ? (['ticklers'] as const) : [])];
  for (const name of names) bus.announce(name);
}
