/**
 * A network that cannot be trusted: a `fetch` that loses requests and answers, sends twice, late and out of order,
 * cuts answers in the middle, and lets a proxy answer instead. Which fault comes when is drawn from a seed.
 *
 * Invariant: a request of which the caller hears an error may have taken effect; one that was answered 200 with the
 * server's own body has.
 */
import type { Draw } from './draw.ts';

/** What can happen on the way, as shares of 1. */
export const FAULTS = {
  lostRequest: 0.08,
  lostAnswer: 0.12,
  twice: 0.08,
  late: 0.05,
  delayed: 0.15,
  cut: 0.06,
  unavailable: 0.05,
  tooMany: 0.03,
  portal: 0.03,
} as const;
export type Fault = keyof typeof FAULTS;

const LONGEST_DELAY_MS = 40;
const LONGEST_LATE_MS = 250;

/** Called at each await of a request: before it is sent, and when its answer is there. */
export type Checkpoint = () => Promise<void>;

export type Faults = { draw: Draw; isOn: () => boolean; reached: Checkpoint };

/** `fetch` with faults. The poke stream is only ever refused or lost, since nothing depends on it. */
export function faultyFetch(real: typeof fetch, { draw, isOn, reached }: Faults): typeof fetch {
  return async (input, init) => {
    await reached();
    const fault = isOn() ? drawFault(draw) : null;
    const answer = await send(real, fault, draw, input, init);
    await reached();
    return answer;
  };
}

function drawFault(draw: Draw): Fault | null {
  let at = draw();
  for (const [name, share] of Object.entries(FAULTS)) {
    at -= share;
    if (at < 0) return name as Fault;
  }
  return null;
}

async function send(
  real: typeof fetch,
  fault: Fault | null,
  draw: Draw,
  ...args: Parameters<typeof fetch>
): Promise<Response> {
  switch (fault) {
    case 'lostRequest':
      throw new TypeError('fetch failed');
    case 'lostAnswer':
      await (await real(...args)).body?.cancel();
      throw new TypeError('fetch failed');
    case 'twice':
      return (await Promise.all([real(...args), copyOf(real, args)]))[0];
    case 'late': {
      const answer = await real(...args);
      setTimeout(() => void copyOf(real, args), draw() * LONGEST_LATE_MS);
      return answer;
    }
    case 'delayed':
      await new Promise((done) => setTimeout(done, draw() * LONGEST_DELAY_MS));
      return real(...args);
    case 'cut':
      return cut(await real(...args), draw());
    case 'unavailable':
      return new Response('{"code":"unavailable","message":"later"}', { status: 503 });
    case 'tooMany':
      return new Response('', { status: 429, headers: { 'retry-after': '0' } });
    case 'portal':
      return new Response('<html>Accept our terms</html>', { headers: { 'content-type': 'text/html' } });
    default:
      return real(...args);
  }
}

/** The same request once more, which nobody listens to. A stream is not opened twice. */
async function copyOf(real: typeof fetch, [input, init]: Parameters<typeof fetch>): Promise<void> {
  if (!init?.body) return;
  const { signal: _own, ...rest } = init;
  await real(input, rest)
    .then((answer) => answer.body?.cancel())
    .catch(() => undefined);
}

/** The answer up to some place in its body; a stream as it is. */
async function cut(answer: Response, where: number): Promise<Response> {
  if (answer.headers.get('content-type')?.includes('event-stream')) return answer;
  const text = await answer.text();
  return new Response(text.slice(0, Math.floor(text.length * where)), {
    status: answer.status,
    headers: answer.headers,
  });
}
