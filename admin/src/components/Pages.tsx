import { Page } from '@strapi/admin/strapi-admin';
import { Suspense, type ComponentType } from 'react';
import { Route, Routes } from 'react-router-dom';
import { useMessages } from '../messages';

interface Props {
  first: ComponentType;
  /** By their paths; loaded when they are opened. */
  below: Readonly<Record<string, ComponentType>>;
}

/** A screen, and those below its address. */
export function Pages({ first: First, below }: Props) {
  const t = useMessages();
  return (
    <Suspense fallback={<Page.Loading>{t('loading')}</Page.Loading>}>
      <Routes>
        <Route index element={<First />} />
        {Object.entries(below).map(([path, Below]) => (
          <Route key={path} path={path} element={<Below />} />
        ))}
      </Routes>
    </Suspense>
  );
}
