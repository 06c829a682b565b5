import pageCss from '../../app/page.module.css';
import formCss from '../../forms/forms.module.css';
import { useText } from '../../language/useText';
import { useMoment } from '../../security/useMoment';
import { Button } from '../../ui/Button';
import type { AutosavedRecord } from '../record-autosave';

interface AutosaveOfferProps {
  kept: AutosavedRecord;
  onContinue: () => void;
  onDiscard: () => void;
}

/** In place of the form until it is said what it starts with: what was typed last time, or not. */
export function AutosaveOffer({ kept, onContinue, onDiscard }: AutosaveOfferProps) {
  const { t } = useText();
  const { moment } = useMoment();
  return (
    <section className={pageCss.panel}>
      <div>
        <h2>{t('kept.title')}</h2>
        <p className={pageCss.muted}>{t('kept.text', { moment: moment(kept.at) })}</p>
      </div>
      <div className={formCss.actions}>
        <Button kind="primary" onClick={onContinue}>
          {t('kept.continue')}
        </Button>
        <Button onClick={onDiscard}>{t('kept.discard')}</Button>
      </div>
    </section>
  );
}
