import type { PaymentDetail, PaymentOptions } from '../../plugin/contract/customer/payments';
import { plusDays } from '../../plugin/rules/calendar';
import type { SectionValues } from '../../plugin/settings';
import { documentsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import type { Browser } from './client';
import { atOneInstant } from './clock';
import { createDraft } from './documents';
import { resetLimits } from './limits';
import type { TestContact, TestCustomer } from './people';
import type { TestApp } from './strapi';

type Owner = { customer: TestCustomer; contact: TestContact };
type Change = Partial<SectionValues<'payments'>>;

/** What an invoice of one line comes to. */
const TOTAL = 11900;

/** What each preference of payments changes for a customer, with a provider that is called `gateway`. */
export function paymentEffects<R>(app: () => TestApp, owner: () => Owner, save: (change: Change) => Promise<R>) {
  const open: Change = { onlinePayments: true, transferHolder: 'Halden Marsh', transferIban: 'DE89370400440532013000' };
  const set = async (change: Change): Promise<R> => {
    await resetLimits(app());
    return save({ ...open, ...change });
  };
  async function issued(more: object = {}): Promise<{ id: string; number: string }> {
    const data = { currency: 'EUR', issueDate: '2024-01-01', untilDate: '2024-01-02', ...more };
    const { documentId: id } = await createDraft(app().strapi, 'invoice', owner().customer, data);
    return { id, ...(await documentsOf(app().strapi).issue('invoice', id)) };
  }
  const ask = (browser: Browser, ...ids: string[]) =>
    browser.prepare('post', '/payment-options').send({ documents: ids.map((id) => ({ type: 'invoice', id })) });
  const options = async (browser: Browser): Promise<PaymentOptions> => {
    const { status, body } = await ask(browser, (await issued()).id);
    expect(status).toBe(200);
    return (body as { data: PaymentOptions }).data;
  };
  const begin = (browser: Browser, document: string, { amount = TOTAL, provider = 'gateway', currency = 'EUR' } = {}) =>
    browser.post('/payments', {
      currency,
      parts: [{ type: 'invoice', document, amount, left: TOTAL }],
      with: { provider, save: false },
    });
  const either = (status: number, [on, off]: [number, number]): boolean => {
    expect([on, off]).toContain(status);
    return status === on;
  };
  const half = async (browser: Browser): Promise<number> => (await begin(browser, (await issued()).id, { amount: TOTAL / 2 })).status;
  /** Something of the account that money is transferred to: customers read it, or do not. */
  const account = (key: keyof Change, on: string, off: string, currency = 'EUR') => ({
    set: (isOn: boolean) => set({ bankTransfer: true, transferDetails: 'Ask us.', [key]: isOn ? on : off }),
    isOn: async (browser: Browser): Promise<boolean> => {
      const { status, body } = await begin(browser, (await issued({ currency })).id, { provider: 'transfer', currency });
      expect(status).toBe(201);
      const { next } = (body as { data: PaymentDetail }).data;
      const values = next?.kind === 'instructions' ? next.lines.map(({ value }) => value.replaceAll(' ', '')) : [];
      return values.some((value) => value.includes(on.replaceAll(' ', '')));
    },
  });
  let day = '2024-02-01';
  /** Whether the customer is mailed about an invoice on a day that is so many days after its due date; before it below 0. */
  const reminded = (change: (isOn: boolean) => Change, past: number) => ({
    set: (isOn: boolean) => set({ remindBeforeDays: 0, remindAfterDays: 0, ...change(isOn) }),
    isOn: async (): Promise<boolean> => {
      day = plusDays(day, 40);
      const { number } = await issued({ issueDate: plusDays(day, -39), untilDate: plusDays(day, -past) });
      await atOneInstant(() => paymentsOf(app().strapi).reminders.daily(), new Date(`${day}T12:00:00Z`));
      await app().settle();
      return app()
        .mailbox.to(owner().contact.email)
        .some(({ subject }) => subject?.includes(` ${number} `));
    },
  });

  return {
    onlinePayments: {
      set: (isOn: boolean) => set({ onlinePayments: isOn }),
      isOn: async (browser: Browser) => {
        const { status } = await ask(browser, (await issued()).id);
        const { abilities } = (await browser.get('/session')).body.data as { abilities: Record<string, boolean> };
        expect(abilities.onlinePayments).toBe(status === 200);
        return either(status, [200, 403]);
      },
    },
    preventDuplicatePayments: {
      set: (isOn: boolean) => set({ preventDuplicatePayments: isOn }),
      isOn: async (browser: Browser) => {
        const { id } = await issued();
        expect((await begin(browser, id)).status).toBe(201);
        return either((await begin(browser, id)).status, [409, 201]);
      },
    },
    bulkPayments: {
      set: (isOn: boolean) => set({ bulkPayments: isOn }),
      isOn: async (browser: Browser) => either((await ask(browser, (await issued()).id, (await issued()).id)).status, [200, 403]),
    },
    partPayments: {
      set: (isOn: boolean) => set({ partPayments: isOn, partPaymentsLeast: 10 }),
      isOn: async (browser: Browser) => either(await half(browser), [201, 400]),
    },
    partPaymentsLeast: {
      set: (isOn: boolean) => set({ partPayments: true, partPaymentsLeast: isOn ? 90 : 10 }),
      isOn: async (browser: Browser) => either(await half(browser), [400, 201]),
    },
    savePaymentMethods: {
      set: (isOn: boolean) => set({ savePaymentMethods: isOn }),
      isOn: async (browser: Browser) => {
        const { status } = await browser.post('/payment-methods', { provider: 'gateway' });
        expect((await options(browser)).saveByDefault !== null).toBe(status !== 403);
        return status !== 403;
      },
    },
    saveMethodByDefault: {
      set: (isOn: boolean) => set({ savePaymentMethods: true, saveMethodByDefault: isOn }),
      isOn: async (browser: Browser) => (await options(browser)).saveByDefault === true,
    },
    bankTransfer: {
      set: (isOn: boolean) => set({ bankTransfer: isOn }),
      isOn: async (browser: Browser) => {
        const offered = (await options(browser)).ways.some(({ provider }) => provider === 'transfer');
        const { status } = await begin(browser, (await issued()).id, { provider: 'transfer' });
        expect(status).toBe(offered ? 201 : 400);
        return offered;
      },
    },
    transferHolder: account('transferHolder', 'Alder Ltd', 'Birch Ltd'),
    transferIban: account('transferIban', 'NL91ABNA0417164300', 'DE89370400440532013000'),
    transferBic: account('transferBic', 'ABNANL2A', ''),
    transferUpi: account('transferUpi', 'alder@bank', '', 'INR'),
    transferDetails: account('transferDetails', 'Sort code 00-00-00', 'Ask us.'),
    remindBeforeDays: reminded((isOn) => ({ remindBeforeDays: isOn ? 3 : 0 }), -3),
    remindAfterDays: reminded((isOn) => ({ remindAfterDays: isOn ? 7 : 0, remindAfterMost: 3 }), 7),
    remindAfterMost: reminded((isOn) => ({ remindAfterDays: 7, remindAfterMost: isOn ? 2 : 1 }), 14),
  };
}
