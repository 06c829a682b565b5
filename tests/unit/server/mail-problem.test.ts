import net from 'node:net';
import nodemailer from 'nodemailer';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { problemOf } from '../../../server/src/platform/mail/problem';

const refusal = (responseCode: number): Error => Object.assign(new Error('refused'), { responseCode });

/** What a real client says of a real server that behaves as given. */
async function problemWith(options: SMTPServerOptions, more: object = {}): Promise<string> {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true, ...options });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as net.AddressInfo;
  try {
    return await problemAt(port, more);
  } finally {
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
  }
}

async function problemAt(port: number, more: object = {}): Promise<string> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true, ...more });
  try {
    await transport.sendMail({ from: 'portal@example.org', to: 'ada@example.org', subject: 'Hello', text: 'Hello' });
    return 'sent';
  } catch (error) {
    return problemOf(error);
  } finally {
    transport.close();
  }
}

async function closedPort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('why a mail server did not take a mail', () => {
  it('is told apart, with real servers', async () => {
    const auth = { auth: { user: 'portal', pass: 'wrong' } };
    expect(await problemWith({})).toBe('sent');
    expect(await problemAt(await closedPort())).toBe('unreachable');
    expect(await problemWith({ onConnect: (_session, done) => done(refusal(421)) })).toBe('unreachable');
    expect(await problemWith({ onAuth: (_auth, _session, done) => done(refusal(535)) }, auth)).toBe('credentials');
    expect(await problemWith({ authOptional: false })).toBe('credentials');
    expect(await problemWith({ onMailFrom: (_address, _session, done) => done(refusal(550)) })).toBe('sender');
    expect(await problemWith({ onRcptTo: (_address, _session, done) => done(refusal(550)) })).toBe('address');
    expect(await problemWith({ onData: (stream, _session, done) => stream.resume().on('end', () => done(refusal(554))) })).toBe('other');
  });

  it('is nothing that is known where the provider says nothing of that form', () => {
    for (const error of [new Error('No'), 'no', null, undefined, { code: 400, body: {} }]) expect(problemOf(error)).toBe('other');
  });
});
