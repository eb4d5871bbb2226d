/** The index, that has the store checked where it meets damage: then the desk says so, with the way to repair it. */
import { errorCode } from '../log.ts';
import type { Search } from './open-search.ts';

type Index = Pick<Search, 'search' | 'rows'>;

/** The same index; `check` is called once, however often it fails. */
export function tellDamage(index: Index, check: () => void): Index {
  let isTold = false;
  const noting = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      if (errorCode(error) === 'STORE_CORRUPT' && !isTold) {
        isTold = true;
        check();
      }
      throw error;
    }
  };
  return {
    search: (question) => noting(index.search(question)),
    rows: (ids) => noting(index.rows(ids)),
  };
}
