/** Orders that are too old to be kept on this computer, asked from the server when the user wants them. */
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import type { OrderView } from '#shared/api/order.ts';

export type OlderOrders = {
  /** Null until the server answered. */
  orders: readonly OrderView[] | null;
  busy: boolean;
  problem: ProblemCode | null;
  load: () => Promise<void>;
};

export function useOlderOrders(customerId: string): OlderOrders {
  const [orders, setOrders] = useState<readonly OrderView[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const load = async () => {
    setBusy(true);
    setProblem(null);
    try {
      setOrders(await api.order.older({ customerId }));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { orders, busy, problem, load };
}
