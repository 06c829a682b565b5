import { startSandbox, type Sandbox } from '../../../server/payment-sandbox';
import { create, SANDBOX_CAPABILITIES } from '../../../server/src/payments/providers/sandbox';
import { paymentProviderConformance, type PaymentProvider } from '../../../testing';
import { sandboxActs } from '../../support/sandbox';

/** In one process, so that a line that fails is the line that was written; as two processes: tests/api/sandbox-process.test.ts. */
const secret = 'conformance-of-the-sandbox';
let sandbox: Sandbox;
let provider: PaymentProvider;
beforeAll(async () => {
  sandbox = await startSandbox({ secret });
  const context = { key: 'sandbox', now: () => new Date(), log: { warn: () => undefined, error: () => undefined } };
  provider = create({ url: sandbox.url, secret }, context);
});
afterAll(() => sandbox.stop());

paymentProviderConformance({
  describe,
  it,
  provider: () => provider,
  capabilities: SANDBOX_CAPABILITIES,
  act: sandboxActs(() => sandbox),
});
