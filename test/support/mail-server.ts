/** A mail server for tests: real SMTP on loopback, which keeps what it takes and can refuse for a while. */
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export type MailServer = {
  url: string;
  /** What was taken, as it came over the wire. */
  taken: string[];
  /** Refuses the next `count` mails, as a server that is busy. */
  refuse(count: number): void;
  close(): Promise<void>;
};

export async function startMailServer(): Promise<MailServer> {
  const taken: string[] = [];
  let refusals = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      text(stream).then((mail) => {
        if (refusals > 0) {
          refusals -= 1;
          return done(Object.assign(new Error('busy'), { responseCode: 451 }));
        }
        taken.push(mail);
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    refuse: (count) => {
      refusals = count;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
