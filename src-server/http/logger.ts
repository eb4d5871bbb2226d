/** Logging. Guards that no log line holds a token, a body, a query string or an address of a person. */
import type { FastifyServerOptions } from 'fastify';
import type { Config } from '../config.ts';

/** Settings for Fastify's logger: one line a request, with method, path, status and time. */
export function loggerOptions(level: Config['logLevel']): FastifyServerOptions['logger'] {
  return {
    level,
    redact: [
      'headers.authorization',
      'headers.cookie',
      'req.headers',
      'err.message',
      'err.detail',
      'err.stack',
    ],
    serializers: {
      req: (request) => ({ method: request.method, path: request.url.split('?', 1)[0] }),
      res: (reply) => ({ statusCode: reply.statusCode }),
    },
  };
}
