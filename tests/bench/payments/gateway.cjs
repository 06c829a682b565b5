/** A gateway without delay, in the process that is measured: what it costs is nothing beside what is measured. */
const held = new Map();
const verdictOf = ({ request, state }) => ({
  providerPayment: `pay-${request.reference}`,
  amount: request.amount,
  currency: request.currency,
  ...(state === 'succeeded'
    ? { state }
    : { state: 'requires-action', next: { kind: 'redirect', url: 'https://gateway.example/', expiresAt: null } }),
});

module.exports = {
  held,
  init: () => ({
    capabilities: { methods: ['card'], currencies: '*', saves: false, refunds: 'part', slow: false, flow: 'redirect' },
    test: async () => ({ ok: true, mode: 'test', message: '' }),
    async start(request) {
      const one = held.get(request.reference) ?? { request, state: 'open' };
      held.set(request.reference, one);
      return verdictOf(one);
    },
    retrieve: async ({ reference }) => (held.has(reference) ? verdictOf(held.get(reference)) : null),
    cancel: async ({ reference }) => (held.has(reference) ? verdictOf(held.get(reference)) : null),
    webhook: ({ raw }) => JSON.parse(Buffer.from(raw).toString('utf8')),
  }),
};
