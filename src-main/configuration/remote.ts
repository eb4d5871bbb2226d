/** Configuration on the server: one request a command, now or not at all. */
import { z } from 'zod';
import {
  Approver,
  type JudgeAttribute,
  Readiness,
  RefusalBody,
  type RemoveEntry,
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
  save(given: SaveEntry): Promise<void>;
  remove(given: RemoveEntry): Promise<void>;
  judge(given: JudgeAttribute): Promise<void>;
  step(given: StepAttribute): Promise<void>;
  approvers(): Promise<Approver[]>;
  readiness(): Promise<Readiness>;
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

  return {
    save: async ({ id, ...body }) => void (await ask('PUT', `${BASE}/${id}`, Done, body)),
    remove: async ({ id, ...body }) => void (await ask('DELETE', `${BASE}/${id}`, Done, body)),
    judge: async ({ id, ...body }) => void (await ask('POST', `${BASE}/${id}/verdict`, Done, body)),
    step: async ({ id, ...body }) => void (await ask('POST', `${BASE}/${id}/state`, Done, body)),
    approvers: () => ask('GET', `${BASE}/approvers`, z.array(Approver)),
    readiness: () => ask('GET', `${BASE}/readiness`, Readiness),
  };
}

function offline(error: unknown): never {
  throw new CoreError(ServerError.of(error).kind === 'unauthorized' ? 'NOT_SIGNED_IN' : 'OFFLINE');
}

function refusalOf(body: unknown): CoreError {
  const refusal = RefusalBody.safeParse(body);
  return refusal.success ? new CoreError(refusal.data.code, refusal.data.issues) : new CoreError('INTERNAL');
}
