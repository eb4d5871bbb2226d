/**
 * `POST /v1/customers/bulk`: up to a hundred new customers in one request, each with a key of its own. Rows are judged one
 * by one, as if each had come alone; the answers are in the order of the rows. What was taken stays taken when the request
 * fails on its way: sent again, those rows are answered as replayed.
 */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { MAX_BODY_BYTES, WireError } from '#shared/sync/protocol.ts';
import { announceCustomers } from '../customer/announce-customers.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import { check } from '../sync/field-errors.ts';
import type { PokeBus } from '../sync/poke-bus.ts';
import { createByIntake, type Stores } from './intake-service.ts';
import { IntakeRefusal } from './refusal.ts';
import { CustomerInput, IdempotencyKey, IntakeProblem } from './schema.ts';

type Deps = Stores & { authenticate: Authenticate; bus: PokeBus };

const MAX_BULK_ROWS = 100;

const BulkRow = z.strictObject({ key: IdempotencyKey, customer: CustomerInput });
const rowsOf = <T extends z.ZodType>(row: T) =>
  z.strictObject({ rows: z.array(row).min(1).max(MAX_BULK_ROWS) });
/** The frame alone: what is wrong in one row must not fail the others. */
const Frame = rowsOf(z.unknown());

/** `status` is what the row would have been answered with alone. */
const BulkResult = z.union([
  z.object({ status: z.number().int(), replayed: z.boolean(), customer: Customer }),
  IntakeProblem.extend({ status: z.number().int() }),
]);
type BulkResult = z.infer<typeof BulkResult>;
const BulkAnswer = z.object({ results: z.array(BulkResult) });

/** Registers the route. */
export function bulkRoutes({ pool, privacy, authenticate, bus }: Deps): FastifyPluginAsyncZod {
  async function take(me: Me, row: unknown): Promise<BulkResult> {
    try {
      const { key, customer: input } = rowOf(row);
      const { customer, replayed } = await createByIntake({ pool, privacy }, me, key, input);
      if (!replayed) announceCustomers(bus, [customer]);
      return { status: replayed ? 200 : 201, replayed, customer };
    } catch (error) {
      if (!(error instanceof IntakeRefusal)) throw error;
      return { status: error.status, ...error.body() };
    }
  }

  return async (app) => {
    const response = { 200: BulkAnswer, '4xx': z.union([IntakeProblem, WireError]), '5xx': WireError };
    app.post(
      '/v1/customers/bulk',
      { bodyLimit: MAX_BODY_BYTES, attachValidation: true, schema: { body: rowsOf(BulkRow), response } },
      async (request, reply) => {
        const { me } = await authenticate(request);
        const frame = check(Frame, request.body);
        if (frame.errors) {
          const refusal = new IntakeRefusal('invalid', frame.errors);
          reply.status(refusal.status as 400);
          return refusal.body();
        }
        const results: BulkResult[] = [];
        for (const row of frame.data.rows) results.push(await take(me, row));
        return { results };
      },
    );
  };
}

/** Throws IntakeRefusal, with the paths as they are in the customer. */
function rowOf(row: unknown): z.infer<typeof BulkRow> {
  const key = check(z.looseObject({ key: IdempotencyKey }), row);
  if (key.errors) throw new IntakeRefusal('idempotencyKeyMissing');
  const input = check(CustomerInput, key.data.customer);
  if (input.errors) throw new IntakeRefusal('invalid', input.errors);
  return { key: key.data.key, customer: input.data };
}
