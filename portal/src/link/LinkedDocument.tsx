import type { DocumentDetail } from '../../../plugin/contract/customer/documents';
import { addressOf } from '../api/client';
import { Page } from '../app/Page';
import pageCss from '../app/page.module.css';
import documentCss from '../documents/documents.module.css';
import { Attachments } from '../documents/page/Attachments';
import { Facts } from '../documents/page/Facts';
import { Lines } from '../documents/page/Lines';
import { Parties } from '../documents/page/Parties';
import { Standing } from '../documents/page/Standing';
import { Totals } from '../documents/page/Totals';
import { useFigures } from '../documents/useFigures';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { Button } from '../ui/Button';
import { Refused } from '../ui/Refused';
import { useAction } from '../ui/useAction';
import { isPaidType } from '../payments/choice';
import { LinkedAnswer } from './LinkedAnswer';
import { LinkedPay } from './LinkedPay';
import { saveFile } from './save-file';

/** What a public link opens: the document as its customer sees it, and its PDF. */
export function LinkedDocument({ token, document, answered }: { token: string; document: DocumentDetail; answered: () => void }) {
  const { t } = useText();
  const { money } = useFigures();
  const { doing, error, start } = useAction();
  const { type, number, gross, currency, revision, may, notes, terms, attachments } = document;
  const total = money(gross, currency);
  const title = t('document.title', { type: t(`document.type.${type}`), number });
  const texts = [
    { id: 'document-notes', heading: t('document.notes'), text: notes },
    { id: 'document-terms', heading: t('document.terms'), text: terms },
  ].filter(({ text }) => text !== '');
  return (
    <Page
      title={title}
      action={
        <Button
          aria-disabled={doing && true}
          onClick={() =>
            void start('it', () => saveFile(token, addressOf('/public-link/pdf', { query: { as: 'attachment' } }), `${title}.pdf`))
          }
        >
          {doing ? t('document.pdf.busy') : t('document.download')}
        </Button>
      }
    >
      {error && <Refused error={error} />}
      <Standing document={document} />
      {isPaidType(type) && <LinkedPay token={token} changed={answered} />}
      {type === 'quote' && (
        <LinkedAnswer
          token={token}
          quote={{ revision, may }}
          text={t('answer.accept.text', { number, total, organisation: portal.organisation.name })}
          answered={answered}
        />
      )}
      <section className={pageCss.panel} aria-labelledby="document-lines">
        <h2 id="document-lines">{t('document.lines')}</h2>
        <Lines document={document} />
        <Totals document={document} />
      </section>
      <Facts document={document} />
      <Parties document={document} />
      <Attachments
        attachments={attachments}
        link={({ id: file, name }) => (
          <Button
            kind="quiet"
            aria-disabled={doing && true}
            onClick={() =>
              void start('it', () =>
                saveFile(token, addressOf('/public-link/files/:file', { params: { file }, query: { as: 'attachment' } }), name),
              )
            }
          >
            {name}
          </Button>
        )}
      />
      {texts.map(({ id, heading, text }) => (
        <section key={id} className={pageCss.panel} aria-labelledby={id}>
          <h2 id={id}>{heading}</h2>
          <p className={documentCss.said}>{text}</p>
        </section>
      ))}
    </Page>
  );
}
