/** Requests of this desk: queued at once, with or without a network, and listed as they stand. */
import { combineLatest, map, type Observable, switchMap, timer } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import type { CreateRequest, ForgetPreview, RequestView } from '#shared/api/request.ts';
import { mayChange } from '#shared/edition/edition.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { expiryOf } from '#shared/request/expiry.ts';
import { hasEnded } from '#shared/request/machine.ts';
import {
  ASK_PERMISSIONS,
  arrivedLate,
  isVerified,
  overdueUnsent,
  resetEmail,
} from '#shared/request/rules.ts';
import { kindOf, type Proof, type RequestPayload } from '#shared/request/schema.ts';
import { sealContext } from '#shared/request/sealed.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { RequestDoc } from '../store/schemas.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { previewOf } from './preview.ts';
import type { RequestServer } from './remote.ts';
import { followEmails } from './reset-email.ts';
import { seal } from './seal.ts';
import type { SendGate } from './send-gate.ts';

type PartnerPassword = {
  id: string;
  customerId: string;
  distributor: string;
  userId: string;
  password: string;
};

type ResetPassword = {
  id: string;
  customerId: string;
  checks: Extract<RequestPayload, { kind: 'resetPassword' }>['checks'];
  proof: Proof;
};

export type RequestService = Omit<RequestServer, 'confirm' | 'sealingKey'> & {
  list$: Observable<RequestView[]>;
  /** Throws FORBIDDEN, NOT_FOUND, INVALID (identity not checked) and WRONG_STATE (the same is open). */
  create(given: CreateRequest): Promise<void>;
  resetPassword(given: ResetPassword): Promise<void>;
  partnerPassword(given: PartnerPassword): Promise<void>;
  cancel(id: string): Promise<void>;
  preview(customerId: string): Promise<ForgetPreview>;
  close(): void;
};

type Parts = { database: DeskDatabase; me: () => Me; gate: SendGate; server: RequestServer };

const LOOK_EVERY_MS = 10_000;
const SEALING_KEY = 'sealingKey';

export function createRequestService({ database, me, gate, server }: Parts): RequestService {
  const timer = setInterval(() => void gate.expireOld().catch(() => undefined), LOOK_EVERY_MS);
  timer.unref();
  const following = followEmails(database, () => void gate.expireOld().catch(() => undefined));
  // Known before it is needed without a network.
  server.sealingKey().then(
    (key) => writeSetting(database, SEALING_KEY, key),
    () => undefined,
  );
  return {
    ...server,
    list$: watchList(database, me, gate),
    async create(given) {
      // It is for this core to say that somebody has shown that it is them.
      if (given.payload.kind === 'resetPassword') throw new CoreError('INVALID');
      await create(database, me(), given);
    },
    async resetPassword({ id, customerId, checks, proof }) {
      const customer = await database.customers.findOne(customerId).exec();
      const email = customer && resetEmail(customer.toMutableJSON());
      if (customer && !email) throw new CoreError('INVALID', [{ path: 'emails', code: 'required' }]);
      const to = email?.verified && { id: email.id, verifiedAt: email.verified.at };
      const payload = { kind: 'resetPassword', checks, proof, ...(to && { to }) } as const;
      await create(database, me(), { id, customerId, payload });
    },
    async partnerPassword({ password, id, ...of }) {
      const key = await sealingKey(database, server);
      const sealed = seal(key, password, sealContext(of));
      const { customerId, distributor, userId } = of;
      const payload = { kind: 'partnerPassword', distributor, userId, sealed } as const;
      await create(database, me(), { id, customerId, payload });
    },
    async cancel(id) {
      if (!(await gate.cancel(id))) throw new CoreError('WRONG_STATE');
    },
    preview: (customerId) => previewOf(database, customerId),
    close() {
      clearInterval(timer);
      following.unsubscribe();
    },
  };
}

async function sealingKey(database: DeskDatabase, server: RequestServer): Promise<string> {
  const known = await readSetting<string>(database, SEALING_KEY);
  if (known !== null) return known;
  const key = await server.sealingKey();
  await writeSetting(database, SEALING_KEY, key);
  return key;
}

async function create(
  database: DeskDatabase,
  me: Me,
  { id, customerId, payload }: CreateRequest,
): Promise<void> {
  if (payload.kind === 'scrubbed') throw new CoreError('INVALID');
  if (!may(me.role, ASK_PERMISSIONS[payload.kind])) throw new CoreError('FORBIDDEN');
  if (payload.kind === 'partnerPassword' && !mayChange('partnerAccounts', me))
    throw new CoreError('NOT_IN_EDITION');
  if (!isVerified(payload)) throw new CoreError('INVALID', [{ path: 'payload.checks', code: 'required' }]);
  const customer = await database.customers.findOne(customerId).exec();
  if (!customer) throw new CoreError('NOT_FOUND');
  if (await database.requests.findOne(id).exec()) return;
  const others = await database.requests.find({ selector: { customerId } }).exec();
  const isOpen = others
    .map((one) => one.toMutableJSON())
    .some((one) => kindOf(one) === payload.kind && !hasEnded(one.state));
  if (isOpen) throw new CoreError('WRONG_STATE');
  const now = new Date().toISOString();
  await database.requests.insert({
    id,
    rev: '',
    mutationId: uuidv7(),
    scope: [...customer.scope],
    updatedAt: now,
    updatedBy: me.sub,
    pendingSince: now,
    customerId,
    payload,
    createdAt: now,
    createdBy: me.sub,
    createdByName: me.name,
    expiresAt: expiryOf(payload.kind, now),
    state: 'queued',
    stage: '',
    outcome: '',
    reference: '',
    dueAt: null,
    scheduledFor: null,
    arrivedAt: null,
    approvedByName: '',
    holdUntil: null,
    endedAt: null,
    desks: null,
  });
}

function watchList(database: DeskDatabase, me: () => Me, gate: SendGate): Observable<RequestView[]> {
  // Looked at again as time goes by: nothing else may change while the legal time runs.
  return combineLatest([database.requests.find().$, gate.sent$, timer(0, LOOK_EVERY_MS)]).pipe(
    switchMap(([documents, sent]) => {
      const requests = documents.map((one) => one.toMutableJSON());
      const overdue = new Set(overdueUnsent(requests, new Date()).map(({ id }) => id));
      const ids = [...new Set(requests.map(({ customerId }) => customerId))];
      return database.customers
        .findByIds(ids)
        .$.pipe(
          map((customers) =>
            requests
              .map((one) =>
                view(one, me(), { sent, overdue, number: customers.get(one.customerId)?.number ?? '' }),
              )
              .sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1)),
          ),
        );
    }),
  );
}

type Facts = { sent: ReadonlySet<string>; overdue: ReadonlySet<string>; number: string };

function view(request: RequestDoc, me: Me, { sent, overdue, number }: Facts): RequestView {
  const {
    pendingSince,
    mutationId: _m,
    scope: _s,
    updatedAt: _a,
    updatedBy: _b,
    payload: _p,
    ...rest
  } = request;
  const waits = pendingSince !== '';
  const isSent = waits && sent.has(request.id);
  return {
    ...rest,
    state: isSent && request.state === 'queued' ? 'sent' : request.state,
    kind: kindOf(request),
    customerNumber: number,
    mine: request.createdBy === me.sub,
    cancellable: waits && !isSent && request.state === 'queued',
    overdue: overdue.has(request.id),
    late: arrivedLate(request),
  };
}
