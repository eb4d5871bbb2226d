/** Requests on the server: decisions, certificates, exports; now or not at all. */
import { z } from 'zod';
import { SignedCertificate } from '#shared/request/certificate.ts';
import { type DecideRequest, DecisionRefusal } from '#shared/request/commands.ts';
import type { ErasureConfirmation } from '#shared/request/confirmation.ts';
import { ExportPackage } from '#shared/request/export-package.ts';
import { HoldAnswer, type PlaceHold } from '#shared/request/legal-hold.ts';
import { RegisterEntry } from '#shared/request/register.ts';
import { CoreError } from '../errors.ts';
import type { Network } from '../sync/network.ts';
import type { Server } from '../sync/server.ts';
import { ServerError } from '../sync/server-error.ts';

export type RequestServer = {
  /** Throws CoreError: OFFLINE, and what the server refuses with. */
  decide(given: DecideRequest): Promise<void>;
  hold(customerId: string): Promise<z.infer<typeof HoldAnswer>>;
  placeHold(given: PlaceHold): Promise<void>;
  endHold(customerId: string): Promise<void>;
  register(): Promise<RegisterEntry[]>;
  certificate(id: string): Promise<SignedCertificate>;
  exported(id: string): Promise<ExportPackage>;
  sealingKey(): Promise<string>;
  /** Waits for a network. True when the server took it, or knows nothing of such an erasure. */
  confirm(confirmation: ErasureConfirmation): Promise<boolean>;
};

const Keys = z.object({ sealing: z.string() });
/** Codes of the server that the contract has another word for. */
const WORDS = { OWN_REQUEST: 'FORBIDDEN' } as const;

export function requestServer(
  server: Pick<Server, 'ask'>,
  network: Pick<Network, 'state' | 'run'>,
): RequestServer {
  async function ask<T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
    if (network.state() !== 'online') throw new CoreError('OFFLINE');
    const answer = await server.ask({ method, path, body }, new AbortController().signal).catch(offline);
    if (answer.status === 200) return schema.parse(answer.body);
    throw refusalOf(answer);
  }

  return {
    async decide({ id, decision, ...body }) {
      await ask('POST', `/v1/requests/${id}/${decision}`, z.unknown(), body);
    },
    hold: (customerId) => ask('GET', holdOf(customerId), HoldAnswer),
    async placeHold({ customerId, ...body }) {
      await ask('PUT', holdOf(customerId), HoldAnswer, body);
    },
    async endHold(customerId) {
      await ask('DELETE', holdOf(customerId), HoldAnswer);
    },
    register: () => ask('GET', '/v1/request-register', z.array(RegisterEntry)),
    certificate: (id) => ask('GET', `/v1/requests/${id}/certificate`, SignedCertificate),
    exported: (id) => ask('GET', `/v1/requests/${id}/export`, ExportPackage),
    sealingKey: async () => (await ask('GET', '/v1/privacy-keys', Keys)).sealing,
    async confirm(confirmation) {
      const sent = { method: 'POST', path: '/v1/erasures/confirmations', body: confirmation };
      const { status } = await network.run((signal) => server.ask(sent, signal));
      return status === 200 || status === 404;
    },
  };
}

const holdOf = (customerId: string) => `/v1/customers/${customerId}/hold`;

function offline(error: unknown): never {
  throw new CoreError(ServerError.of(error).kind === 'unauthorized' ? 'NOT_SIGNED_IN' : 'OFFLINE');
}

function refusalOf({ status, body }: { status: number; body: unknown }): CoreError {
  const refusal = DecisionRefusal.safeParse(body);
  if (refusal.success) {
    const { code } = refusal.data;
    return new CoreError(code === 'OWN_REQUEST' ? WORDS[code] : code);
  }
  if (status === 403) return new CoreError('FORBIDDEN');
  return new CoreError(status === 404 || status === 410 ? 'NOT_FOUND' : 'INTERNAL');
}
