import { createBrowserRouter, type RouteObject } from 'react-router-dom';
import { portalData } from '../portal-data';
import { Crash } from './Crash';
import { Root } from './Root';
import { UnsavedGuard } from './unsaved';

/** A page in a chunk of its own: fetched when somebody goes there. */
const page = (load: () => Promise<{ default: React.ComponentType }>): Pick<RouteObject, 'lazy'> => ({
  lazy: async () => ({ Component: (await load()).default }),
});

const routes: RouteObject[] = [
  {
    element: <UnsavedGuard />,
    errorElement: <Crash />,
    children: [
      {
        element: <Root />,
        children: [
          {
            ...page(() => import('./PublicLayout')),
            children: [
              { path: '/sign-in', ...page(() => import('../pages/SignIn')) },
              { path: '/forgotten-password', ...page(() => import('../pages/ForgottenPassword')) },
              { path: '/reset-password', ...page(() => import('../pages/ResetPassword')) },
              { path: '/invitation', ...page(() => import('../pages/Invitation')) },
            ],
          },
          {
            ...page(() => import('./Shell')),
            children: [
              {
                errorElement: <Crash />,
                children: [
                  { path: '/', ...page(() => import('../pages/Home')) },
                  { path: '/details', ...page(() => import('../pages/Details')) },
                  { path: '/password', ...page(() => import('../pages/Password')) },
                  { path: '/tabs/:id', ...page(() => import('../pages/Tab')) },
                  { path: '*', ...page(() => import('../pages/NotFound')) },
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
