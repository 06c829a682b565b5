import { useId, useState } from 'react';
import { useIntl } from 'react-intl';
import type { Overview } from '../../../../plugin/contract/customer/overview';
import { majorUnits } from '../../../../plugin/rules/money/text';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import listCss from '../../list/list.module.css';
import { SelectField } from '../../list/SelectField';
import { useNarrow } from '../../list/useNarrow';
import { LinkButton } from '../../ui/LinkButton';
import css from './months.module.css';
import { useFigures } from '../useFigures';

type Plotted = Overview['months'][number];
const SERIES = ['invoiced', 'settled'] as const;

/** What was invoiced and what was paid, month by month: bars, and the same as a table. */
export function Months({ months }: Pick<Overview, 'months'>) {
  const { t } = useText();
  const [chosen, setChosen] = useState<string>();
  const plotted = months.find(({ currency }) => currency === chosen) ?? months[0];
  if (!plotted) return null;
  const { currency } = plotted;
  return (
    <section className={pageCss.panel} aria-labelledby="months">
      <div className={css.head}>
        <h2 id="months">{t('home.months', { currency })}</h2>
        <LinkButton to={`/statement?currency=${currency}`}>{t('statement.title')}</LinkButton>
      </div>
      {months.length > 1 && (
        <div className={css.currency}>
          <SelectField
            label={t('statement.currency')}
            value={currency}
            options={months.map((one) => ({ value: one.currency, label: one.currency }))}
            onChange={setChosen}
          />
        </div>
      )}
      <figure className={css.figure}>
        <Bars plotted={plotted} />
        <figcaption>
          <ul role="list" className={css.legend}>
            {SERIES.map((name) => (
              <li key={name}>
                <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
                  <rect className={css[name]} x="1" y="1" width="10" height="10" />
                </svg>
                {t(`home.months.${name}`)}
              </li>
            ))}
          </ul>
        </figcaption>
      </figure>
      <details>
        <summary>{t('home.months.table')}</summary>
        <MonthTable plotted={plotted} />
      </details>
    </section>
  );
}

const useMonth = () => {
  const { locale } = useIntl();
  return (month: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
};

const HEIGHT = 190;
const FLOOR = 162;
const CEILING = 22;

function Bars({ plotted: { currency, months } }: { plotted: Plotted }) {
  const { t } = useText();
  const { locale } = useIntl();
  const id = useId();
  const monthText = useMonth();
  const narrow = useNarrow();
  const width = narrow ? 330 : 900;
  const most = Math.max(1, ...months.flatMap((month) => SERIES.map((name) => month[name])));
  const step = width / months.length;
  const bar = step * 0.34;
  // The axis alone: what was invoiced to the cent stands in the table.
  const top = new Intl.NumberFormat(locale, { style: 'currency', currency, notation: 'compact' }).format(
    Number(majorUnits(most, currency)),
  );
  return (
    <svg className={css.bars} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-labelledby={id} direction="ltr">
      <title id={id}>{t('home.months.picture', { currency })}</title>
      <line className={css.grid} x1="0" x2={width} y1={CEILING} y2={CEILING} />
      <text className={css.text} x={width} y={CEILING - 6} textAnchor="end">
        {top}
      </text>
      {months.map((month, index) => (
        <g key={month.month}>
          {SERIES.map((name, series) => {
            const height = (Math.max(0, month[name]) / most) * (FLOOR - CEILING);
            return (
              <rect
                key={name}
                className={css[name]}
                x={index * step + step / 2 + (series - 1) * bar}
                y={FLOOR - height}
                width={bar - 1}
                height={height}
              />
            );
          })}
          {(!narrow || index % 2 === 1) && (
            <text className={css.text} x={index * step + step / 2} y={HEIGHT - 10} textAnchor="middle">
              {monthText(month.month, { month: 'short' })}
            </text>
          )}
        </g>
      ))}
      <line className={css.floor} x1="0" x2={width} y1={FLOOR} y2={FLOOR} />
    </svg>
  );
}

function MonthTable({ plotted: { currency, months } }: { plotted: Plotted }) {
  const { t } = useText();
  const { money } = useFigures();
  const monthText = useMonth();
  return (
    <div className={css.table}>
      <table className={listCss.table}>
        <caption className="visually-hidden">{t('home.months', { currency })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('home.months.month')}</th>
            {SERIES.map((name) => (
              <th key={name} scope="col" className={listCss.number}>
                {t(`home.months.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month.month}>
              <th scope="row">{monthText(month.month, { month: 'long', year: 'numeric' })}</th>
              {SERIES.map((name) => (
                <td key={name} className={listCss.number}>
                  {money(month[name], currency)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
