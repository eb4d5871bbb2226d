/** Turns whatever a route threw into status and `WireError`. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { WireError } from '#shared/sync/protocol.ts';
import { isUnavailable } from '../db/errors.ts';
import { HttpError, wireError } from './wire-error.ts';

const RETRY_AFTER_SECONDS = 5;

/** Fastify's error handler. Logs the kind of failure, never its message: that may hold data. */
export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const { status, code } = classify(error);
  if (status >= 500) request.log.error({ kind: error.name, code: error.code, status }, 'request failed');
  if (status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
  reply.code(status).send(wireError(code));
}

function classify(error: FastifyError): { status: number; code: WireError['code'] } {
  if (error instanceof HttpError) return { status: error.status, code: error.code };
  if (isUnavailable(error)) return { status: 503, code: 'unavailable' };
  const status = error.statusCode ?? 500;
  if (status === 413) return { status, code: 'tooLarge' };
  if (status === 429) return { status, code: 'tooManyRequests' };
  if (status === 503) return { status, code: 'unavailable' };
  if (status >= 400 && status < 500) return { status, code: 'invalid' };
  return { status: 500, code: 'internal' };
}

/** Fastify's handler for an address or method that does not exist. */
export function handleNotFound(_request: FastifyRequest, reply: FastifyReply): void {
  reply.code(404).send(wireError('notFound'));
}
