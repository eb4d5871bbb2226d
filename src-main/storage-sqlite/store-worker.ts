/** Entry of the store worker: the only writer, and the only one that checkpoints. */
import { serve } from './serve.ts';
import { storeOperations } from './store-operations.ts';

serve(storeOperations());
