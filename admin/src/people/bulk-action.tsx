import { useRBAC } from '@strapi/admin/strapi-admin';
import { Loader, Modal } from '@strapi/design-system';
import type { BulkActionComponent } from '@strapi/content-manager/strapi-admin';
import { lazy, Suspense, useMemo } from 'react';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { CUSTOMER_UID } from './uid';

const MailCustomers = lazy(() => import('./MailCustomers'));

/** *Resend portal link* for the customers that are selected in the list. */
export const ResendLinkAction: BulkActionComponent = ({ documents, model }) => {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.people);
  const ids = documents.map(({ documentId }) => documentId).join(' ');

  const Content = useMemo(() => {
    const customers = ids.split(' ').filter(Boolean);
    return function ResendSelected({ onClose }: { onClose: () => void }) {
      const translate = useMessages();
      return (
        <Suspense
          fallback={
            <Modal.Body>
              <Loader>{translate('loading')}</Loader>
            </Modal.Body>
          }
        >
          <MailCustomers
            customers={customers}
            mailing="link"
            intro={translate('resend.selected.intro', { count: customers.length })}
            onClose={onClose}
          />
        </Suspense>
      );
    };
  }, [ids]);

  if (model !== CUSTOMER_UID || allowedActions.canInvite !== true) return null;
  return {
    label: t('resend.action'),
    variant: 'secondary',
    dialog: { type: 'modal', title: t('resend.action'), content: Content },
  };
};
