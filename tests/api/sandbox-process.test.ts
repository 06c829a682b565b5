import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { create, SANDBOX_CAPABILITIES } from '../../server/src/payments/providers/sandbox';
import { paymentProviderConformance, type PaymentProvider } from '../../testing';
import { SANDBOX_SECRET, sandboxActs, startSandboxProcess, type SandboxProcess } from '../support/sandbox';

/** The provider and the sandbox as they run: two processes, and no Strapi. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-process-'));
const journal = path.join(folder, 'payments.jsonl');
let sandbox: SandboxProcess;
const providerOf = ({ url }: { url: string }): PaymentProvider => {
  const log = { warn: () => undefined, error: () => undefined };
  return create({ url, secret: SANDBOX_SECRET }, { key: 'sandbox', now: () => new Date(), log });
};
beforeAll(async () => {
  sandbox = await startSandboxProcess({ journal });
});
afterAll(async () => {
  await sandbox.stop();
  fs.rmSync(folder, { recursive: true });
});

paymentProviderConformance({
  describe,
  it,
  provider: () => providerOf(sandbox),
  capabilities: SANDBOX_CAPABILITIES,
  act: sandboxActs(() => sandbox),
});

it('a sandbox that is killed has everything that it has answered', async () => {
  const payer = { customer: 'killed', name: 'Ada', email: 'ada@example.com', language: 'en', account: null };
  const asked = (reference: string) => ({
    reference,
    amount: 4200,
    currency: 'EUR',
    description: 'Invoice INV-00012',
    payer,
    returnUrl: 'https://portal.example.com/back',
    save: true,
  });
  const references = Array.from({ length: 40 }, (_, index) => `killed-${index}`);
  const answered: string[] = [];
  const work = references.map(async (reference) => {
    const { state } = await providerOf(sandbox).start(asked(reference));
    if (state === 'unknown') return;
    answered.push(reference);
    if (answered.length === 10) await sandbox.kill();
  });
  await Promise.all(work);
  sandbox = await startSandboxProcess({ journal });
  for (const reference of answered) expect(await providerOf(sandbox).retrieve({ providerPayment: null, reference })).not.toBeNull();
  // Whoever had no answer asks again, and there is one payment of each.
  for (const reference of references) expect((await providerOf(sandbox).start(asked(reference))).state).toBe('requires-action');
  const held = (await sandbox.payments()).map(({ reference }) => reference).filter((reference) => reference.startsWith('killed-'));
  expect(held.sort()).toEqual([...references].sort());
});
