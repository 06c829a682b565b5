import type { Conformance } from './conformance/hooks';
import { payments } from './conformance/payments';
import { refunds } from './conformance/refunds';
import { savedMethods } from './conformance/saved';
import { createStage } from './conformance/stage';
import { troubles } from './conformance/troubles';
import { webhooks } from './conformance/webhooks';

export type * from '../config/payment-provider';
export { connectSandbox, startSandbox } from '../server/payment-sandbox';
export type { Behaviour, Choice, Sandbox, SandboxControl, SandboxPayment, SandboxStart } from '../server/payment-sandbox';
export type { Acts, Begun, BegunSetUp, CardManner, Conformance, Runner } from './conformance/hooks';

/**
 * Tests of what a payment provider must hold to, for the test runner that is handed in:
 *
 *     paymentProviderConformance({ describe, it, provider: () => provider, capabilities, act: { pay: … } });
 *
 * What the capabilities do not promise is not tried; what an act is missing for is a skipped test
 * (docs/payment-providers.md).
 */
export function paymentProviderConformance(conformance: Conformance): void {
  const stage = createStage(conformance);
  stage.describe('a payment provider', () => {
    payments(stage);
    if (stage.capabilities.saves) savedMethods(stage);
    if (stage.capabilities.refunds !== 'none') refunds(stage);
    webhooks(stage);
    troubles(stage);
  });
}
