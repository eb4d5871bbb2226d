/** Settings from the environment. Guards that the server starts with complete settings or not at all. */
import { z } from 'zod';
import type { MailSettings } from './mail/mailer.ts';

const Port = z.coerce.number().int().min(0).max(65_535);

const Environment = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://'),
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'must be a http(s) address' }),
  OIDC_AUDIENCE: z.string().min(1).default('urn:callbook:server'),
  OIDC_CLIENT_ID: z.string().min(1).default('callbook-desktop'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: Port.default(4400),
  /** Folder of the server's own keys and the erasure ledger; to be backed up apart from the database. */
  PRIVACY_DIR: z.string().min(1),
  /** How long an approved erasure can still be taken back. */
  FORGET_WINDOW_HOURS: z.coerce.number().min(0).max(720).default(24),
  /** How long a desk may work without reaching the server. */
  OFFLINE_HOURS: z.coerce.number().positive().max(8_760).default(168),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.string().min(3).default('no-reply@callbook.invalid'),
  CONFIRM_URL: z.url({ protocol: /^https?$/ }).default('https://callbook.invalid/confirm#'),
  RESET_URL: z.url({ protocol: /^https?$/ }).default('https://callbook.invalid/reset#'),
  /** The signed edition of the tenant; without it everything is on. */
  EDITION_FILE: z.string().min(1).optional(),
  /** The vendor's public key: Ed25519, SPKI, DER, base64. */
  EDITION_KEY: z.base64().min(40).optional(),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info'),
});

export type Config = {
  privacyDir: string;
  forgetWindowMs: number;
  /** Length of the leases for offline work. */
  offlineMs: number;
  /** Null where no mail can be sent. */
  mail: MailSettings | null;
  databaseUrl: string;
  issuer: string;
  audience: string;
  clientId: string;
  host: string;
  port: number;
  logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
  /** Absent where everything is on. */
  edition?: { file: string; key: string };
};

/**
 * The settings in `environment`.
 * @throws Error that names every missing or wrong variable, never its value (DATABASE_URL holds a password).
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not complete:\n${lines.join('\n')}`);
  }
  const { data } = parsed;
  const { EDITION_FILE: file, EDITION_KEY: key } = data;
  if (file !== undefined && key === undefined)
    throw new Error('The environment is not complete:\n  EDITION_KEY: is needed with EDITION_FILE');
  return {
    ...(file !== undefined && key !== undefined && { edition: { file, key } }),
    databaseUrl: data.DATABASE_URL,
    issuer: data.OIDC_ISSUER,
    audience: data.OIDC_AUDIENCE,
    clientId: data.OIDC_CLIENT_ID,
    host: data.HOST,
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
    privacyDir: data.PRIVACY_DIR,
    forgetWindowMs: data.FORGET_WINDOW_HOURS * 3_600_000,
    offlineMs: data.OFFLINE_HOURS * 3_600_000,
    mail:
      data.SMTP_URL === undefined
        ? null
        : {
            smtpUrl: data.SMTP_URL,
            from: data.MAIL_FROM,
            resetUrl: data.RESET_URL,
            confirmUrl: data.CONFIRM_URL,
          },
  };
}
