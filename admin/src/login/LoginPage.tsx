import { Page } from '@strapi/admin/strapi-admin';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { useMessages } from '../messages';
import { TO_READ } from '../permissions';
import { LoginScreen } from './LoginScreen';

const ConnectionPage = lazy(() => import('../connections/ConnectionPage'));

/** *Settings → Customer Portal → Login*, and below it one screen for each connection. */
export default function LoginPage() {
  const t = useMessages();
  return (
    <Page.Protect permissions={TO_READ.login}>
      <Suspense fallback={<Page.Loading>{t('loading')}</Page.Loading>}>
        <Routes>
          <Route index element={<LoginScreen />} />
          <Route path="connections/new/:preset" element={<ConnectionPage />} />
          <Route path="connections/:id" element={<ConnectionPage />} />
        </Routes>
      </Suspense>
    </Page.Protect>
  );
}
