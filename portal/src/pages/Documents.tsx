import { useParams } from 'react-router-dom';
import { DOCUMENT_FACTS } from '../../../plugin/documents/types';
import { Page } from '../app/Page';
import { DocumentList } from '../documents/list/DocumentList';
import { isDocumentType } from '../documents/types';
import { useText } from '../language/useText';
import { LinkButton } from '../ui/LinkButton';
import NotFound from './NotFound';

/** The customer's documents of a type. */
export default function Documents() {
  const { type } = useParams();
  const { t } = useText();
  if (!isDocumentType(type)) return <NotFound />;
  return (
    <Page
      key={type}
      title={t(`nav.documents.${type}`)}
      action={DOCUMENT_FACTS[type].balance && <LinkButton to="/statement">{t('statement.title')}</LinkButton>}
    >
      <DocumentList type={type} />
    </Page>
  );
}
