import { useRBAC } from '@strapi/admin/strapi-admin';
import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { Loader } from '@strapi/design-system';
import { lazy, Suspense } from 'react';
import { DOCUMENT_TYPES } from '../../../plugin/documents/types';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';

const Conversation = lazy(() => import('./Conversation'));

/** What happened to an invoice, a quote, … and what was said about it: beside the form in the Content Manager. */
export const ConversationPanel: PanelComponent = ({ model, documentId, document }) => {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.conversations);
  const type = DOCUMENT_TYPES.find((one) => model === `${PLUGIN_UID}.${one}`);
  if (!type || documentId === undefined || !document || allowedActions.canComment !== true) return null;
  return {
    title: t('conversation.title'),
    content: (
      <Suspense fallback={<Loader small>{t('loading')}</Loader>}>
        <Conversation key={documentId} type={type} id={documentId} version={String(document.updatedAt)} />
      </Suspense>
    ),
  };
};
