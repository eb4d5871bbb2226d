/**
 * Pins the wire protocol. When this fails, something on the wire changed: raise PROTOCOL_VERSION (and keep
 * speaking the one before), say so in docs/PROTOCOL.md, then take over the new hash.
 */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { Me } from '#shared/permission/me.ts';
import { COLLECTIONS } from '#shared/sync/collections.ts';
import * as protocol from '#shared/sync/protocol.ts';

const PINNED = { version: 2, hash: '6cb269fae529be3a' };

it('is the pinned one', () => {
  const { PullRequest, PullResponse, PushRequest, PushResponse, PokeEvent, WireError, WIRE_DOCUMENTS } =
    protocol;
  const schemas = {
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    PokeEvent,
    WireError,
    Me,
    ...WIRE_DOCUMENTS,
  };
  const described = Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema)]);
  const limits = [protocol.MAX_PULL_ROWS, protocol.MAX_PUSH_ROWS, protocol.MAX_BODY_BYTES, COLLECTIONS];
  const hash = createHash('sha256')
    .update(JSON.stringify([described, limits]))
    .digest('hex')
    .slice(0, 16);
  expect({ version: protocol.PROTOCOL_VERSION, hash }).toEqual(PINNED);
});
