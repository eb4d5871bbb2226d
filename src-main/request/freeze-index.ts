/**
 * The search index, for customers who are masked by a request.
 *
 * Invariant: every question is answered as if there were none of them, totals and order too.
 */
import type { CustomerIndex } from '../customer/service.ts';
import type { Frozen } from './frozen.ts';

/** The same index; of who is masked, rows say nothing but the number. */
export function freezeIndex(index: CustomerIndex, frozen: Frozen): CustomerIndex {
  return {
    search: (question) => index.search({ ...question, hidden: maskedIds(frozen) }),
    async rows(ids) {
      const hits = await index.rows(ids);
      return hits.map((hit) => (frozen.of(hit.id) === 'mask' ? { ...hit, ...NOTHING_SAID } : hit));
    },
  };
}

/** The customers who are masked now. */
export function maskedIds({ frozen$ }: Frozen): string[] {
  return [...frozen$.value].flatMap(([id, how]) => (how === 'mask' ? [id] : []));
}

const NOTHING_SAID = {
  status: 'restricted' as const,
  flags: [],
  name: '',
  organisation: '',
  email: '',
  phone: '',
  city: '',
  postcode: '',
  lastContact: null,
  signedUpAt: undefined,
  alike: [],
};
