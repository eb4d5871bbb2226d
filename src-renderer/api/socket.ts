/** The line in the browser host: a WebSocket to the page's own origin, dialled again whenever it is lost. */
import { RPCLink } from '@orpc/client/websocket';
import { redeemLaunchToken } from './launch.ts';
import type { LineEvents } from './line.ts';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5000;
/** Once may be the moment of a restart. */
const REFUSALS_TO_BELIEVE = 2;

/** Doubles from half a second to five seconds. */
export function retryDelay(attempt: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** attempt, LONGEST_RETRY_MS);
}

/** Redeems the launch token, then dials until the page is closed or the core refuses this page. */
export async function connectSocket(line: LineEvents): Promise<void> {
  if (await redeemLaunchToken()) dial(line, { attempt: 0, refusals: 0 });
  else line.refused();
}

type Tries = { attempt: number; refusals: number };

function dial(line: LineEvents, { attempt, refusals }: Tries): void {
  const socket = new WebSocket(`${window.location.origin.replace(/^http/, 'ws')}/rpc`);
  let opened = false;
  socket.addEventListener('open', () => {
    opened = true;
    line.opened(new RPCLink({ websocket: socket }));
  });
  socket.addEventListener('close', async () => {
    const refused = !opened && (await isAnswering()) ? refusals + 1 : 0;
    if (refused >= REFUSALS_TO_BELIEVE) return line.refused();
    line.lost();
    const next = { attempt: opened ? 0 : attempt + 1, refusals: refused };
    setTimeout(() => dial(line, next), retryDelay(opened ? 0 : attempt));
  });
}

/** A browser does not say why a socket did not open. A core that answers a plain request was not away. */
async function isAnswering(): Promise<boolean> {
  return fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  );
}
