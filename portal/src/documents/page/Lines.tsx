import type { DocumentDetail } from '../../../../plugin/contract/customer/documents';
import { useText } from '../../language/useText';
import listCss from '../../list/list.module.css';
import { useNarrow } from '../../list/useNarrow';
import css from '../documents.module.css';
import { useFigures } from '../useFigures';

type Line = DocumentDetail['lines'][number];

/** What is charged for: a table, or one below the other where there is no room for one. */
export function Lines({ document }: { document: DocumentDetail }) {
  return useNarrow() ? <Cards document={document} /> : <Table document={document} />;
}

function useLineText(currency: string) {
  const { t } = useText();
  const { money, price, quantity } = useFigures();
  return {
    quantity: (line: Line): string => [quantity(line.quantity), line.unit].filter(Boolean).join(' '),
    price: (line: Line): string => price(line.rate, currency),
    amount: (line: Line): string => money(line.amount, currency),
    discount: (line: Line): string | undefined =>
      line.discount === 0 ? undefined : t('document.line-discount', { amount: money(line.discount, currency) }),
  };
}

function Table({ document: { lines, currency, pricesIncludeTax } }: { document: DocumentDetail }) {
  const { t } = useText();
  const text = useLineText(currency);
  const taxed = lines.some(({ taxName }) => taxName !== '');
  return (
    <div className={css.lines}>
      <table className={[listCss.table, css.lineTable].join(' ')}>
        <thead>
          <tr>
            <th scope="col">{t('document.item')}</th>
            <th scope="col" className={listCss.number}>
              {t('document.quantity')}
            </th>
            <th scope="col" className={listCss.number}>
              {t(pricesIncludeTax ? 'document.price-with-tax' : 'document.price')}
            </th>
            {taxed && <th scope="col">{t('document.tax')}</th>}
            <th scope="col" className={listCss.number}>
              {t('document.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                <What line={line} discount={text.discount(line)} />
              </th>
              <td className={listCss.number}>{text.quantity(line)}</td>
              <td className={listCss.number}>{text.price(line)}</td>
              {taxed && <td>{line.taxName || <span aria-hidden="true">–</span>}</td>}
              <td className={listCss.number}>{text.amount(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards({ document: { lines, currency } }: { document: DocumentDetail }) {
  const { t } = useText();
  const text = useLineText(currency);
  return (
    <ul role="list" className={css.lineCards}>
      {lines.map((line) => (
        <li key={line.id}>
          <What line={line} discount={text.discount(line)} />
          <p className={css.sum}>
            <span className={css.muted}>{t('document.times', { quantity: text.quantity(line), price: text.price(line) })}</span>
            <span>{text.amount(line)}</span>
          </p>
          {line.taxName && <p className="small">{line.taxName}</p>}
        </li>
      ))}
    </ul>
  );
}

const What = ({ line: { item, description }, discount }: { line: Line; discount: string | undefined }) => (
  <div className={css.what}>
    <span className={css.name}>{item}</span>
    {description && <span className={css.description}>{description}</span>}
    {discount && <span className={css.description}>{discount}</span>}
  </div>
);
