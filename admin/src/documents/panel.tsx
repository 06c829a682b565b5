import { useRBAC } from '@strapi/admin/strapi-admin';
import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { Loader } from '@strapi/design-system';
import { lazy, Suspense } from 'react';
import { DOCUMENT_TYPES } from '../../../plugin/documents/types';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';

const PanelContent = lazy(() => import('./PanelContent'));

/** What is done with an invoice, a quote, … besides writing it: beside the form in the Content Manager, once it is saved. */
export const DocumentPanel: PanelComponent = ({ model, documentId, document }) => {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.documents);
  const type = DOCUMENT_TYPES.find((one) => model === `${PLUGIN_UID}.${one}`);
  if (!type || documentId === undefined || !document) return null;
  return {
    title: t('document.panel.title'),
    content: (
      <Suspense fallback={<Loader small>{t('loading')}</Loader>}>
        <PanelContent type={type} id={documentId} document={document} mayIssue={allowedActions.canIssue === true} />
      </Suspense>
    ),
  };
};
