import type { OverviewSum } from '../../../plugin/contract/customer/overview';
import pageCss from '../app/page.module.css';
import { useFigures } from '../documents/useFigures';
import { useText } from '../language/useText';
import { useSession } from '../session/session';
import { LinkButton } from '../ui/LinkButton';
import { payEverythingPath } from './choice';
import { dueOf } from './due';
import css from './payments.module.css';
import { useMayPay } from './useMayPay';

/** What is to be paid, by currency, with the way to pay it: all at once, or where that is off what is due first. */
export function PayDue({ sums }: { sums: readonly OverviewSum[] }) {
  const { t } = useText();
  const { money } = useFigures();
  const mayPay = useMayPay();
  const { abilities } = useSession();
  const due = dueOf(sums);
  if (!mayPay || due.length === 0) return null;
  return (
    <section className={pageCss.panel} aria-labelledby="pay-due">
      <h2 id="pay-due">{t('document.to-pay')}</h2>
      <ul role="list" className={css.due}>
        {due.map(({ currency, amount, count, overdue }) => (
          <li key={currency}>
            <div>
              <p className={css.sum}>{money(amount, currency)}</p>
              <p className="small">
                {[t('documents.total', { count }), ...(overdue > 0 ? [t('pay.overdue', { amount: money(overdue, currency) })] : [])].join(
                  ', ',
                )}
              </p>
            </div>
            <LinkButton primary to={payEverythingPath(currency)}>
              {t(count === 1 ? 'pay.pay' : abilities.bulkPayments ? 'pay.everything' : 'pay.oldest')}
            </LinkButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
