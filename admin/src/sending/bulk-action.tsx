import { useRBAC } from '@strapi/admin/strapi-admin';
import type { BulkActionComponent } from '@strapi/content-manager/strapi-admin';
import { Loader, Modal } from '@strapi/design-system';
import { lazy, Suspense, useMemo } from 'react';
import { DOCUMENT_TYPES } from '../../../plugin/documents/types';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';

const SendDocuments = lazy(() => import('./SendDocuments'));

/** *Issue and send*, *Send* for the documents that are selected in a list. */
const action =
  (issue: boolean): BulkActionComponent =>
  ({ documents, model }) => {
    const t = useMessages();
    const { allowedActions } = useRBAC(NEEDS.documents);
    const type = DOCUMENT_TYPES.find((one) => model === `${PLUGIN_UID}.${one}`);
    const ids = documents.map(({ documentId }) => documentId).join(' ');

    const Content = useMemo(
      () =>
        function SendSelected({ onClose }: { onClose: () => void }) {
          const translate = useMessages();
          return (
            <Suspense
              fallback={
                <Modal.Body>
                  <Loader>{translate('loading')}</Loader>
                </Modal.Body>
              }
            >
              {type && <SendDocuments type={type} ids={ids.split(' ').filter(Boolean)} issue={issue} onClose={onClose} />}
            </Suspense>
          );
        },
      [ids, type],
    );

    if (!type || allowedActions.canIssue !== true) return null;
    const label = t(issue ? 'bulk-send.issue' : 'bulk-send.send');
    return { label, variant: 'secondary', dialog: { type: 'modal', title: label, content: Content } };
  };

export const IssueAndSendAction = action(true);
export const SendAction = action(false);
