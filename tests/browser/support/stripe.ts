import type { Page, Route } from '@playwright/test';
import { stripePortOf } from '../../../scripts/lib/browser-servers.mjs';
import { FakeStripe } from '../../support/stripe';
import { send } from '../../support/stripe/people';
import type { Manner } from '../../support/stripe/state';
import { origin } from './places';

/** Cards of Stripe's test mode, and what they do. */
const CARDS: Readonly<Record<string, Manner>> = { '4242424242424242': 'good', '4000000000000002': 'declines' };

/** Where Stripe's script comes from. */
export const STRIPE_JS = /^https:\/\/js\.stripe\.com\//u;

/**
 * Stands in for Stripe.js: as much of it as the form uses, with fields that would be a frame of Stripe's. What happens to
 * a card is decided by the stand-in of Stripe's API, through the browser's debugger: no request leaves the page for it.
 */
const SCRIPT = `
window.Stripe = (key, { locale }) => {
  const state = {};
  const confirm = async ({ elements, confirmParams, redirect }) => {
    const number = state.input.value.replaceAll(' ', '');
    state.hint.textContent = number ? '' : 'Your card number is incomplete.';
    if (!number) return { error: { type: 'validation_error', message: state.hint.textContent } };
    const message = await window.atStripe({ key, locale, secret: elements.secret, number, returnUrl: confirmParams.return_url, redirect });
    if (message === 'lost') throw new Error('The network is gone.');
    return message ? { error: { type: 'card_error', message, payment_intent: { status: 'requires_payment_method' } } } : {};
  };
  return {
    elements: ({ clientSecret, appearance }) => ({
      secret: clientSecret,
      create: () => {
        const heard = {};
        return {
          on: (event, call) => void (heard[event] = call),
          mount: (element) => {
            const label = Object.assign(document.createElement('label'), { textContent: 'Card number ' });
            state.input = document.createElement('input');
            state.hint = document.createElement('p');
            label.append(state.input);
            element.append(label, state.hint);
            element.dataset.theme = appearance.theme;
            setTimeout(() => heard.ready?.(), 50);
          },
        };
      },
    }),
    confirmPayment: confirm,
    confirmSetup: confirm,
  };
};
`;

/** A Stripe in the process of the tests, where the Strapi under test looks for it. */
export async function startStripe(): Promise<FakeStripe> {
  const fake = new FakeStripe();
  await fake.start(stripePortOf(Number(new URL(origin).port)));
  return fake;
}

/** Answers what a page asks of Stripe's hosts; what it confirmed, in order. */
export async function withStripe(page: Page, fake: FakeStripe, answer: (route: Route) => Promise<void> = deliver): Promise<object[]> {
  const confirmed: object[] = [];
  await page.route(STRIPE_JS, answer);
  await page.exposeFunction('atStripe', (asked: { secret: string; number: string }) => {
    confirmed.push(asked);
    const manner = CARDS[asked.number];
    if (!manner) return 'lost';
    send(fake, asked.secret.replace(/_secret_.*$/u, ''), manner);
    return manner === 'declines' ? 'Your card was declined.' : '';
  });
  return confirmed;
}

const deliver = (route: Route): Promise<void> => route.fulfill({ contentType: 'text/javascript', body: SCRIPT });
