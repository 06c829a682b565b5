import type { EditorProvider, paymentProvidersContract } from '../../../plugin/contract/editor/payments';
import type { Handlers } from '../kernel/binder';
import { apiBaseOf } from '../kernel/edge';
import { now } from '../platform/clock';
import { publicUrlOf } from '../platform/config';
import { PortalError } from '../platform/errors';
import { createLimiter } from '../platform/limits';
import { toDate, type Strapi } from '../platform/strapi';
import { paymentsOf } from './service';

/** Tests of keys within an hour: each asks the provider. */
const TESTS = { name: 'payment-provider-tests', points: 60, windowSeconds: 3600 };

export function paymentProvidersHandlers(strapi: Strapi): Handlers<typeof paymentProvidersContract> {
  const tests = createLimiter(strapi, TESTS);
  const tested = new Map<string, { ok: boolean; mode: 'live' | 'test'; message: string; at: Date }>();

  async function shown(key: string): Promise<EditorProvider> {
    const { providers, webhooks } = paymentsOf(strapi);
    const kind = providers.kindOf(key);
    const was = tested.get(key);
    let problem = '';
    const provider = await providers.find(key).catch((error: unknown) => {
      problem = error instanceof Error ? error.message : String(error);
      return null;
    });
    const capabilities = provider?.capabilities;
    const last = provider?.webhook ? await webhooks.lastOf(key) : null;
    const url = `${publicUrlOf(strapi)}${apiBaseOf(strapi)}/payment-webhooks/${key}`;
    return {
      key,
      kind,
      mode: was?.mode ?? null,
      ok: provider ? (was?.ok ?? null) : false,
      message: problem || (was?.message ?? ''),
      testedAt: was?.at.toISOString() ?? null,
      methods: [...(capabilities?.methods ?? [])],
      currencies: capabilities && capabilities.currencies !== '*' ? [...capabilities.currencies] : null,
      saves: capabilities?.saves ?? false,
      refunds: capabilities?.refunds ?? 'none',
      webhook: provider?.webhook ? { url, lastReceivedAt: last ? toDate(last).toISOString() : null } : null,
    };
  }

  return {
    async find() {
      const rows = [];
      for (const key of paymentsOf(strapi).providers.keys()) rows.push(await shown(key));
      return { rows };
    },
    async test({ params }) {
      const { providers } = paymentsOf(strapi);
      if (!providers.keys().includes(params.provider)) throw new PortalError('not-found');
      await tests.count('all');
      const provider = await providers.find(params.provider).catch(() => null);
      if (provider) {
        const answer = await provider.test().catch((error: unknown) => ({
          ok: false,
          mode: 'test' as const,
          message: error instanceof Error ? error.message : String(error),
        }));
        tested.set(params.provider, { ...answer, at: now(strapi) });
      }
      return shown(params.provider);
    },
  };
}
