import type { ReactNode } from 'react';
import type { DocumentDetail } from '../../../../plugin/contract/customer/documents';
import { DOCUMENT_FACTS } from '../../../../plugin/documents/types';
import { useText } from '../../language/useText';
import { portal } from '../../portal-data';
import { Answered } from '../answer/Answered';
import css from '../documents.module.css';
import { DocumentBadge } from '../DocumentBadge';
import { Until } from '../Until';
import { useFigures } from '../useFigures';
import { balanceLabel, untilLabel } from '../words';

/** What is owed, or what it is about: the amount that matters now, until when, what that means, and what can be done about it. */
export function Standing({ document, children }: { document: DocumentDetail; children?: ReactNode }) {
  const { t } = useText();
  const { money } = useFigures();
  const { type, state, gross, balance, currency, untilDate } = document;
  const left = balance !== null && (state === 'open' || state === 'overdue') ? balance : undefined;
  const meaning = useMeaning(document);
  return (
    <section className={[css.standing, css[`standing-${state}`]].filter(Boolean).join(' ')} aria-label={t('document.standing')}>
      <p>
        <DocumentBadge state={state} />
      </p>
      <dl className={css.owed}>
        <dt>{left === undefined ? t('document.total') : balanceLabel(type, t)}</dt>
        <dd>{money(left ?? gross, currency)}</dd>
      </dl>
      {left !== undefined && left !== gross && <p className={css.muted}>{t('document.of', { gross: money(gross, currency) })}</p>}
      {untilDate && (state === 'open' || state === 'overdue' || state === 'sent' || state === 'expired') && (
        <p>
          {t('document.until', { label: untilLabel(type, t) })} <Until document={document} month="long" />
        </p>
      )}
      {meaning && <p>{meaning}</p>}
      {document.answer && <Answered answer={document.answer} />}
      {children}
    </section>
  );
}

/** What a state means that does not say so itself. */
function useMeaning({ type, state }: DocumentDetail): string | undefined {
  const { t } = useText();
  const organisation = portal.organisation.name;
  switch (state) {
    case 'paid':
      return t('document.meaning.paid');
    case 'void':
      return t('document.meaning.void', { organisation });
    case 'expired':
      return t('document.meaning.expired', { organisation });
    case 'invoiced':
      return t('document.meaning.invoiced');
    case 'confirmed':
      return t('document.meaning.confirmed', { organisation });
    case 'closed':
      return t(DOCUMENT_FACTS[type].balance === 'credit' ? 'document.meaning.used-up' : 'document.meaning.closed');
    default:
      return undefined;
  }
}
