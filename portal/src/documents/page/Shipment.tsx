import { Fragment } from 'react';
import type { DocumentDetail } from '../../../../plugin/contract/customer/documents';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import { NewTabLink } from '../../ui/NewTabLink';
import css from '../documents.module.css';
import { useFigures } from '../useFigures';

/** What was shipped of an order, in words of the organisation's; an address in them is a link. */
export function Shipment({ document: { shipment, state } }: { document: DocumentDetail }) {
  const { t } = useText();
  const { date } = useFigures();
  if (!shipment || state === 'void') return null;
  const { on, text } = shipment;
  return (
    <section className={pageCss.panel} aria-labelledby="document-shipment">
      <h2 id="document-shipment">{t('shipment.title')}</h2>
      <p>{on ? t('shipment.on', { date: date(on) }) : t('shipment.not-yet')}</p>
      {text && (
        <p className={css.said}>
          {text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/u).map((part, index) => (
            <Fragment key={index}>{index % 2 === 1 ? <NewTabLink href={part}>{part}</NewTabLink> : part}</Fragment>
          ))}
        </p>
      )}
    </section>
  );
}
