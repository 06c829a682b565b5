const { info } = console;
let starting = 0;

/**
 * Starts a mail catcher: an SMTP server that keeps what it gets, and a web inbox to read it in.
 *
 * @param {{smtpPort: number, webPort: number, folder: string}} options
 *   `folder`: keeps the mails over a restart
 * @returns {Promise<{stop: () => Promise<void>}>}
 */
export async function startMaildev({ smtpPort, webPort, folder }) {
  const { MailDev } = await import('maildev');
  const server = new MailDev({
    smtp: smtpPort,
    web: webPort,
    ip: '127.0.0.1',
    webIp: '127.0.0.1',
    silent: true,
    mailDirectory: folder,
    maxEmails: 500,
  });
  // It says where it runs even when silent; the demo's table says that better.
  starting += 1;
  console.info = () => undefined;
  try {
    await server.start();
  } finally {
    starting -= 1;
    if (starting === 0) console.info = info;
  }
  return { stop: () => server.stop() };
}
