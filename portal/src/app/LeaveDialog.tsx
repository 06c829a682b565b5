import { useText } from '../language/useText';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import css from '../forms/forms.module.css';

/** Asks before typed changes are thrown away. */
export default function LeaveDialog({ answer }: { answer: (leave: boolean) => void }) {
  const { t } = useText();
  return (
    <Dialog title={t('leave.title')} role="alertdialog" onClose={() => answer(false)}>
      <p>{t('leave.text')}</p>
      <div className={css.actions}>
        <Button kind="primary" autoFocus onClick={() => answer(false)}>
          {t('leave.stay')}
        </Button>
        <Button onClick={() => answer(true)}>{t('leave.go')}</Button>
      </div>
    </Dialog>
  );
}
