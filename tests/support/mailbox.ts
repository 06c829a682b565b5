import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server that keeps what it receives. */
export interface Mailbox {
  port: number;
  messages: ParsedMail[];
  /** Messages to an address, oldest first. */
  to(address: string): ParsedMail[];
  /**
   * The token of the newest link that was mailed to an address; `undefined` without one. Mails that were
   * queued one after another may arrive in another order, so the newest mail need not be the one with a link.
   */
  tokenTo(address: string): string | undefined;
  clear(): void;
  /** Takes no mail for these addresses, as a server does that knows no such mailbox, until it is told others. */
  refuse(...addresses: string[]): void;
  close(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const messages: ParsedMail[] = [];
  let refused: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, callback) {
      callback(refused.includes(address) ? Object.assign(new Error(`<${address}>: no such mailbox`), { responseCode: 550 }) : null);
    },
    onData(stream, _session, callback) {
      simpleParser(stream).then(
        (mail) => {
          messages.push(mail);
          callback();
        },
        (error: Error) => {
          callback(error);
        },
      );
    },
  });
  // A sender that dies in the middle of a message is no failure of the mailbox.
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET') throw error;
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The SMTP server has no port.');
  const sentTo = (recipient: string): ParsedMail[] =>
    messages.filter(({ to }) => [to ?? []].flat().some(({ value }) => value.some((entry) => entry.address === recipient)));
  return {
    port: address.port,
    messages,
    to: sentTo,
    tokenTo: (recipient) =>
      sentTo(recipient)
        .map(({ text }) => /#token=([\w-]+)/u.exec(text ?? '')?.[1])
        .findLast((token) => token !== undefined),
    refuse: (...addresses) => {
      refused = addresses;
    },
    clear: () => {
      messages.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}
