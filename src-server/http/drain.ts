/**
 * Ends connections that a closing server would wait for without need: those kept alive after their last answer,
 * and those that were opened ahead of need and never asked anything (Node counts the latter as neither idle nor
 * busy). Guards that running requests are left to finish.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const EVERY_MS = 50;

/** Watches the server; the returned function begins to end what is idle, until the server has closed. */
export function drainOf(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  function endIdle(): void {
    server.closeIdleConnections();
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  }

  return () => {
    endIdle();
    const timer = setInterval(endIdle, EVERY_MS);
    timer.unref();
    server.once('close', () => clearInterval(timer));
  };
}
