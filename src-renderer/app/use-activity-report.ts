/** What keeps a desk with a PIN from being locked: word that somebody uses this window. */
import { useEffect } from 'react';
import { api } from '#renderer/api/client.ts';

const REPORT_EVERY_MS = 30_000;
const INPUT = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Tells the core that somebody uses this window, at most every half minute: at once, then for what came since. */
export function useActivityReport(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let wasUsed = false;
    const report = () => {
      wasUsed = false;
      api.session.active().catch(() => undefined);
      timer = setTimeout(() => {
        timer = null;
        if (wasUsed) report();
      }, REPORT_EVERY_MS);
    };
    const onInput = () => {
      wasUsed = true;
      if (timer === null) report();
    };
    for (const name of INPUT) window.addEventListener(name, onInput, { capture: true, passive: true });
    return () => {
      if (timer !== null) clearTimeout(timer);
      for (const name of INPUT) window.removeEventListener(name, onInput, { capture: true });
    };
  }, []);
}
