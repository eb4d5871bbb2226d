/** Chooses the transport of the host this page runs in. */
import { isElectron } from './host.ts';
import { lineEvents } from './line.ts';
import { connectPort } from './port.ts';
import { connectSocket } from './socket.ts';

/** Opens the line to the core and keeps it open. Called once, before the first render. */
export function connect(): void {
  if (isElectron()) connectPort(lineEvents);
  else void connectSocket(lineEvents);
}
