import { expect, request } from '@playwright/test';
import { inboxUrl } from './places';

/** A mail as the demo's inbox tells it. */
export interface Mail {
  id: string;
  subject: string;
  text: string;
  html: string;
  time: string;
  to: { address: string }[];
}

async function all(): Promise<Mail[]> {
  // The inbox closes connections that were idle for a while, maybe just as one is used again.
  const context = await request.newContext();
  const mails = (await (await context.get(`${inboxUrl()}/api/email`, { maxRetries: 2 })).json()) as Mail[];
  await context.dispose();
  return mails;
}

/** Mails to an address, oldest first. */
export const mailsTo = async (address: string): Promise<Mail[]> =>
  (await all()).filter(({ to }) => to.some((recipient) => recipient.address === address)).sort((a, b) => a.time.localeCompare(b.time));

/**
 * Waits for the next mail to an address after `count` earlier ones. `about`: something in its subject or text, where the
 * address may be told of other things too, be it late, by what an earlier test did.
 */
export async function nextMail(address: string, count: number, about = /(?:)/u): Promise<Mail> {
  let found: Mail | undefined;
  const next = async (): Promise<Mail | undefined> =>
    (await mailsTo(address)).slice(count).find(({ subject, text }) => about.test(`${subject}\n${text}`));
  const message = `a mail to ${address}, about ${about.source}`;
  await expect.poll(async () => (found = await next()), { message, timeout: 30_000 }).toBeDefined();
  return found as Mail;
}

/** The address that a mail's one button leads to; the plain part must name the same. */
export function linkIn(mail: Mail): string {
  const link = /<a href="(http[^"]+)"/u.exec(mail.html)?.[1]?.replaceAll('&#38;', '&');
  expect(link, 'the button of the mail').toBeTruthy();
  expect(mail.text).toContain(String(link));
  return String(link);
}
