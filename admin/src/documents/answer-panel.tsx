import { useRBAC } from '@strapi/admin/strapi-admin';
import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { Loader } from '@strapi/design-system';
import { lazy, Suspense } from 'react';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';

const Content = lazy(() => import('./AnswerPanel'));

/** The customer's answer beside a quote that has one. */
export const AnswerPanel: PanelComponent = ({ model, documentId, document }) => {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.conversations);
  const waits = document?.state === 'draft' || document?.state === 'sent';
  if (model !== `${PLUGIN_UID}.quote` || documentId === undefined || !document || waits || allowedActions.canComment !== true) return null;
  return {
    title: t('answer.title'),
    content: (
      <Suspense fallback={<Loader small>{t('loading')}</Loader>}>
        <Content key={documentId} id={documentId} version={String(document.updatedAt)} />
      </Suspense>
    ),
  };
};
