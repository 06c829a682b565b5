import { part } from '../../parts/part';
import { Skeleton } from '../../ui/Skeleton';
import type { RichEditorProps } from './props';

/** The rich-text editor, whose code is fetched when it is first shown. */
export const RichField = part<RichEditorProps>(async () => (await import('./RichEditor')).default, {
  waiting: () => <Skeleton shapes={['card']} />,
});
