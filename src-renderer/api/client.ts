/** The typed client of the core: everything the renderer can ask for. */
import { createORPCClient } from '@orpc/client';
import type { ApiClient } from '#shared/api/contract.ts';
import { line } from './line.ts';

export const api: ApiClient = createORPCClient(line);
