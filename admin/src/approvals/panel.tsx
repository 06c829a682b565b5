import { useRBAC } from '@strapi/admin/strapi-admin';
import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { Loader } from '@strapi/design-system';
import { lazy, Suspense } from 'react';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { useModuleOf } from './use-module-of';

const PanelContent = lazy(() => import('./PanelContent'));

/**
 * *Customer submission* beside a document of a module in the Content Manager. Nothing for the team's
 * own documents, so it has to be known whose one is before there is a panel at all.
 */
export const ApprovalPanel: PanelComponent = ({ model, documentId, document }) => {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.approvals);
  const module = useModuleOf(model, allowedActions.canRead === true);
  const wanted = module !== undefined && documentId !== undefined;
  const { data, reload, setData } = useLoad(
    async () => (wanted ? call('GET /approvals/of/:uid/:document', { params: { uid: model, document: documentId } }) : null),
    wanted ? `${model} ${documentId} ${String(document?.updatedAt ?? '')}` : '',
  );
  if (!wanted || !data || data.document !== documentId) return null;
  return {
    title: t('approval.panel.title'),
    content: (
      <Suspense fallback={<Loader small>{t('loading')}</Loader>}>
        <PanelContent record={data} setRecord={setData} reload={reload} />
      </Suspense>
    ),
  };
};
