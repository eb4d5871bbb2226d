/** The index, that says when somebody searches. */
import type { Search } from './open-search.ts';

type Index = Pick<Search, 'search' | 'rows'>;

/** The same index; `asked` is called with every question. */
export function noteAsking(index: Index, asked: () => void): Index {
  return {
    ...index,
    search(question) {
      asked();
      return index.search(question);
    },
  };
}
