/** Entry of the reader worker: a read-only connection, so that a read never waits for a write. */
import { readerOperations } from './reader-operations.ts';
import { serve } from './serve.ts';

serve(readerOperations());
