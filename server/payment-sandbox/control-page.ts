import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { behaviourChange, ending, type Controls } from './controls';
import type { Gateway } from './gateway';
import { html, page, wordsIn, type Html, type Words } from './html';
import { isSecret, seeOther, type Answer, type Call, type Route } from './http';
import { Refused, WELL_BEHAVED, type Behaviour, type Payment, type Refund } from './model';
import { amountText, faceText } from './pages';
import type { Webhooks } from './webhooks';

const SHOWN = 50;

/** The key in the address of the control page: whoever has the secret can work it out, and not the other way round. */
export const controlKey = (secret: string): string => createHmac('sha256', secret).update('control page').digest('base64url').slice(0, 22);

const form = (action: string, reference: string, buttons: Html): Html => html`
  <form method="post" action="/${action}">
    <input type="hidden" name="reference" value="${reference}" />
    ${buttons}
  </form>
`;

function paymentItem(words: Words, payment: Payment): Html {
  const { say } = words;
  const { reference, state, face, failure, refunded, disputed, currency, token } = payment;
  const end = (as: string, word: 'do.succeeded' | 'do.failed' | 'do.late'): Html =>
    form('end', reference, html`<button name="as" value="${as}">${say(word)}</button>`);
  return html`
    <li>
      <p class="head">
        <strong>${amountText(words, payment)}</strong>
        <span class="${state}">${say(`state.${state}`)}</span>
        ${disputed && html`<span class="disputed">${say('disputed')}</span>`}
        ${refunded > 0 && html`<span>${say('refunded', { amount: amountText(words, { amount: refunded, currency }) })}</span>`}
        <span class="about">${payment.description}</span>
      </p>
      <small>${reference}${face && html` · ${faceText(words, face)}`}${failure && html` · ${failure.message}`}</small>
      <div class="row">
        ${state === 'open' && html`<a class="button" href="/pay/${token}">${say('do.page')}</a>`}
        ${state === 'pending' && [end('succeeded', 'do.succeeded'), end('failed', 'do.failed')]}
        ${(state === 'failed' || state === 'canceled') && end('succeeded', 'do.late')}
        ${state === 'succeeded' && refunded < payment.amount && form('refund', reference, html`<button>${say('do.refund')}</button>`)}
        ${state === 'succeeded' && !disputed && form('dispute', reference, html`<button>${say('do.dispute')}</button>`)}
        ${state !== 'open' && form('resend', reference, html`<button>${say('do.resend')}</button>`)}
      </div>
    </li>
  `;
}

const refundItem = (words: Words, { reference, amount }: Refund, { currency, reference: of }: Payment): Html => html`
  <li>
    <p class="head">${words.say('refundOf', { amount: amountText(words, { amount, currency }), reference: of })}</p>
    <div class="row">
      ${form('end', reference, html`<button name="as" value="succeeded">${words.say('do.succeeded')}</button>`)}
      ${form('end', reference, html`<button name="as" value="failed">${words.say('do.failed')}</button>`)}
    </div>
  </li>
`;

function behaviourForm({ say }: Words, behaviour: Behaviour): Html {
  const number = (name: 'webhookDelayMs' | 'loseAnswers' | 'failAnswers' | 'answerDelayMs' | 'amountOff'): Html =>
    html`<label>${say(`behaviour.${name}`)}<input name="${name}" type="number" step="1" value="${behaviour[name]}" required /></label>`;
  const option = (value: string | number, text: string, now: string | number): Html =>
    html`<option value="${value}" ${value === now && html`selected`}>${text}</option>`;
  return html`
    <form method="post" action="/behaviour">
      <div class="fields">
        <label class="long">
          ${say('behaviour.webhookUrl')}<input name="webhookUrl" type="url" value="${behaviour.webhookUrl ?? ''}" />
        </label>
        <label>
          ${say('behaviour.webhookCopies')}
          <select name="webhookCopies">
            ${([0, 1, 2] as const).map((count) => option(count, say(`copies.${count}`), behaviour.webhookCopies))}
          </select>
        </label>
        ${number('webhookDelayMs')}
        <label class="check">
          <input name="webhookReorder" type="checkbox" ${behaviour.webhookReorder && html`checked`} />${say('behaviour.webhookReorder')}
        </label>
        ${number('loseAnswers')} ${number('failAnswers')} ${number('answerDelayMs')} ${number('amountOff')}
        <label>
          ${say('behaviour.refunds')}
          <select name="refunds">
            ${(['succeed', 'wait', 'fail'] as const).map((what) => option(what, say(`refunds.${what}`), behaviour.refunds))}
          </select>
        </label>
      </div>
      <div class="row">
        <button class="first">${say('behaviour.save')}</button>
        <button name="good" value="yes" formnovalidate>${say('behaviour.good')}</button>
      </div>
    </form>
  `;
}

function webhookTable({ say, language }: Words, { sent }: Webhooks): Html {
  if (sent.length === 0) return html`<p class="quiet">${say('webhooks.none')}</p>`;
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  const heads = (['time', 'type', 'about', 'answer'] as const).map((name) => html`<th scope="col">${say(`webhooks.${name}`)}</th>`);
  return html`
    <table>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${sent
          .slice(-20)
          .reverse()
          .map(({ event, at, status, tries }) => {
            const answer = status === 0 ? say('webhooks.noAnswer') : String(status);
            return html`<tr>
              <td>${time.format(new Date(at))}</td>
              <td>${event.type}</td>
              <td>${event.data.reference ?? event.data.id}</td>
              <td>${tries > 1 ? say('webhooks.tries', { status: answer, count: tries }) : answer}</td>
            </tr>`;
          })}
      </tbody>
    </table>
  `;
}

const changed = (fields: Record<string, string>): Partial<Behaviour> => {
  if (fields.good) return { ...WELL_BEHAVED, webhookUrl: fields.webhookUrl || null };
  const { webhookUrl, refunds, ...rest } = fields;
  const numbers = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, Number(value)]));
  const result = behaviourChange.safeParse({
    ...numbers,
    webhookUrl: webhookUrl || null,
    webhookReorder: fields.webhookReorder === 'on',
    refunds,
  });
  if (result.success) return result.data;
  throw new Refused(400, 'invalid_request', z.prettifyError(result.error));
};

/** The control page, for people: its address has a key, which becomes a cookie that other sites' forms do not carry. */
export function controlPageRoutes(gateway: Gateway, webhooks: Webhooks, controls: Controls, { secret }: { secret: string }): Route[] {
  const key = controlKey(secret);
  const cookie = `payment-sandbox-${key.slice(0, 6)}`;
  const mayControl = ({ headers }: Call): boolean =>
    (headers.cookie ?? '').split(/; */u).some((pair) => pair.startsWith(`${cookie}=`) && isSecret(pair.slice(cookie.length + 1), key));

  function shown(call: Call): Answer {
    const words = wordsIn(call.headers['accept-language']);
    const { say } = words;
    const given = call.url.searchParams.get('key');
    if (given !== null && isSecret(given, key))
      return seeOther('/', { 'set-cookie': `${cookie}=${key}; HttpOnly; SameSite=Strict; Path=/`, 'referrer-policy': 'no-referrer' });
    if (!mayControl(call))
      return page(
        words,
        say('locked.title'),
        html`<h1>${say('locked.title')}</h1>
          <p>${say('locked.text')}</p>`,
        { status: 403 },
      );
    const payments = controls.payments().reverse();
    const refunds = gateway.store
      .of('refunds')
      .all()
      .filter(({ state }) => state === 'pending');
    const paymentOf = (id: string): Payment | undefined => gateway.store.of('payments').get(id);
    const body = html`
      <h1>${say('control.title')}</h1>
      <p class="about">${say('control.intro')}</p>
      <h2>${say('payments')}</h2>
      ${payments.length === 0 && html`<p class="quiet">${say('payments.none')}</p>`}
      <ul class="list">
        ${payments.slice(0, SHOWN).map((payment) => paymentItem(words, payment))}
      </ul>
      ${payments.length > SHOWN && html`<p class="quiet">${say('payments.more', { count: SHOWN })}</p>`}
      ${refunds.length > 0 && html`<h2>${say('refunds')}</h2>`}
      <ul class="list">
        ${refunds.map((refund) => {
          const payment = paymentOf(refund.payment);
          return payment && refundItem(words, refund, payment);
        })}
      </ul>
      <h2>${say('behaviour')}</h2>
      ${behaviourForm(words, gateway.behaviour)}
      <h2>${say('webhooks')}</h2>
      ${webhookTable(words, webhooks)}
    `;
    return page(words, say('control.title'), body, { wide: true });
  }

  const act = (name: string, work: (reference: string, fields: Record<string, string>) => unknown): Route => ({
    on: 'POST',
    pattern: new RegExp(`^/${name}$`, 'u'),
    handle(call) {
      if (!mayControl(call)) return shown(call);
      const words = wordsIn(call.headers['accept-language']);
      const { reference = '', ...fields } = Object.fromEntries(new URLSearchParams(call.body));
      try {
        work(reference, fields);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const title = words.say('refused.title');
        const body = html`
          <h1>${title}</h1>
          <p>${words.say('refused.text')}</p>
          <p class="quiet">${error.message}</p>
          <p><a class="button" href="/">${words.say('refused.back')}</a></p>
        `;
        return page(words, title, body, { status: error.status });
      }
      return seeOther('/');
    },
  });

  return [
    { on: 'GET', pattern: /^\/$/u, handle: shown },
    act('end', (reference, { as }) => {
      const end = ending.safeParse(as);
      if (!end.success) throw new Refused(400, 'invalid_request', 'There is no such button.');
      controls.settle(reference, end.data);
    }),
    act('refund', (reference) => controls.refund(reference)),
    act('dispute', (reference) => controls.dispute(reference)),
    act('resend', (reference) => controls.resend(reference)),
    act('behaviour', (_, fields) => controls.behave(changed(fields))),
  ];
}
