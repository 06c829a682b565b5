import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import type { DocumentType } from '../../../plugin/documents/types';
import { hasCode } from '../api/api-error';
import { FailedPage } from '../app/FailedPage';
import css from '../app/page.module.css';
import { DocumentPage } from '../documents/page/DocumentPage';
import { documentQuery } from '../documents/queries';
import { isDocumentType } from '../documents/types';
import { RichField } from '../modules/rich/RichField';
import { Loading, Skeleton } from '../ui/Skeleton';
import NotFound from './NotFound';

/** One document. */
export default function Document() {
  const { type, document = '' } = useParams();
  return isDocumentType(type) ? <OfType type={type} document={document} /> : <NotFound />;
}

function OfType({ type, document }: { type: DocumentType; document: string }) {
  useEffect(() => {
    RichField.fetchAhead();
  }, []);
  const { data, error, refetch } = useQuery(documentQuery(type, document));
  // An address that was cut off is no id, which the server says in another way.
  if (hasCode(error, 'not-found') || hasCode(error, 'invalid-request')) return <NotFound />;
  if (data) return <DocumentPage key={data.id} document={data} />;
  if (error) return <FailedPage error={error} retry={() => void refetch()} />;
  return (
    <>
      <Loading shapes={['title', 'card']} />
      <div className={css.panel}>
        <Skeleton shapes={['short', 'line', 'line', 'line', 'line']} />
      </div>
      <div className={css.panel}>
        <Skeleton shapes={['short', 'line', 'short', 'line']} />
      </div>
    </>
  );
}
