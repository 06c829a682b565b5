import { useRBAC } from '@strapi/admin/strapi-admin';
import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { Loader } from '@strapi/design-system';
import { lazy, Suspense } from 'react';
import { PAID_TYPES } from '../../../../plugin/payments/kinds';
import { PLUGIN_UID } from '../../../../plugin/plugin-id';
import { useMessages } from '../../messages';
import { NEEDS } from '../../permissions';

const PanelContent = lazy(() => import('./PanelContent'));

/** Payments of an invoice and what settles it otherwise: beside the form in the Content Manager, once it is issued. */
export const PaymentsPanel: PanelComponent = ({ model, documentId, document }) => {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.payments);
  const type = PAID_TYPES.find((one) => model === `${PLUGIN_UID}.${one}`);
  if (!type || documentId === undefined || !document || document.state === 'draft' || allowedActions.canRead !== true) return null;
  return {
    title: t('payments.title'),
    content: (
      <Suspense fallback={<Loader small>{t('loading')}</Loader>}>
        <PanelContent
          type={type}
          id={documentId}
          version={`${String(document.state)} ${String(document.balance)}`}
          open={document.state === 'open'}
          mayRecord={allowedActions.canRecord === true}
        />
      </Suspense>
    ),
  };
};
