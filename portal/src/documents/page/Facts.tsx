import type { ReactNode } from 'react';
import type { DocumentDetail } from '../../../../plugin/contract/customer/documents';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import css from '../documents.module.css';
import { useFigures } from '../useFigures';
import { untilLabel } from '../words';

/** Number, dates and references. */
export function Facts({ document }: { document: DocumentDetail }) {
  const { t } = useText();
  const { date } = useFigures();
  const { type, number, issueDate, untilDate, reference, currency } = document;
  const day = (text: string): ReactNode => <time dateTime={text}>{date(text)}</time>;
  const facts: [string, ReactNode][] = [
    [t('documents.column.number'), number],
    [t('documents.column.issueDate'), day(issueDate)],
    ...(untilDate ? [[untilLabel(type, t), day(untilDate)] as [string, ReactNode]] : []),
    ...(reference ? [[t('document.reference'), reference] as [string, ReactNode]] : []),
    [t('document.currency'), currency],
  ];
  return (
    <section className={pageCss.panel} aria-labelledby="document-facts">
      <h2 id="document-facts">{t('document.facts')}</h2>
      <dl className={css.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
