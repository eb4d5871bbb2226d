/**
 * What every procedure of main goes through: input validated against the contract, then authorised, then the
 * service. Whatever is thrown crosses as one of the closed codes, and is logged by its code alone.
 */
import { implement, ORPCError } from '@orpc/server';
import { contract } from '#shared/api/contract.ts';
import { API_ERRORS, type ApiErrorCode } from '#shared/api/errors.ts';
import { STORE_PROBLEMS } from '#shared/api/session.ts';
import type { SystemInfo } from '#shared/api/system.ts';
import { may, type Permission } from '#shared/permission/roles.ts';
import { CoreError } from '../errors.ts';
import { errorCode, type Logger } from '../log.ts';
import type { ScreenPops } from '../screen-pop/screen-pops.ts';
import type { Desk } from '../session/desk.ts';
import type { Session } from '../session/session.ts';

/** What the procedures work on; the same for every window. */
export type RpcContext = { session: Session; info: SystemInfo; log: Logger; screenPops: ScreenPops };

export const api = implement(contract).$context<RpcContext>();

/** The open desk, if the signed-in user may do this. Throws NOT_SIGNED_IN and FORBIDDEN. */
export function authorise(context: RpcContext, permission?: Permission): Desk {
  const desk = context.session.desk();
  if (permission && !may(desk.me().role, permission)) throw new CoreError('FORBIDDEN');
  return desk;
}

/** Any thrown value as an error of the contract. */
export function toApiError(error: unknown, log: Logger): ORPCError<string, unknown> {
  if (error instanceof CoreError) return new ORPCError(error.code, errorData(error));
  if (error instanceof ORPCError && error.code in API_ERRORS) return error;
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    return new ORPCError('INVALID' satisfies ApiErrorCode, { data: { issues: [] } });
  }
  if (error instanceof ORPCError && error.code === 'NOT_FOUND') return new ORPCError('NOT_FOUND');
  const code = errorCode(error);
  log.error('rpc.failed', { code });
  const known = STORE_PROBLEMS.find((problem) => problem === code);
  return new ORPCError(known ?? ('INTERNAL' satisfies ApiErrorCode));
}

function errorData(error: CoreError): { data?: unknown } {
  return error.code === 'INVALID' ? { data: { issues: error.issues } } : {};
}
