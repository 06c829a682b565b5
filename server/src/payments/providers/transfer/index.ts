import type { PaymentProvider, ProviderContext, Verdict } from '../../../../../config/payment-provider';
import { transferCurrencies, transferInstructions, type Transferred, type TransferValues } from './instructions';

export { transferInstructions, type Transferred, type TransferValues };

interface TransferContext extends ProviderContext {
  /** A payment that waits, by our reference: what its instructions are made of anew. Null: it waits no more. */
  waiting: (reference: string) => Promise<Transferred | null>;
}

/**
 * Bank transfers as a provider, made from the preferences: it says where to, and never knows what has come. Editors do, by
 * hand or by a bank's statement.
 */
export function createTransferProvider(values: TransferValues, { waiting }: TransferContext): PaymentProvider {
  const instructed = (payment: Transferred): Verdict => ({ state: 'requires-action', next: transferInstructions(values, payment) });
  const currencies = transferCurrencies(values);
  return {
    capabilities: { methods: ['transfer'], currencies, saves: false, refunds: 'none', slow: true, flow: 'instructions' },
    test: () =>
      Promise.resolve(
        values.bankTransfer && currencies.length > 0
          ? { ok: true, mode: 'live', message: 'Customers are told where to transfer money.' }
          : { ok: false, mode: 'live', message: 'Switch bank transfers on, and enter an IBAN, a UPI address or further details.' },
      ),
    start: (request) => Promise.resolve(instructed(request)),
    retrieve: async ({ reference }) => {
      const payment = await waiting(reference);
      return payment && instructed(payment);
    },
    cancel: () => Promise.resolve({ state: 'canceled' }),
  };
}
