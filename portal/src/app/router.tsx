import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router-dom';
import Home from '../pages/Home';
import NotFound from '../pages/NotFound';
import SignIn from '../pages/SignIn';
import type { Ahead } from '../parts/fetch-part';
import { PartFailed } from '../parts/PartFailed';
import { part } from '../parts/part';
import { portalData } from '../portal-data';
import { useText } from '../language/useText';
import { Loading } from '../ui/Skeleton';
import { Crash } from './Crash';
import { Page } from './Page';
import PublicLayout from './PublicLayout';
import { Root } from './Root';
import Shell from './Shell';
import { UnsavedGuard } from './unsaved';

const LoadingPage = () => <Loading shapes={['title', 'card']} />;

function PageFailed({ retry }: { retry: () => void }) {
  const { t } = useText();
  return (
    <Page title={t('error.load')}>
      <PartFailed retry={retry} />
    </Page>
  );
}

/**
 * A page in a chunk of its own: fetched ahead when there is time, and else when somebody goes there.
 * What a first visit shows is imported above instead, so that it needs no second round of requests.
 */
const pages =
  (ahead: Ahead) =>
  (load: () => Promise<{ default: ComponentType }>): Pick<RouteObject, 'Component'> => ({
    Component: part(async () => (await load()).default, { ahead, waiting: LoadingPage, failed: PageFailed }),
  });
const way = pages('signed-out');
const page = pages('signed-in');
/** One component for both addresses: a new record's form goes on under its own, with all that is in it. */
const recordForm = page(() => import('../pages/RecordForm'));

const routes: RouteObject[] = [
  {
    element: <UnsavedGuard />,
    errorElement: <Crash />,
    children: [
      {
        element: <Root />,
        children: [
          {
            element: <PublicLayout />,
            children: [
              { path: '/sign-in', element: <SignIn /> },
              { path: '/sign-in/challenge', ...way(() => import('../pages/Challenge')) },
              { path: '/sign-in/mail-link', ...way(() => import('../pages/MailLink')) },
              { path: '/sign-in/link', ...way(() => import('../pages/SignInLink')) },
              { path: '/sign-up', ...way(() => import('../pages/SignUp')) },
              { path: '/sign-up/confirm', ...way(() => import('../pages/SignUpConfirm')) },
              { path: '/connect', ...way(() => import('../pages/Connect')) },
              { path: '/forgotten-password', ...way(() => import('../pages/ForgottenPassword')) },
              { path: '/reset-password', ...way(() => import('../pages/ResetPassword')) },
              { path: '/invitation', ...way(() => import('../pages/Invitation')) },
            ],
          },
          { path: '/unsubscribe', ...way(() => import('../pages/Unsubscribe')) },
          { path: '/link', ...way(() => import('../pages/PublicLink')) },
          {
            element: <Shell />,
            children: [
              {
                errorElement: <Crash />,
                children: [
                  { path: '/', element: <Home /> },
                  { path: '/details', ...page(() => import('../pages/Details')) },
                  { path: '/password', ...page(() => import('../pages/Password')) },
                  { path: '/security', ...page(() => import('../pages/Security')) },
                  { path: '/emails', ...page(() => import('../pages/Emails')) },
                  { path: '/people', ...page(() => import('../pages/People')) },
                  { path: '/projects', ...page(() => import('../pages/Projects')) },
                  { path: '/projects/:project', ...page(() => import('../pages/Project')) },
                  { path: '/files', ...page(() => import('../pages/Files')) },
                  { path: '/review', ...page(() => import('../pages/Review')) },
                  { path: '/tabs/:id', ...page(() => import('../pages/Tab')) },
                  { path: '/statement', ...page(() => import('../pages/Statement')) },
                  { path: '/pay', ...page(() => import('../pages/Pay')) },
                  { path: '/payments', ...page(() => import('../pages/Payments')) },
                  { path: '/payments/:payment', ...page(() => import('../pages/Payment')) },
                  { path: '/payment-methods', ...page(() => import('../pages/PaymentMethods')) },
                  { path: '/documents/:type', ...page(() => import('../pages/Documents')) },
                  { path: '/documents/:type/:document', ...page(() => import('../pages/Document')) },
                  { path: '/modules/:module', ...page(() => import('../pages/Module')) },
                  { path: '/modules/:module/new', ...recordForm },
                  { path: '/modules/:module/records/:record', ...page(() => import('../pages/Record')) },
                  { path: '/modules/:module/records/:record/edit', ...recordForm },
                  { path: '*', element: <NotFound /> },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
];

/** The portal's pages, below `/portal/<name>`. */
export const createRouter = () =>
  createBrowserRouter(routes, {
    basename: portalData.basePath,
    future: {
      v7_relativeSplatPath: true,
      v7_fetcherPersist: true,
      v7_normalizeFormMethod: true,
      v7_partialHydration: false,
      v7_skipActionErrorRevalidation: true,
    },
  });
