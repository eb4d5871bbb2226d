/** Entry of the checkpoint worker: copies the write-ahead log into the file while the store worker writes on. */
import { checkpointOperations } from './checkpoint-operations.ts';
import { serve } from './serve.ts';

serve(checkpointOperations());
