import type { DocumentDetail } from '../../../../plugin/contract/customer/documents';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import css from '../documents.module.css';

/** Both sides as they were when it was issued. */
export function Parties({ document: { seller, buyer } }: { document: DocumentDetail }) {
  const { t } = useText();
  return (
    <section className={pageCss.panel} aria-labelledby="document-parties">
      <h2 id="document-parties">{t('document.parties')}</h2>
      <div className={css.parties}>
        <Party title={t('document.from')} party={seller} />
        <Party title={t('document.for')} party={buyer} />
      </div>
    </section>
  );
}

function Party({ title, party: { name, address, taxNumber, email } }: { title: string; party: DocumentDetail['seller'] }) {
  const { t } = useText();
  return (
    <div className={css.party}>
      <h3 className="small">{title}</h3>
      <p className={css.name}>{name}</p>
      {address.length > 0 && <p className={css.said}>{address.join('\n')}</p>}
      {taxNumber && <p>{t('document.tax-number', { number: taxNumber })}</p>}
      {email && <p>{email}</p>}
    </div>
  );
}
