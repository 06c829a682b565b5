import { useRBAC } from '@strapi/admin/strapi-admin';
import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { Loader } from '@strapi/design-system';
import { lazy, Suspense } from 'react';
import { DOCUMENT_TYPES } from '../../../plugin/documents/types';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';

const PanelContent = lazy(() => import('./PanelContent'));

/** How a document reaches its customer: its PDF, mails and public links, beside the form in the Content Manager. */
export const SendingPanel: PanelComponent = ({ model, documentId, document }) => {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.documentLinks);
  const type = DOCUMENT_TYPES.find((one) => model === `${PLUGIN_UID}.${one}`);
  if (!type || documentId === undefined || !document) return null;
  const [mayIssue, mayLink] = [allowedActions.canIssue === true, allowedActions.canLinks === true];
  if (!mayIssue && !mayLink) return null;
  return {
    title: t('sending.title'),
    content: (
      <Suspense fallback={<Loader small>{t('loading')}</Loader>}>
        <PanelContent type={type} id={documentId} document={document} mayIssue={mayIssue} mayLink={mayLink} />
      </Suspense>
    ),
  };
};
