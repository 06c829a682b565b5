import { z } from 'zod';
import type { paymentView } from './api';
import type { Behaviour, Choice } from './model';
import type { Sent } from './webhooks';

export type SandboxPayment = ReturnType<typeof paymentView>;

/** What tests do with a sandbox, in this process or another: in the place of customers, of banks, of a bad network. */
export interface SandboxControl {
  url: string;
  behave(change: Partial<Behaviour>): Promise<Behaviour>;
  /** All payments, the oldest first. */
  payments(): Promise<SandboxPayment[]>;
  /** Webhooks that were sent, the oldest first. */
  webhooks(): Promise<Sent[]>;
  /** The customer presses a button on the page of a payment or a set-up; `confirm` answers a 3-D Secure question. */
  choose(reference: string, choice: Choice, confirm?: boolean): Promise<void>;
  /** A pending payment or refund comes to its end; `succeeded` also makes a payment succeed late. */
  settle(reference: string, as: 'succeeded' | 'failed'): Promise<void>;
  dispute(reference: string): Promise<void>;
  /** Money given back at the gateway; without an amount all that is left. */
  refund(reference: string, amount?: number): Promise<void>;
  /** The last webhook about a payment or a set-up is sent again. */
  resend(reference: string): Promise<void>;
  /** The bytes and headers of that webhook, signed so many seconds ago. */
  signed(reference: string, ageSeconds?: number): Promise<{ raw: Uint8Array; headers: Record<string, string> }>;
}

const signedAnswer = z.object({ raw: z.string(), headers: z.record(z.string(), z.string()) });

/** The controls of a sandbox that runs at an address. */
export function connectSandbox({ url, secret }: { url: string; secret: string }): SandboxControl {
  async function call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${url}/control/${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The sandbox answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
  const act = async (reference: string, what: string, body: unknown = {}): Promise<void> => {
    await call('POST', `${encodeURIComponent(reference)}/${what}`, body);
  };
  return {
    url,
    behave: async (change) => (await call('POST', 'behaviour', change)) as Behaviour,
    payments: async () => (await call('GET', 'payments')) as SandboxPayment[],
    webhooks: async () => (await call('GET', 'webhooks')) as Sent[],
    choose: (reference, choice, confirm) => act(reference, 'choice', { choice, confirm }),
    settle: (reference, as) => act(reference, 'end', { as }),
    dispute: (reference) => act(reference, 'dispute'),
    refund: (reference, amount) => act(reference, 'refund', { amount }),
    resend: (reference) => act(reference, 'resend'),
    async signed(reference, ageSeconds = 0) {
      const { raw, headers } = signedAnswer.parse(await call('POST', `${encodeURIComponent(reference)}/signed`, { ageSeconds }));
      return { raw: Buffer.from(raw), headers };
    },
  };
}
