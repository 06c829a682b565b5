import { moneyText } from '../../plugin/rules/money/text';
import type { Gateway } from './gateway';
import { html, page, wordsIn, type Html, type Words } from './html';
import { seeOther, type Answer, type Call, type Route } from './http';
import { STYLE } from './looks';
import { CHOICES, ENDS, faceOf, Refused, typeOf, type Choice, type Face, type Payment, type SetUp } from './model';

type Page = Payment | SetUp;

/** "Visa ending in 4242, until 12/2029" */
export const faceText = ({ say }: Words, { brand, last4, expires }: Face): string =>
  expires
    ? say('face.expires', { brand, last4, month: String(expires.month).padStart(2, '0'), year: expires.year })
    : say('face', { brand, last4 });

export const amountText = ({ language }: Words, { amount, currency }: { amount: number; currency: string }): string =>
  moneyText(amount, currency, language);

export const notFound = (words: Words): Answer =>
  page(
    words,
    words.say('nothing.title'),
    html`<h1>${words.say('nothing.title')}</h1>
      <p>${words.say('nothing.text')}</p>`,
    { status: 404 },
  );

/** The pages that customers are sent to. Who knows the address may choose: there is nothing else that would protect it. */
export function pageRoutes(gateway: Gateway, now: () => Date): Route[] {
  const { store } = gateway;
  const pageOf = (token: string): Page | undefined => {
    const found = store.of('payments').by('token', token) ?? store.of('setUps').by('token', token);
    return found && gateway.fresh(found);
  };
  const show = (words: Words, given: Page, title: string, body: Html): Answer =>
    page(words, title, body, { sendsTo: new URL(given.returnUrl).origin });

  function choosing(words: Words, given: Page): Answer {
    const { say } = words;
    const title = 'amount' in given ? say('pay.title', { amount: amountText(words, given) }) : say('setUp.title');
    const year = now().getUTCFullYear();
    const button = (choice: Choice): Html => html`
      <button name="choice" value="${choice}" class="choice ${ENDS[choice] === 'succeeds' ? 'first' : ''}">
        <span>${say(`choice.${choice}`)}</span>
        <small>${faceText(words, faceOf(choice, year))}${choice === 'debit' && html`. ${say('choice.debit.note')}`}</small>
      </button>
    `;
    const groups = (['card', 'debit'] as const).filter((type) => given.offers === null || given.offers === type);
    return show(
      words,
      given,
      title,
      html`
        <h1>${title}</h1>
        ${'amount' in given && html`<p class="about">${given.description}</p>`}
        <form method="post">
          <p>${say('amount' in given ? 'choose.pay' : 'choose.setUp')}</p>
          ${groups.map(
            (type) => html`
              <fieldset>
                <legend>${say(`group.${type}`)}</legend>
                ${CHOICES.filter((choice) => typeOf(choice) === type).map(button)}
              </fieldset>
            `,
          )}
          ${'save' in given && given.save && html`<p class="quiet">${say('saved.note')}</p>`}
        </form>
        <p><a href="${given.returnUrl}">${say('leave')}</a></p>
      `,
    );
  }

  function confirming(words: Words, given: Page, choice: Choice): Answer {
    const { say } = words;
    const face = faceText(words, faceOf(choice, now().getUTCFullYear()));
    const text = 'amount' in given ? say('confirm.text', { amount: amountText(words, given), face }) : say('confirm.setUp', { face });
    return show(
      words,
      given,
      say('confirm.title'),
      html`
        <h1>${say('confirm.title')}</h1>
        <p>${text}</p>
        <form method="post" class="row">
          <button name="confirm" value="yes" class="first">${say('confirm.yes')}</button>
          <button name="confirm" value="no">${say('confirm.no')}</button>
        </form>
      `,
    );
  }

  function over(words: Words, given: Page): Answer {
    const { say } = words;
    const saved = given.state === 'succeeded' ? 'over.saved' : 'over.notSaved';
    const text = say('amount' in given && given.state !== 'open' ? `over.${given.state}` : saved);
    const body = html`
      <h1>${say('over.title')}</h1>
      <p>${text}</p>
      <p><a class="button" href="${given.returnUrl}">${say('back')}</a></p>
    `;
    return show(words, given, say('over.title'), body);
  }

  function shown(call: Call): Answer {
    const given = pageOf(call.params[0] ?? '');
    if (!given) return notFound(wordsIn(call.headers['accept-language']));
    const words = wordsIn(given.language);
    if (given.state !== 'open') return over(words, given);
    return given.confirming ? confirming(words, given, given.confirming) : choosing(words, given);
  }

  function chosen(call: Call): Answer {
    const given = pageOf(call.params[0] ?? '');
    if (given?.state !== 'open') return shown(call);
    const form = new URLSearchParams(call.body);
    const choice = CHOICES.find((one) => one === form.get('choice'));
    const confirmed = form.get('confirm');
    if (confirmed !== null) return seeOther(gateway.confirm(given, confirmed === 'yes').returnUrl);
    if (!choice) throw new Refused(400, 'not_offered', 'There is no such button.');
    const then = gateway.choose(given, choice);
    return then.confirming ? seeOther(call.url.pathname) : seeOther(then.returnUrl);
  }

  const style = { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' };
  return [
    { on: 'GET', pattern: /^\/style\.css$/u, handle: () => ({ status: 200, headers: style, body: STYLE }) },
    { on: 'GET', pattern: /^\/pay\/([\w-]+)$/u, handle: shown },
    { on: 'POST', pattern: /^\/pay\/([\w-]+)$/u, handle: chosen },
  ];
}
