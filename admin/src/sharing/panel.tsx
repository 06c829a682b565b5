import { useRBAC } from '@strapi/admin/strapi-admin';
import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { Loader } from '@strapi/design-system';
import { lazy, Suspense } from 'react';
import { useMessages } from '../messages';
import { CUSTOMER_UID } from '../people/uid';
import { NEEDS } from '../permissions';

const PanelContent = lazy(() => import('./PanelContent'));

/** *Shared files* beside a customer in the Content Manager. */
export const SharedFilesPanel: PanelComponent = ({ model, documentId }) => {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.files);
  if (model !== CUSTOMER_UID || documentId === undefined || allowedActions.canRead !== true) return null;
  return {
    title: t('files.title'),
    content: (
      <Suspense fallback={<Loader small>{t('loading')}</Loader>}>
        <PanelContent customer={documentId} mayManage={allowedActions.canManage === true} />
      </Suspense>
    ),
  };
};
