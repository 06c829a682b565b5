import { Page } from '@strapi/admin/strapi-admin';
import type { ComponentType } from 'react';
import type { needs } from '../permissions';

/** A page for whose role has these permissions. Strapi hides its link from others, not its address. */
export const protect = (permissions: ReturnType<typeof needs>, Content: ComponentType): ComponentType =>
  function ProtectedPage() {
    return (
      <Page.Protect permissions={permissions}>
        <Content />
      </Page.Protect>
    );
  };
