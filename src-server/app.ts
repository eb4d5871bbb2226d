/**
 * The server, built from what it is given and not yet listening; what the program and the tests start.
 *
 * Guards that every route has limits in time and size, that schemas never change what was sent (Zod validates;
 * Fastify's own coercing validator is not in use), and that closing ends streams before it waits for them.
 */
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { SignedEdition } from '#shared/edition/edition.ts';
import { MAX_BODY_BYTES, PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import { accountRoutes } from './account/routes.ts';
import type { Config } from './config.ts';
import { configurationRoutes } from './configuration/routes.ts';
import { contactRoutes } from './contact/routes.ts';
import type { Pool } from './db/pool.ts';
import { startWorker } from './erasure/worker.ts';
import { drainOf } from './http/drain.ts';
import { handleError, handleNotFound } from './http/error-handler.ts';
import { healthRoutes } from './http/health-routes.ts';
import { loggerOptions } from './http/logger.ts';
import { authenticator } from './identity/authenticate.ts';
import { leaseRoutes } from './identity/lease-routes.ts';
import { identityRoutes } from './identity/routes.ts';
import type { KeySet } from './identity/token.ts';
import { bulkRoutes } from './intake/bulk-routes.ts';
import { intakeRoutes } from './intake/routes.ts';
import { createMailer, NO_MAILER } from './mail/mailer.ts';
import { orderRoutes } from './order/routes.ts';
import { preferenceRoutes } from './preference/routes.ts';
import type { Privacy } from './privacy/privacy.ts';
import { holdRoutes } from './request/hold-routes.ts';
import { requestRoutes } from './request/routes.ts';
import { startHousekeeping } from './sync/housekeeping.ts';
import { startPokeBus } from './sync/poke-bus.ts';
import { createPokeHub } from './sync/poke-hub.ts';
import { syncRoutes } from './sync/routes.ts';
import { colleagueRoutes } from './tickler/colleague-routes.ts';

export type AppDeps = {
  config: Config;
  /** Migrated; stays the caller's to close. */
  pool: Pool;
  /** The issuer's public keys. */
  keys: KeySet;
  privacy: Privacy;
  /** What the tenant's edition has; absent where everything is on. */
  edition?: SignedEdition;
};

/** Builds the server. Its `close` ends the streams and waits for running requests. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config } = deps;
  const app = Fastify({
    logger: loggerOptions(config.logLevel),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: 30_000,
    connectionTimeout: 60_000, // idle sockets; event streams have a heartbeat every 15 s
    keepAliveTimeout: 72_000,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    trustProxy: false,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  await app.register(helmet);
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Callbook', version: String(PROTOCOL_VERSION) } },
    transform: jsonSchemaTransform,
  });
  await registerRoutes(app, deps);
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  return app;
}

async function registerRoutes(
  app: FastifyInstance,
  { config, pool, keys, privacy, edition }: AppDeps,
): Promise<void> {
  const rules = { issuer: config.issuer, audience: config.audience };
  const authenticate = authenticator(pool, keys, rules, edition);
  const hub = createPokeHub(pool);
  const bus = startPokeBus(pool, config.databaseUrl, app.log, (collection) => hub.poke(collection));
  const drain = drainOf(app.server);
  app.addHook('preClose', async () => {
    hub.close();
    drain();
  });
  const mailer = config.mail ? createMailer(config.mail) : NO_MAILER;
  const worker = startWorker({ pool, privacy, bus, mailer, log: app.log });
  const housekeeping = startHousekeeping(pool, app.log);
  app.addHook('onClose', async () => {
    await housekeeping.close();
    await worker.close();
    await bus.close();
  });
  await app.register(healthRoutes(pool));
  await app.register(identityRoutes({ authenticate, config }));
  await app.register(leaseRoutes({ authenticate, config, privacy }));
  await app.register(configurationRoutes({ pool, authenticate, bus }));
  await app.register(accountRoutes({ pool, privacy, authenticate, bus }));
  await app.register(preferenceRoutes({ pool, privacy, authenticate }));
  await app.register(intakeRoutes({ pool, authenticate, bus, privacy }));
  await app.register(bulkRoutes({ pool, authenticate, bus, privacy }));
  await app.register(orderRoutes({ pool, privacy, authenticate, bus }));
  await app.register(colleagueRoutes({ pool, authenticate }));
  await app.register(contactRoutes({ pool, authenticate }));
  const { forgetWindowMs: windowMs } = config;
  await app.register(requestRoutes({ pool, authenticate, bus, privacy, windowMs, wake: worker.wake }));
  await app.register(holdRoutes({ pool, authenticate, bus, privacy }));
  await app.register(syncRoutes({ pool, authenticate, bus, hub, privacy, wake: worker.wake }));
}
