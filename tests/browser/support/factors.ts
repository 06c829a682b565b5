import { setTimeout } from 'node:timers/promises';
import { expect, type CDPSession, type Page } from '@playwright/test';
import { Authenticator } from '../../support/authenticator';
import { CustomerApi } from './customer-api';
import type { Person } from './test';
import { portal } from './words';

const STEP = 30_000;

/** Waits for the next step where this one is nearly over: the code of the one before is not good in the next. */
async function steadyClock(): Promise<void> {
  const left = STEP - (Date.now() % STEP);
  if (left < 3000) await setTimeout(left);
}

/** The authenticator app that was shown the key on this page. */
async function scan(page: Page): Promise<Authenticator> {
  const key = page.getByText(/^(?:[A-Z2-7]{4} ?){8}$/u);
  await expect(key).toBeVisible();
  return new Authenticator((await key.innerText()).replace(/\s/gu, ''));
}

/** A second step that somebody has from before. */
interface SecondStep {
  app: Authenticator;
  codes: string[];
}

/** Sets up an authenticator without the pages, confirmed with the code of the step before: the present one is still good. */
export async function addAuthenticator(person: Person): Promise<SecondStep> {
  const api = await CustomerApi.signedIn(person);
  const { secret } = await api.send<{ secret: string }>('POST', '/security/totp');
  const app = new Authenticator(secret);
  await steadyClock();
  const { recoveryCodes } = await api.send<{ recoveryCodes: string[] }>('PUT', '/security/totp', { code: app.code(-1), name: 'Phone' });
  await api.close();
  return { app, codes: recoveryCodes };
}

/** Confirms a new authenticator. Its code is good in the next step too, however long the typing takes. */
export async function confirmNew(page: Page): Promise<void> {
  const app = await scan(page);
  await page.getByLabel(portal.code).fill(app.code());
  await page.getByRole('button', { name: portal.confirmCode }).click();
}

/** Reads the recovery codes, says that they are kept, and goes on. */
export async function keepCodes(page: Page): Promise<string[]> {
  const codes = page.getByText(/^(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}$/u);
  await expect(codes).toHaveCount(10);
  const kept = await codes.allInnerTexts();
  await page.getByLabel(portal.kept).check();
  await page.getByRole('button', { name: portal.goOn }).click();
  return kept;
}

/** Types a code where the second step of a sign-in asks for it. */
export async function proveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel(portal.code).fill(code);
  await page.getByRole('button', { name: portal.confirmAndSignIn }).click();
}

/** A device that holds passkeys and whose user touches it at once (WebAuthn Level 3 §11). */
export interface PasskeyDevice {
  session: CDPSession;
  id: string;
}

export async function addPasskeyDevice(page: Page): Promise<PasskeyDevice> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { session, id: authenticatorId };
}

/** Whether the device's user is who its fingerprint says; where not, the browser's dialog ends without a passkey. */
export const setVerified = ({ session, id }: PasskeyDevice, isUserVerified: boolean): Promise<unknown> =>
  session.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified });
