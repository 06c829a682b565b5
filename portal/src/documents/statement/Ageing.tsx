import type { Statement } from '../../../../plugin/contract/customer/statement';
import { AGEING } from '../../../../plugin/rules/documents/statement';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import css from '../documents.module.css';
import { useFigures } from '../useFigures';

/** What is open, by how long it is past due. */
export function Ageing({ statement: { ageing, credit, currency } }: { statement: Statement }) {
  const { t } = useText();
  const { money, date } = useFigures();
  return (
    <section className={pageCss.panel} aria-labelledby="ageing">
      <h2 id="ageing">{t('statement.ageing', { date: date(ageing.on) })}</h2>
      <dl className={css.ageing}>
        {AGEING.map((name) => (
          <div key={name} className={name !== 'notDue' && ageing[name] > 0 ? css.past : undefined}>
            <dt>{t(`statement.age.${name}`)}</dt>
            <dd>{money(ageing[name], currency)}</dd>
          </div>
        ))}
        {credit !== 0 && (
          <div>
            <dt>{t('statement.credit')}</dt>
            <dd>{money(-credit, currency)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
