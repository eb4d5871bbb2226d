/** The replicated collections by name. Free of schemas, because the store's worker reads it. */

/** In the order in which a desk fetches them: configuration, customers, requests about them, what hangs on customers. */
export const COLLECTIONS = [
  'teams',
  'configuration',
  'customers',
  'requests',
  'comments',
  'contacts',
  'ticklers',
  'orders',
  'changes',
] as const;
export type CollectionName = (typeof COLLECTIONS)[number];

/** Collections that a desk may push to. */
export const WRITABLE_COLLECTIONS = ['customers', 'requests', 'comments', 'contacts', 'ticklers'] as const;

/** A value for every collection. */
export function byCollection<T>(of: (name: CollectionName) => T): Record<CollectionName, T> {
  return Object.fromEntries(COLLECTIONS.map((name) => [name, of(name)])) as Record<CollectionName, T>;
}
