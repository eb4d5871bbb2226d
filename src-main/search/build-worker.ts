/** Entry of the build worker: making a large segment takes seconds, which neither a search nor a write waits for. */
import { serve } from '../storage-sqlite/serve.ts';
import { buildOperations } from './build-operations.ts';

serve(buildOperations());
