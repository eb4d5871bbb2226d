/** The line in the browser host: a WebSocket to the page's own origin, dialled again whenever it is lost. */
import { RPCLink } from '@orpc/client/websocket';
import { redeemLaunchToken } from './launch.ts';
import type { LineEvents } from './line.ts';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5000;

/** Doubles from half a second to five seconds. */
export function retryDelay(attempt: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** attempt, LONGEST_RETRY_MS);
}

/** Redeems the launch token, then dials until the page is closed or the core refuses this page. */
export async function connectSocket(line: LineEvents): Promise<void> {
  if (await redeemLaunchToken()) dial(line, 0);
  else line.refused();
}

function dial(line: LineEvents, attempt: number): void {
  const socket = new WebSocket(`${window.location.origin.replace(/^http/, 'ws')}/rpc`);
  let opened = false;
  socket.addEventListener('open', () => {
    opened = true;
    line.opened(new RPCLink({ websocket: socket }));
  });
  socket.addEventListener('close', async () => {
    if (opened) line.lost();
    if (!opened && (await isRefused())) return line.refused();
    if (!opened) line.lost();
    setTimeout(dial, retryDelay(attempt), line, opened ? 0 : attempt + 1);
  });
}

/** A browser does not say why a socket did not open; a plain request to the same address does. */
async function isRefused(): Promise<boolean> {
  const answer = await fetch('/rpc', { cache: 'no-store' }).catch(() => null);
  return answer?.status === 401 || answer?.status === 403;
}
