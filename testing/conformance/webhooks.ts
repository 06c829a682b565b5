import assert from 'node:assert/strict';
import type { WebhookDelivery } from '../../config/payment-provider';
import type { Stage } from './hooks';

/** The bytes with one of them changed, for each of them. */
const tampered = ({ raw, headers }: WebhookDelivery): WebhookDelivery[] =>
  Array.from(raw, (byte, place) => {
    const changed = Uint8Array.from(raw);
    changed[place] = byte ^ 1;
    return { raw: changed, headers };
  });

/** What is long enough for a signature ends in another character; instants and types stay as they are. */
function forged({ raw, headers }: WebhookDelivery): WebhookDelivery {
  const change = (value: string): string =>
    value.replace(/([\w+/-]{19,})([\w+/-])/gu, (_, head: string, last: string) => head + (last === '0' ? '1' : '0'));
  const entries = Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? change(value) : value]);
  const others = Object.fromEntries(entries) as WebhookDelivery['headers'];
  assert.notDeepEqual(others, headers, 'no header has room for a signature');
  return { raw, headers: others };
}

/** Webhooks: whose they are, and what they are about. */
export function webhooks({ describe, test, act, paid, has }: Stage): void {
  describe('a webhook', () => {
    test('says which payment to ask about', ['pay', 'delivery'], async (provider) => {
      const { begun, providerPayment } = await paid(provider);
      const delivery = await act.delivery?.(begun);
      assert.ok(delivery);
      const hint = await has(provider, 'webhook')(delivery);
      assert.ok(hint, 'a genuine webhook was refused');
      assert.ok(hint.event, 'an event without an id');
      assert.equal(hint.about.kind, 'payment');
      const { about } = hint;
      assert.ok(about.kind === 'payment' && (about.reference === begun.request.reference || about.providerPayment === providerPayment));
    });

    test('has the same event when it is sent again', ['pay', 'delivery'], async (provider) => {
      const { begun } = await paid(provider);
      const events = [];
      for (let time = 0; time < 2; time += 1) {
        const delivery = await act.delivery?.(begun);
        assert.ok(delivery);
        events.push((await has(provider, 'webhook')(delivery))?.event, (await has(provider, 'webhook')(delivery))?.event);
      }
      assert.equal(new Set(events).size, 1, events.join(', '));
    });

    test('is refused when its bytes were changed, its signature is another one or missing', ['pay', 'delivery'], async (provider) => {
      const { begun } = await paid(provider);
      const delivery = await act.delivery?.(begun);
      assert.ok(delivery);
      const { raw } = delivery;
      for (const wrong of tampered(delivery)) assert.equal(await has(provider, 'webhook')(wrong), null, 'a byte was changed');
      for (const [what, wrong] of Object.entries({
        forged: forged(delivery),
        unsigned: { raw, headers: {} },
        empty: { raw: new Uint8Array(), headers: delivery.headers },
        'no text': { raw: Uint8Array.from([0xff, 0xfe, 0, 0x22]), headers: delivery.headers },
      }))
        assert.equal(await has(provider, 'webhook')(wrong), null, what);
    });

    test('is refused when it is old', ['pay', 'oldDelivery'], async (provider) => {
      const { begun } = await paid(provider);
      const delivery = await act.oldDelivery?.(begun);
      assert.ok(delivery);
      assert.equal(await has(provider, 'webhook')(delivery), null);
    });
  });
}
