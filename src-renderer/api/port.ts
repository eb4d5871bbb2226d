/**
 * The line in the Electron host: a MessagePort that the preload hands to the page.
 * Only a message of this window and this origin is believed.
 */
import { RPCLink } from '@orpc/client/message-port';
import type { LineEvents } from './line.ts';

/** Asks the preload for a port, and takes a new one whenever it sends one. */
export function connectPort(line: LineEvents): void {
  window.addEventListener('message', (event) => {
    if (event.source !== window || event.origin !== window.location.origin) return;
    if (!isPortMessage(event.data)) return;
    const [port] = event.ports;
    if (port) takePort(port, line);
  });
  window.postMessage({ type: 'callbook:ready' }, window.location.origin);
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'callbook:port';
}

function takePort(port: MessagePort, line: LineEvents): void {
  port.addEventListener('close', line.lost);
  line.opened(new RPCLink({ port }));
  port.start();
}
