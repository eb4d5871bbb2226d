/** Entry of the thread of one desk. */
import { serve } from '#main/storage-sqlite/serve.ts';
import { deskOperations } from './desk-operations.ts';

serve(deskOperations);
