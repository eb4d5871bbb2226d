/** Contacts without a code, from the server: this desk has those of its own area only as far as it keeps them. */
import { z } from 'zod';
import { UncodedContact } from '#shared/contact/uncoded.ts';
import { CoreError } from '../errors.ts';
import type { Network } from '../sync/network.ts';
import type { Server } from '../sync/server.ts';

/** Throws OFFLINE and FORBIDDEN. */
export async function askUncoded(
  server: Pick<Server, 'ask'>,
  network: Pick<Network, 'state'>,
): Promise<UncodedContact[]> {
  if (network.state() !== 'online') throw new CoreError('OFFLINE');
  const request = { method: 'GET', path: '/v1/contacts/uncoded' };
  const answer = await server.ask(request, new AbortController().signal).catch(() => null);
  if (answer === null) throw new CoreError('OFFLINE');
  if (answer.status === 403) throw new CoreError('FORBIDDEN');
  const contacts = z.array(UncodedContact).safeParse(answer.body);
  if (answer.status !== 200 || !contacts.success) throw new CoreError('INTERNAL');
  return contacts.data;
}
