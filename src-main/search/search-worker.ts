/** Entry of the search worker: its own read-only connection, so that a search never waits for a write. */
import { serve } from '../storage-sqlite/serve.ts';
import { searchOperations } from './search-operations.ts';

serve(searchOperations());
