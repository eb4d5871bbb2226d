/** Mail over SMTP. Guards that a mail has the same Message-ID however often it is tried. */
import { createTransport } from 'nodemailer';
import type { MailContent } from './outbox.ts';

export type MailSettings = {
  /** `smtp://user:password@host:port`, or `smtps://…`. */
  smtpUrl: string;
  from: string;
  /** Where the customer sets a new password; the token is put behind it. */
  resetUrl: string;
  /** Where the customer confirms their address; the token is put behind it. */
  confirmUrl: string;
};

export type Mailer = {
  /** Resolves when the mail server has taken it. */
  send(id: string, content: MailContent): Promise<void>;
  close(): void;
};

/** Where no mail server is set: everything waits until it is given up. */
export const NO_MAILER: Mailer = {
  send: async () => {
    throw new Error('no mail server');
  },
  close: () => undefined,
};

const TIMEOUT_MS = 8_000;

type Urls = Pick<MailSettings, 'resetUrl' | 'confirmUrl'>;

function wordsOf(content: MailContent, { resetUrl, confirmUrl }: Urls): { subject: string; text: string } {
  if (content.template === 'resetNotice')
    return {
      subject: 'A new password was asked for',
      text: [
        'A link to choose a new password for your account was sent to the primary e-mail address that we have of you.',
        '',
        'If you did not ask for this, call us: your password stays as it is until the link is used, within the hour.',
      ].join('\n'),
    };
  if (content.template === 'confirmEmail')
    return {
      subject: 'Confirm your e-mail address',
      text: [
        'You gave us this e-mail address. Confirm within a week that it is yours:',
        '',
        `${confirmUrl}${content.token}`,
        '',
        'The link works once. If you did not give us this address, do nothing.',
      ].join('\n'),
    };
  return {
    subject: 'Choose a new password',
    text: [
      'You asked us to reset your password. Choose a new one here within the next hour:',
      '',
      `${resetUrl}${content.token}`,
      '',
      'The link works once. If you did not ask for this, do nothing: your password stays as it is.',
    ].join('\n'),
  };
}

export function createMailer({ smtpUrl, from, ...urls }: MailSettings): Mailer {
  const times = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const transport = createTransport({
    url: smtpUrl,
    ...times,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.split('@')[1]?.replace(/>$/u, '') ?? 'callbook.invalid';
  return {
    async send(id, content) {
      const to = { name: '', address: content.to };
      await transport.sendMail({ from, to, messageId: `<${id}@${domain}>`, ...wordsOf(content, urls) });
    },
    close: () => transport.close(),
  };
}
