import { Page } from '@strapi/admin/strapi-admin';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { useMessages } from '../messages';
import { TO_READ } from '../permissions';
import { ModuleList } from './ModuleList';

const TypePicker = lazy(() => import('./TypePicker'));
const ModulePage = lazy(() => import('./ModulePage'));

/** *Settings → Customer Portal → Custom Modules*, and below it one screen for each module. */
export default function ModulesPage() {
  const t = useMessages();
  return (
    <Page.Protect permissions={TO_READ.modules}>
      <Suspense fallback={<Page.Loading>{t('loading')}</Page.Loading>}>
        <Routes>
          <Route index element={<ModuleList />} />
          <Route path="new" element={<TypePicker />} />
          <Route path="new/:uid" element={<ModulePage />} />
          <Route path=":id" element={<ModulePage />} />
        </Routes>
      </Suspense>
    </Page.Protect>
  );
}
