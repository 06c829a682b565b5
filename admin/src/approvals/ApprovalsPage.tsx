import { Page } from '@strapi/admin/strapi-admin';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { Inbox } from './Inbox';

const ApprovalPage = lazy(() => import('./ApprovalPage'));

/** *Approvals* in the main menu: the inbox, and below it a page for each record. */
export default function ApprovalsPage() {
  const t = useMessages();
  return (
    <Page.Protect permissions={NEEDS.approvalsRead}>
      <Suspense fallback={<Page.Loading>{t('loading')}</Page.Loading>}>
        <Routes>
          <Route index element={<Inbox />} />
          <Route path=":id" element={<ApprovalPage />} />
        </Routes>
      </Suspense>
    </Page.Protect>
  );
}
