/** What an erasure would do, by what this computer holds; the server counts again before it does anything. */
import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { count } from '#renderer/app/texts/format.ts';
import type { ForgetPreview } from '#shared/api/request.ts';
import classes from './request.module.css';

export function Impact({ customerId }: { customerId: string }) {
  const [preview, setPreview] = useState<ForgetPreview | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    api.request.preview({ customerId }, { signal: controller.signal }).then(setPreview, () => undefined);
    return () => controller.abort();
  }, [customerId]);
  if (!preview) return null;
  const { comments, contacts, ticklers, versions, orders, openOrders, unsent } = preview;
  const erased = [
    ['Comments', comments],
    ['Contacts', contacts],
    ['Ticklers', ticklers],
    ['Versions', versions],
  ] as const;
  return (
    <section aria-label="What this does">
      <Text size="sm" mt="xs">
        Erased everywhere, on every computer: the customer’s record and
      </Text>
      <table className={classes.preview}>
        <tbody>
          {erased.map(([what, number]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{count(number)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Text size="sm">
        {orders > 0
          ? `Kept without the person, because the law wants it: ${count(orders)} orders, quotes and returns.`
          : 'There are no orders to be kept.'}
      </Text>
      {openOrders > 0 && (
        <Text size="sm" fw={600}>
          Still open: {count(openOrders)}. Close them first if the customer is waiting for something.
        </Text>
      )}
      {unsent > 0 && (
        <Text size="sm" fw={600}>
          {count(unsent)} changes of this computer were not sent yet and will be erased with the rest.
        </Text>
      )}
    </section>
  );
}
