/** Clients of the core over each transport, as a renderer would have them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { WebSocketServer } from 'ws';
import type { RpcContext } from '#main/rpc/base.ts';
import { servePort, serveSocket } from '#main/rpc/transports.ts';
import type { ApiClient } from '#shared/api/contract.ts';

export type Connected = { client: ApiClient; disconnect(): Promise<void> };

/** Node's MessageChannel stands for Electron's port pair: the same interface, the same structured clone. */
export async function connectByPort(context: RpcContext): Promise<Connected> {
  const { port1, port2 } = new MessageChannel();
  servePort(port1, context);
  port1.start();
  port2.start();
  const client: ApiClient = createORPCClient(new PortLink({ port: port2 }));
  return {
    client,
    disconnect: async () => {
      port2.close();
    },
  };
}

export async function connectBySocket(context: RpcContext): Promise<Connected> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => void serveSocket(socket, context));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const websocket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await new Promise((resolve, reject) => {
    websocket.addEventListener('open', resolve);
    websocket.addEventListener('error', reject);
  });
  const client: ApiClient = createORPCClient(new SocketLink({ websocket }));
  return {
    client,
    async disconnect() {
      websocket.close();
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
