import { useRBAC } from '@strapi/admin/strapi-admin';
import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { Loader } from '@strapi/design-system';
import { lazy, Suspense } from 'react';
import { DOCUMENT_TYPES } from '../../../../plugin/documents/types';
import { PLUGIN_UID } from '../../../../plugin/plugin-id';
import { useMessages } from '../../messages';
import { NEEDS } from '../../permissions';

const PanelContent = lazy(() => import('./PanelContent'));

/** *Files* beside an invoice, a quote, …: attachments, and a PDF made elsewhere. */
export const DocumentFilesPanel: PanelComponent = ({ model, documentId, document }) => {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.documentsWrite);
  const type = DOCUMENT_TYPES.find((one) => model === `${PLUGIN_UID}.${one}`);
  if (!type || documentId === undefined || !document || allowedActions.canWrite !== true) return null;
  return {
    title: t('attachments.title'),
    content: (
      <Suspense fallback={<Loader small>{t('loading')}</Loader>}>
        <PanelContent key={documentId} type={type} id={documentId} issued={document.state !== 'draft'} />
      </Suspense>
    ),
  };
};
