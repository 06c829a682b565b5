import { useRBAC } from '@strapi/admin/strapi-admin';
import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { Loader } from '@strapi/design-system';
import { lazy, Suspense } from 'react';
import { Small } from '../components/text';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { CUSTOMER_UID } from './uid';

const PanelContent = lazy(() => import('./PanelContent'));

/** *Customer portal* beside a customer in the Content Manager. */
export const PortalPanel: PanelComponent = ({ model, documentId, document }) => {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.people);
  if (model !== CUSTOMER_UID || allowedActions.canRead !== true) return null;
  const saved = documentId !== undefined && document !== undefined;
  return {
    title: t('panel.title'),
    content: saved ? (
      <Suspense fallback={<Loader small>{t('loading')}</Loader>}>
        <PanelContent customer={documentId} name={String(document.name ?? '')} version={String(document.updatedAt ?? '')} />
      </Suspense>
    ) : (
      <Small>{t('panel.unsaved')}</Small>
    ),
  };
};
