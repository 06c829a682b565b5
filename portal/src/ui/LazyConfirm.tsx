import { useText } from '../language/useText';
import { DialogFailed } from '../parts/PartFailed';
import { part } from '../parts/part';
import { Button } from './Button';
import type { ConfirmProps } from './Confirm';

function ConfirmFailed({ given, retry }: { given: ConfirmProps; retry: () => void }) {
  const { t } = useText();
  return <DialogFailed retry={retry} more={<Button onClick={given.onClose}>{t('cancel')}</Button>} />;
}

/** The question before something is done; its code is fetched ahead, or when it is asked. */
export const Confirm = part<ConfirmProps>(async () => (await import('./Confirm')).Confirm, { ahead: 'guards', failed: ConfirmFailed });
