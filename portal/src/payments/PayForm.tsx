import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { BegunPayment, PaymentOptions } from '../../../plugin/contract/customer/payments';
import { ApiError } from '../api/api-error';
import pageCss from '../app/page.module.css';
import { useFigures } from '../documents/useFigures';
import { Field } from '../forms/Field';
import { Form, useForm } from '../forms/Form';
import type { Problem } from '../forms/problems';
import type { MessageId } from '../language/messages';
import { useText, type Text } from '../language/useText';
import { portal } from '../portal-data';
import { Notice } from '../ui/Notice';
import { Refused } from '../ui/Refused';
import css from './payments.module.css';
import { PayLines } from './PayLines';
import { isBlocked, planOf, refusalOf, waysOf, type ChosenWay, type Plan, type Wish } from './plan';
import { PayWays, WhatNext } from './PayWays';

/** What is to be done: credit is used first, then the rest is paid, with nothing where nothing is left. */
export interface Order {
  plan: Plan;
  with: BegunPayment['with'] | null;
}

interface PayFormProps {
  options: PaymentOptions;
  /** Several documents may be paid at once. */
  bulk: boolean;
  /** By a public link. */
  linked?: boolean;
  pay: (order: Order) => Promise<void>;
  /** Asks again what is left to pay; the form stays as it is. */
  refresh: () => Promise<unknown>;
}

const NOTHING: Wish = { without: new Set(), parts: new Map(), credit: false };

/** What it was refused with, in words that say what to do; undefined where the error's own words do. */
const WORDS: Partial<Record<ApiError['code'], MessageId>> = {
  'provider-unreachable': 'pay.unreachable',
  'amount-changed': 'pay.changed',
  'not-found': 'pay.changed',
  'payment-pending': 'pay.pending',
};

/** What is paid, how much of it and how; then it is begun. */
export function PayForm({ options, bulk, linked = false, pay, refresh }: PayFormProps) {
  const { t } = useText();
  const { locale } = useIntl();
  const { money } = useFigures();
  const [wish, setWish] = useState(NOTHING);
  const [wanted, setWanted] = useState<string>();
  const [save, setSave] = useState(options.saveByDefault ?? false);
  const [refused, setRefused] = useState<{ error: ApiError; text: string }>();
  const { currency, documents } = options;

  const plan = planOf(options, wish, locale);
  const ways = waysOf(options);
  const several = bulk && documents.length > 1;
  const fits = ways.filter((way) => plan.amount === undefined || refusalOf(way, plan.amount) === undefined);
  const chosen = wanted === undefined ? fits[0] : fits.find(({ key }) => key === wanted);
  const byCredit = plan.amount === 0 && plan.credit > 0;
  const savable = chosen?.kind === 'new' && chosen.way.saves && options.saveByDefault !== null;

  const fields = Object.fromEntries(documents.map(({ id }) => [id, { label: t('pay.amount') }]));
  const form = useForm<string>({
    fields: { ...fields, what: { label: t('pay.what') }, way: { label: t('pay.way') } },
    check: () => problemsOf(plan, byCredit || chosen !== undefined, (amount) => money(amount, currency)),
    send: async () => {
      setRefused(undefined);
      try {
        await pay({ plan, with: byCredit || !chosen ? null : meansOf(chosen, savable && save) });
      } catch (error) {
        const id = error instanceof ApiError ? WORDS[error.code] : undefined;
        if (id) setRefused({ error: error as ApiError, text: t(id) });
        // What credit has covered by now is no longer to be paid.
        setWish((before) => ({ ...before, credit: false }));
        if (id || plan.credit > 0) await refresh();
        if (!id) throw error;
      }
    },
  });

  const what = (
    <section className={pageCss.panel} aria-labelledby={form.field('what').id}>
      <h2 id={form.field('what').id} tabIndex={-1}>
        {t('pay.what')}
      </h2>
      <PayLines {...{ options, wish, several, linked }} lines={plan.lines} field={form.field} onChange={setWish} />
      {options.more && bulk && <p className="small">{t('pay.more')}</p>}
      {options.credit > 0 && (
        <Field
          id={form.field('credit').id}
          label={t('pay.credit', { amount: money(Math.min(options.credit, plan.owed), currency) })}
          inline
          help={t('pay.credit-help', { amount: money(options.credit, currency) })}
        >
          {(control) => (
            <input
              {...control}
              type="checkbox"
              checked={wish.credit}
              onChange={({ target }) => setWish({ ...wish, credit: target.checked })}
            />
          )}
        </Field>
      )}
      <Sums plan={plan} currency={currency} />
    </section>
  );
  const alert = refused && <Refused {...refused} />;
  if (documents.every((document) => isBlocked(document, options)))
    return (
      <>
        {alert}
        {what}
      </>
    );
  if (ways.length === 0 && options.credit === 0)
    return (
      <>
        {alert}
        {what}
        <Notice kind="info" text={t('pay.no-way', { organisation: portal.organisation.name })} />
      </>
    );
  return (
    <>
      {alert}
      <Form form={form} submitLabel={submitLabel(plan, byCredit, t, (amount) => money(amount, currency))} busyLabel={t('pay.busy')}>
        {what}
        {!byCredit && (
          <section className={pageCss.panel} aria-label={t('pay.way')}>
            <PayWays
              {...{ ways, chosen, currency }}
              amount={plan.amount}
              field={form.field('way')}
              onChoose={({ key }) => setWanted(key)}
            />
            {savable && (
              <Field id={form.field('save').id} label={t('pay.save')} inline help={t('pay.save-help')}>
                {(control) => <input {...control} type="checkbox" checked={save} onChange={({ target }) => setSave(target.checked)} />}
              </Field>
            )}
            {chosen && <WhatNext chosen={chosen} />}
          </section>
        )}
      </Form>
    </>
  );
}

function problemsOf({ lines, credit }: Plan, hasWay: boolean, money: (amount: number) => string): Problem[] {
  const parts = lines
    .filter(({ amount }) => amount === undefined)
    .map(({ document, least, left }): Problem => {
      const values = { least: money(least ?? left), most: money(left) };
      return { field: document.id, message: 'problem.part', values };
    });
  if (parts.length > 0) return parts;
  if (credit === 0 && lines.every(({ chosen }) => !chosen)) return [{ field: 'what', message: 'problem.nothing-chosen' }];
  return hasWay ? [] : [{ field: 'way', message: 'problem.way' }];
}

const meansOf = (chosen: ChosenWay, save: boolean): BegunPayment['with'] =>
  chosen.kind === 'saved' ? { saved: chosen.saved.id } : { provider: chosen.way.provider, method: chosen.method, save };

function submitLabel({ amount, credit }: Plan, byCredit: boolean, t: Text['t'], money: (amount: number) => string): string {
  if (byCredit) return t('pay.use-credit', { amount: money(credit) });
  return amount === undefined || amount === 0 ? t('pay.pay') : t('pay.submit', { amount: money(amount) });
}

/** What it comes to; of one document without credit its own line says so. */
function Sums({ plan: { lines, owed, credit, amount }, currency }: { plan: Plan; currency: string }) {
  const { t } = useText();
  const { money } = useFigures();
  if (lines.length === 1 && credit === 0) return null;
  return (
    <dl className={css.sums}>
      {credit > 0 && (
        <>
          <Sum label={t('pay.owed')} amount={money(owed, currency)} />
          <Sum label={t('pay.credit-used')} amount={money(-credit, currency)} />
        </>
      )}
      {amount !== undefined && <Sum label={t('pay.now')} amount={money(amount, currency)} now />}
    </dl>
  );
}

const Sum = ({ label, amount, now = false }: { label: string; amount: string; now?: boolean }) => (
  <div className={now ? css.now : undefined}>
    <dt>{label}</dt>
    <dd>{amount}</dd>
  </div>
);
