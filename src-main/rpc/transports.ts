/** The two ways a window reaches the core. Both serve the same router under the same rules. */

import type { SupportedMessagePort } from '@orpc/client/message-port';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import { type RpcContext, toApiError } from './base.ts';
import { router } from './router.ts';

/** Serves a window over a message port: Electron's, or one of Node's worker threads. */
export function servePort(port: SupportedMessagePort, context: RpcContext): void {
  new PortHandler(router, { clientInterceptors: [closedCodes] }).upgrade(port, { context });
}

/** Serves a window over a WebSocket whose origin and session the host has checked. */
export function serveSocket(socket: WebSocket, context: RpcContext): Promise<void> {
  return new SocketHandler(router, { clientInterceptors: [closedCodes] }).upgrade(socket, { context });
}

/** Around every procedure, its validation included. */
async function closedCodes<T>({
  next,
  context,
}: {
  next: () => Promise<T>;
  context: RpcContext;
}): Promise<T> {
  try {
    return await next();
  } catch (error) {
    throw toApiError(error, context.log);
  }
}
