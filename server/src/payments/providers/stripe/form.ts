import type { PaymentForm } from '../../../../../config/payment-provider';

/** Of the release that the SDK's API version is of (client.ts). Stripe lets nobody serve it from elsewhere (docs.stripe.com/security/guide, PCI). */
const STRIPE_JS = 'https://js.stripe.com/endive/stripe.js';

/**
 * Stripe's Payment Element. Card fields are frames of Stripe's: no number is ever in a page of ours. It says in its own
 * words what is wrong, and takes another card then; a bank's confirmation (3-D Secure) stands in a frame above it, and
 * what must leave the page comes back to `returnUrl`.
 */
const SCRIPT = `
const load = () =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '${STRIPE_JS}';
    script.onload = resolve;
    script.onerror = () => reject(new Error('Stripe.js did not load.'));
    document.head.append(script);
  });

export default async function fields({ parameters, purpose, element, language, theme, colours, returnUrl }) {
  await load();
  const { publishableKey, clientSecret } = parameters;
  const stripe = window.Stripe(publishableKey, { locale: language, developerTools: { assistant: { enabled: false } } });
  const elements = stripe.elements({
    clientSecret,
    appearance: {
      theme: theme === 'dark' ? 'night' : 'stripe',
      variables: {
        colorPrimary: colours.accent,
        colorText: colours.text,
        colorBackground: colours.background,
        colorDanger: colours.danger,
        borderRadius: '8px',
      },
    },
  });
  const payment = elements.create('payment', { layout: 'tabs' });
  await new Promise((resolve, reject) => {
    payment.on('ready', resolve);
    payment.on('loaderror', ({ error }) => reject(new Error(error.message)));
    payment.mount(element);
  });
  return {
    async submit() {
      const options = { elements, confirmParams: { return_url: returnUrl }, redirect: 'if_required' };
      const { error } = await (purpose === 'payment' ? stripe.confirmPayment(options) : stripe.confirmSetup(options));
      if (!error) return undefined;
      // Fields that are wrong say so themselves.
      if (error.type === 'validation_error') return '';
      // Ended, or paid in another tab meanwhile: the next page says which.
      const { status } = error.payment_intent ?? error.setup_intent ?? {};
      if (status === 'succeeded' || status === 'processing' || status === 'canceled') return undefined;
      return error.message ?? '';
    },
  };
}
`;

/** What Stripe's own guide to a content security policy names, of what the Payment Element needs. */
export const STRIPE_FORM: PaymentForm = {
  script: SCRIPT,
  csp: {
    'script-src': ['https://js.stripe.com', 'https://*.js.stripe.com'],
    'frame-src': ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
    'connect-src': ['https://api.stripe.com'],
  },
};
