import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { DocumentDetail, OtherDocument, RelatedDocuments } from '../../../../plugin/contract/customer/documents';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import { Pending } from '../../ui/Pending';
import css from '../documents.module.css';
import { DocumentBadge } from '../DocumentBadge';
import { relatedQuery } from '../queries';
import { documentPath } from '../types';
import { useFigures } from '../useFigures';

/** What a document was made of, what became of it, and what it was used for. Nothing where there is nothing of it. */
export function Related({ document }: { document: DocumentDetail }) {
  const { t } = useText();
  const { type, id } = document;
  const query = useQuery(relatedQuery(type, id));
  // Most documents stand alone: while nothing is known of it, no place is kept.
  if (!query.data) return query.isError ? <Pending query={query} shapes={[]} what={t('related.failed')} /> : null;
  const { origin, invoice } = query.data;
  return (
    <>
      <Used document={document} related={query.data} />
      {(origin ?? invoice) && (
        <section className={pageCss.panel} aria-labelledby="document-related">
          <h2 id="document-related">{t('related.title')}</h2>
          <ul role="list" className={css.related}>
            {origin && <Other label={t('related.origin')} other={origin} />}
            {invoice && <Other label={t(type === 'sales-order' ? 'related.order-invoiced' : 'related.invoiced')} other={invoice} />}
          </ul>
        </section>
      )}
    </>
  );
}

const useName = () => {
  const { t } = useText();
  return ({ type, number }: OtherDocument): string => t('document.title', { type: t(`document.type.${type}`), number });
};

function Other({ label, other }: { label: string; other: OtherDocument }) {
  const nameOf = useName();
  return (
    <li>
      <span className={css.muted}>{label}</span>
      <Link to={documentPath(other)}>{nameOf(other)}</Link>
      <DocumentBadge state={other.state} />
    </li>
  );
}

/** Amounts that went from one document to another, or were paid out. */
function Used({
  document: { type, currency },
  related: { applied, payments, refunds },
}: {
  document: DocumentDetail;
  related: RelatedDocuments;
}) {
  const { t } = useText();
  const { money, date } = useFigures();
  const nameOf = useName();
  const day = (text: string) => <time dateTime={text}>{date(text)}</time>;
  return (
    <>
      {applied.length > 0 && (
        <section className={pageCss.panel} aria-labelledby="document-applied">
          <h2 id="document-applied">{t(type === 'credit-note' ? 'related.applied' : 'related.credits')}</h2>
          <ul role="list" className={css.used}>
            {applied.map(({ id, document, amount, date: on }) => (
              <li key={id}>
                <span className={css.what}>
                  {document ? <Link to={documentPath(document)}>{nameOf(document)}</Link> : t('related.elsewhere')}
                  <span className={css.description}>{day(on)}</span>
                </span>
                <span className={css.amount}>{money(amount, currency)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {payments.length > 0 && (
        <section className={pageCss.panel} aria-labelledby="document-payments">
          <h2 id="document-payments">{t('related.payments')}</h2>
          <ul role="list" className={css.used}>
            {payments.map(({ id, kind, payment, number, amount, date: on }) => {
              const name = t(`related.payment.${kind}`, { number, numbered: number === '' ? 'no' : 'yes' });
              return (
                <li key={id}>
                  <span className={css.what}>
                    {payment === null ? name : <Link to={`/payments/${payment}`}>{name}</Link>}
                    <span className={css.description}>{day(on)}</span>
                  </span>
                  <span className={css.amount}>{money(amount, currency)}</span>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {refunds.length > 0 && (
        <section className={pageCss.panel} aria-labelledby="document-refunds">
          <h2 id="document-refunds">{t('related.refunds')}</h2>
          <ul role="list" className={css.used}>
            {refunds.map(({ id, amount, reference, date: on }) => (
              <li key={id}>
                <span className={css.what}>
                  {day(on)}
                  {reference && <span className={css.description}>{reference}</span>}
                </span>
                <span className={css.amount}>{money(amount, currency)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
