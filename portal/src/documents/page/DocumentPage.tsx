import type { DocumentDetail } from '../../../../plugin/contract/customer/documents';
import { addressOf } from '../../api/client';
import { Page } from '../../app/Page';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import { BackLink } from '../../modules/BackLink';
import { useArrival } from '../../modules/useArrival';
import { PayDocument } from '../../payments/PayDocument';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import uiCss from '../../ui/ui.module.css';
import { OwnAnswer } from '../answer/OwnAnswer';
import css from '../documents.module.css';
import { OwnAttachments } from './Attachments';
import { Conversation } from './Conversation';
import { Facts } from './Facts';
import { Forward } from './Forward';
import { Lines } from './Lines';
import { Parties } from './Parties';
import { Related } from './Related';
import { Shipment } from './Shipment';
import { Standing } from './Standing';
import { Totals } from './Totals';

/** A document: what is owed of it first, then what it says. */
export function DocumentPage({ document }: { document: DocumentDetail }) {
  const { t } = useText();
  const { type, number } = document;
  const done = useArrival<'pay.credit-done'>();
  return (
    <>
      <BackLink to={`/documents/${type}`}>{t(`nav.documents.${type}`)}</BackLink>
      <Page
        title={t('document.title', { type: t(`document.type.${type}`), number })}
        action={
          <div className={css.actions}>
            <Download document={document} />
            <Forward document={document} />
          </div>
        }
      >
        {done && <Notice text={t(done)} />}
        <Standing document={document}>
          <PayDocument document={document} />
        </Standing>
        <OwnAnswer document={document} />
        <section className={pageCss.panel} aria-labelledby="document-lines">
          <h2 id="document-lines">{t('document.lines')}</h2>
          <Lines document={document} />
          <Totals document={document} />
        </section>
        <Shipment document={document} />
        <Related document={document} />
        <Facts document={document} />
        <Parties document={document} />
        <OwnAttachments document={document} />
        <Said id="document-notes" title={t('document.notes')} text={document.notes} />
        <Said id="document-terms" title={t('document.terms')} text={document.terms} />
        <Conversation document={document} />
      </Page>
    </>
  );
}

function Download({ document: { type, id } }: { document: DocumentDetail }) {
  const { t } = useText();
  const params = { type, document: id };
  return (
    <a className={uiCss.button} href={addressOf('/documents/:type/:document/pdf', { params, query: { as: 'attachment' } })} download>
      <Icon name="download" />
      {t('document.download')}
    </a>
  );
}

/** Text as it was typed; nothing where there is none. */
function Said({ id, title, text }: { id: string; title: string; text: string }) {
  if (text === '') return null;
  return (
    <section className={pageCss.panel} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className={css.said}>{text}</p>
    </section>
  );
}
