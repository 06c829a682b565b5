import './styles/tokens.css';
import './styles/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router-dom';
import { queryClient } from './api/query-client';
import { createRouter } from './app/router';
import { currentLanguage, LanguageProvider } from './language/LanguageProvider';
import { showLanguage } from './language/messages';
import { portal } from './portal-data';
import { takeFragment } from './session/fragment';
import { followOtherTabs, prefetchSession } from './session/session';
import { applyAccent } from './styles/apply-accent';

/** A page without words is none: on a line that breaks they are asked for until they come. */
async function untilThere(load: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

/** Starts the portal: what is secret leaves the address bar first, then requests, then pages. */
async function start(): Promise<void> {
  takeFragment();
  if (portal.enabled) prefetchSession(queryClient);
  followOtherTabs();
  applyAccent(portal.accentColour);
  const router = createRouter();
  const language = currentLanguage();
  await untilThere(() => showLanguage(language));
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no root element.');
  createRoot(root).render(
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <RouterProvider router={router} future={{ v7_startTransition: true }} />
      </LanguageProvider>
    </QueryClientProvider>,
  );
}

void start();
