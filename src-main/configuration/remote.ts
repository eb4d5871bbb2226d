/** Configuration on the server: one request a command, now or not at all. */
import { z } from 'zod';
import {
  Approver,
  type JudgeAttribute,
  Readiness,
  RefusalBody,
  type RemoveEntry,
  ResponseCount,
  type SaveEntry,
  type StepAttribute,
} from '#shared/configuration/commands.ts';
import { CoreError } from '../errors.ts';
import type { Network } from '../sync/network.ts';
import type { Server } from '../sync/server.ts';
import { ServerError } from '../sync/server-error.ts';

/**
 * Every method throws CoreError: OFFLINE when the server cannot be asked now, NOT_SIGNED_IN when the sign-in ran out, and
 * whatever the server refuses with, INVALID with its fields among them.
 */
export type ConfigurationServer = {
  /** Commands return the revision that now stands, or that was removed. */
  save(given: SaveEntry): Promise<string>;
  remove(given: RemoveEntry): Promise<string>;
  judge(given: JudgeAttribute): Promise<string>;
  step(given: StepAttribute): Promise<string>;
  approvers(): Promise<Approver[]>;
  readiness(): Promise<Readiness>;
  statistic(category: string): Promise<ResponseCount[]>;
};

const BASE = '/v1/configuration';
const Done = z.object({ rev: z.string() });

/** Commands over the server's client; they do not wait for a network that is not there. */
export function configurationServer(
  server: Pick<Server, 'ask'>,
  network: Pick<Network, 'state'>,
): ConfigurationServer {
  async function ask<T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
    if (network.state() !== 'online') throw new CoreError('OFFLINE');
    const answer = await server.ask({ method, path, body }, new AbortController().signal).catch(offline);
    if (answer.status === 200) return schema.parse(answer.body);
    throw refusalOf(answer.body);
  }

  async function write(method: string, path: string, body: unknown): Promise<string> {
    return (await ask(method, `${BASE}/${path}`, Done, body)).rev;
  }

  return {
    save: ({ id, ...body }) => write('PUT', id, body),
    remove: ({ id, rev }) => write('DELETE', id, { rev }),
    judge: ({ id, ...body }) => write('POST', `${id}/verdict`, body),
    step: ({ id, ...body }) => write('POST', `${id}/state`, body),
    approvers: () => ask('GET', `${BASE}/approvers`, z.array(Approver)),
    readiness: () => ask('GET', `${BASE}/readiness`, Readiness),
    statistic: (category) => ask('GET', `${BASE}/statistic/${category}`, z.array(ResponseCount)),
  };
}

function offline(error: unknown): never {
  throw new CoreError(ServerError.of(error).kind === 'unauthorized' ? 'NOT_SIGNED_IN' : 'OFFLINE');
}

function refusalOf(body: unknown): CoreError {
  const refusal = RefusalBody.safeParse(body);
  return refusal.success ? new CoreError(refusal.data.code, refusal.data.issues) : new CoreError('INTERNAL');
}
