import { dialogFailed } from '../parts/PartFailed';
import { part } from '../parts/part';
import type { ConfirmProps } from './Confirm';

/** The question before something is done; its code is fetched ahead, or when it is asked. */
export const Confirm = part<ConfirmProps>(async () => (await import('./Confirm')).Confirm, {
  ahead: 'guards',
  failed: dialogFailed('cancel', ({ onClose }) => onClose()),
});
