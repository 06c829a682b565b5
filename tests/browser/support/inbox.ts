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
  const context = await request.newContext();
  const mails = (await (await context.get(`${inboxUrl()}/api/email`)).json()) as Mail[];
  await context.dispose();
  return mails;
}

/** Mails to an address, oldest first. */
export const mailsTo = async (address: string): Promise<Mail[]> =>
  (await all()).filter(({ to }) => to.some((recipient) => recipient.address === address)).sort((a, b) => a.time.localeCompare(b.time));

/** Waits for the next mail to an address after `count` earlier ones. */
export async function nextMail(address: string, count: number): Promise<Mail> {
  let mails: Mail[] = [];
  await expect
    .poll(async () => (mails = await mailsTo(address)).length, { message: `a mail to ${address}`, timeout: 30_000 })
    .toBeGreaterThan(count);
  return mails[count] as Mail;
}

/** The address that a mail's one button leads to; the plain part must name the same. */
export function linkIn(mail: Mail): string {
  const link = /<a href="(http[^"]+)"/u.exec(mail.html)?.[1]?.replaceAll('&#38;', '&');
  expect(link, 'the button of the mail').toBeTruthy();
  expect(mail.text).toContain(String(link));
  return String(link);
}
