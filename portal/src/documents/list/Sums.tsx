import type { DocumentType } from '../../../../plugin/documents/types';
import type { Response } from '../../api/client';
import { useText } from '../../language/useText';
import css from '../documents.module.css';
import { useFigures } from '../useFigures';
import { balanceLabel } from '../words';

type Sum = Response<'GET /documents/:type'>['sums'][number];

/** What all documents that are found come to, over all pages: a line for each currency. */
export function Sums({ type, sums }: { type: DocumentType; sums: readonly Sum[] }) {
  const { t } = useText();
  const { money } = useFigures();
  return (
    <div className={css.sums}>
      {sums.map(({ currency, gross, balance }) => (
        <dl key={currency}>
          <div>
            <dt>{t('documents.sum', { currency })}</dt>
            <dd>{money(gross, currency)}</dd>
          </div>
          {balance !== null && (
            <div>
              <dt>{balanceLabel(type, t)}</dt>
              <dd>{money(balance, currency)}</dd>
            </div>
          )}
        </dl>
      ))}
    </div>
  );
}
