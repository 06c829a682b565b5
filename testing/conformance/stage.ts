import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Payer, PaymentProvider, Verdict } from '../../config/payment-provider';
import type { Acts, Conformance, Stage } from './hooks';

/** Minor units; a multiple of ten, since some gateways take no single thousandths. */
const AMOUNT = 12_340;

const someReference = (): string => `conformance-${randomUUID()}`;

function somePayer(): Payer {
  const customer = randomUUID();
  return { customer, name: 'Ada Example', email: `${customer}@example.com`, language: 'en', account: null };
}

/** The verdict's state is this one; what the provider says of a failure is part of the message. */
export function inState<S extends string, V extends { state: string }>(verdict: V, state: S): asserts verdict is V & { state: S } {
  assert.equal(verdict.state, state, `expected ${state}, got ${JSON.stringify(verdict)}`);
}

/** What both a payment that succeeded and one that is pending must say. */
export function holds(verdict: Verdict, { amount, currency }: { amount: number; currency: string }): void {
  assert.deepEqual({ amount: verdict.amount, currency: verdict.currency }, { amount, currency });
  assert.ok(verdict.providerPayment, 'the provider has no id for what it holds');
}

/** What is shown of a method: never a number. */
export function showsNoNumber(method: { brand: string; last4: string } | undefined): void {
  if (!method) return;
  assert.ok(method.last4.length <= 4, 'more than four characters of a number');
  assert.doesNotMatch(method.brand, /\d{5}/u, 'a number in the place of a brand');
}

export function createStage(given: Conformance): Stage {
  const { it, act, capabilities, returnUrl = 'https://portal.example.com/back' } = given;
  const all = capabilities.currencies === '*' ? ['EUR', 'JPY', 'KWD'] : capabilities.currencies.slice(0, 1);
  const currencies = given.currencies ?? all;
  const [currency] = currencies;
  if (currency === undefined) throw new Error('A provider that takes no currency cannot be tried.');

  const amountIn = (code: string): number => {
    const { least = 0, most = Infinity } = capabilities.limits?.[code] ?? capabilities.limits?.['*'] ?? {};
    return Math.max(least, Math.min(most, AMOUNT));
  };

  const stage: Stage = {
    act,
    capabilities,
    currencies,
    currency,
    returnUrl,
    describe: (name, body) => given.describe(name, body),
    test(name, needs, body) {
      const missing = needs.filter((need: keyof Acts) => !act[need]);
      if (missing.length === 0) it(name, async () => body(await given.provider()));
      else it.skip?.(`${name} (needs ${missing.map((need) => `act.${need}`).join(', ')})`, async () => undefined);
    },
    startRequest: (change) => ({
      reference: someReference(),
      amount: amountIn(change?.currency ?? currency),
      currency,
      description: 'Invoice INV-00012',
      payer: somePayer(),
      returnUrl,
      save: false,
      ...change,
    }),
    setUpRequest: (change) => ({ reference: someReference(), payer: somePayer(), returnUrl, currency, ...change }),
    async paid(provider, change) {
      const request = stage.startRequest(change);
      const begun = { request, verdict: await provider.start(request) };
      await act.pay(begun);
      const verdict = await provider.retrieve({ providerPayment: begun.verdict.providerPayment ?? null, reference: request.reference });
      assert.ok(verdict, 'the provider does not know what was paid');
      inState(verdict, 'succeeded');
      holds(verdict, request);
      return { begun, providerPayment: verdict.providerPayment as string };
    },
    async saved(provider, manner) {
      const request = stage.setUpRequest();
      const verdict = await stage.has(provider, 'setUp')(request);
      await act.finishSetUp?.({ request, verdict }, manner);
      const now = await stage.has(
        provider,
        'retrieveSetUp',
      )({
        providerSetUp: verdict.providerSetUp ?? null,
        reference: request.reference,
      });
      assert.ok(now, 'the provider does not know of the set-up');
      inState(now, 'succeeded');
      return { payer: { ...request.payer, account: now.account }, method: now.saved };
    },
    chargeRequest: ({ payer, method }, change) => ({
      reference: someReference(),
      amount: amountIn(currency),
      currency,
      description: 'Invoice INV-00013',
      payer,
      returnUrl,
      saved: method.reference,
      present: false,
      ...change,
    }),
    refundRequest: ({ begun: { request }, providerPayment }, change) => ({
      reference: someReference(),
      providerPayment,
      amount: request.amount,
      currency: request.currency,
      full: true,
      ...change,
    }),
    has<K extends keyof PaymentProvider>(provider: PaymentProvider, name: K) {
      const method = provider[name];
      assert.ok(method, `the capabilities promise "${name}"`);
      return (typeof method === 'function' ? method.bind(provider) : method) as NonNullable<PaymentProvider[K]>;
    },
  };
  return stage;
}
