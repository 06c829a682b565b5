import { lazy, Suspense } from 'react';
import { Skeleton } from '../../ui/Skeleton';
import type { RichEditorProps } from './props';

const RichEditor = lazy(() => import('./RichEditor'));

/** The rich-text editor, whose code is fetched when it is first shown. */
export const RichField = (props: RichEditorProps) => (
  <Suspense fallback={<Skeleton shapes={['card']} />}>
    <RichEditor {...props} />
  </Suspense>
);
