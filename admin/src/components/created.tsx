import { useForm } from '@strapi/admin/strapi-admin';
import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { Notice } from './Notice';

/**
 * What is new has an address of its own once it is saved. Goes there as soon as the form knows that nothing is left
 * to save, or its guard would hold the way.
 */
export function GoToSaved({ to }: { to: string }) {
  const navigate = useNavigate();
  const modified = useForm('GoToSaved', (form) => form.modified);
  useEffect(() => {
    if (modified) return undefined;
    // The guard hears of it in the same moment, a little later.
    const timer = setTimeout(() => navigate(to, { replace: true, state: { created: true } }));
    return () => clearTimeout(timer);
  }, [to, modified, navigate]);
  return null;
}

/** What to know of what was just saved for the first time, at its new address. */
export function CreatedNotice({ title, children }: { title: string; children: string }) {
  const { state } = useLocation() as { state: { created?: boolean } | null };
  if (state?.created !== true) return null;
  return (
    <Notice kind="success" title={title}>
      {children}
    </Notice>
  );
}
