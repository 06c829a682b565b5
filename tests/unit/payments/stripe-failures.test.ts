import Stripe from 'stripe';
import { failureOf, troubleOf } from '../../../server/src/payments/providers/stripe/failures';

const declined = (decline: string, advice?: string) =>
  failureOf({ code: 'card_declined', decline_code: decline, advice_code: advice, message: 'No.' });

describe('what a declined payment says', () => {
  it.each([
    ['insufficient_funds', 'insufficient-funds', false],
    ['generic_decline', 'declined', false],
    ['do_not_honor', 'declined', false],
    ['lost_card', 'declined', true],
    ['stolen_card', 'declined', true],
    ['fraudulent', 'declined', true],
    ['expired_card', 'expired-method', true],
    ['authentication_required', 'authentication-failed', false],
    ['card_velocity_exceeded', 'limit-exceeded', false],
    ['issuer_not_available', 'processing-error', false],
    ['currency_not_supported', 'method-unavailable', true],
    ['account_closed', 'returned', true],
    ['a_code_of_tomorrow', 'declined', false],
  ])('%s is %s, hard: %s', (decline, code, hard) => {
    expect(declined(decline)).toEqual({ code, hard, message: `${decline}: No.` });
  });

  it('is hard where the card network says not to try again', () => {
    expect(declined('generic_decline', 'do_not_try_again').hard).toBe(true);
    expect(declined('generic_decline', 'try_again_later').hard).toBe(false);
  });

  it('is a return where a bank debit fails for whatever reason', () => {
    const method = { type: 'sepa_debit' } as Stripe.PaymentMethod;
    expect(failureOf({ code: 'payment_intent_payment_attempt_failed', payment_method: method }).code).toBe('returned');
  });

  it('is something even where Stripe says nothing', () => {
    expect(failureOf(null)).toEqual({ code: 'other', hard: false, message: 'Stripe says nothing of the reason.' });
  });
});

describe('what an error of Stripe comes to', () => {
  const { errors } = Stripe;
  const thrown = (statusCode: number | undefined, type: string, code = ''): Stripe.errors.StripeError =>
    errors.StripeError.generate({ statusCode, type, code, message: 'Invalid email address: ada@example.com' } as never);
  const log = { warn: jest.fn(), error: jest.fn() };
  beforeEach(() => log.error.mockClear());

  it.each([
    ['no answer', new errors.StripeConnectionError({ message: 'gone', type: 'api_error' })],
    ['a request under way', thrown(409, 'idempotency_error')],
    ['too many requests', new errors.StripeRateLimitError({ message: 'slow', type: 'invalid_request_error', statusCode: 429 } as never)],
    ['trouble of its own', thrown(500, 'api_error')],
  ])('%s: nobody knows', (_what, error) => {
    expect(troubleOf(error, log)).toEqual({ kind: 'unknown' });
  });

  it('the same key with other words: it was asked for before', () => {
    expect(troubleOf(thrown(400, 'idempotency_error'), log)).toEqual({ kind: 'repeated' });
  });

  it.each([
    [400, 'invalid_request_error', '', 'processing-error', true],
    [400, 'invalid_request_error', 'amount_too_small', 'limit-exceeded', true],
    [404, 'invalid_request_error', 'resource_missing', 'method-unavailable', true],
    [401, 'authentication_error', '', 'processing-error', false],
  ])('%i %s %s: refused, so it is known; logged without what was sent', (status, type, code, word, hard) => {
    const trouble = troubleOf(thrown(status, type, code), log);
    expect(trouble).toMatchObject({ kind: 'refused', failure: { code: word, hard } });
    expect(log.error).toHaveBeenCalledTimes(1);
    expect(JSON.stringify([trouble, log.error.mock.calls])).not.toContain('ada@');
  });

  it('what is no error of Stripe is nobody else’s business', () => {
    expect(() => troubleOf(new TypeError('a mistake'), log)).toThrow('a mistake');
  });
});
