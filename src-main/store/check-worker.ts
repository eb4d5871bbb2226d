/** Entry of the worker that checks a store while it is in use. */
import { serve } from '../storage-sqlite/serve.ts';
import { checkOperations } from './check-operations.ts';

serve(checkOperations());
