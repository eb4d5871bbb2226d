/** What an erasure would do, by what this desk holds. */
import type { ForgetPreview } from '#shared/api/request.ts';
import type { DeskDatabase } from '../store/database.ts';

const CLOSED = new Set(['closed', 'shipped', 'delivered', 'cancelled', 'completed', 'done', 'expired']);

export async function previewOf(database: DeskDatabase, customerId: string): Promise<ForgetPreview> {
  const selector = { customerId };
  const [comments, contacts, ticklers, changes, orders] = await Promise.all([
    database.comments.find({ selector }).exec(),
    database.contacts.find({ selector }).exec(),
    database.ticklers.find({ selector }).exec(),
    database.changes.find({ selector }).exec(),
    database.orders.find({ selector }).exec(),
  ]);
  const customer = await database.customers.findOne(customerId).exec();
  const waiting = [customer, ...comments, ...contacts, ...ticklers].filter(
    (one) => one && one.pendingSince !== '',
  );
  return {
    comments: comments.length,
    contacts: contacts.length,
    ticklers: ticklers.length,
    versions: changes.length,
    orders: orders.length,
    openOrders: orders.filter((one) => !CLOSED.has(one.toMutableJSON().status.toLowerCase())).length,
    unsent: waiting.length,
  };
}
