import { useState } from 'react';
import { hasCode } from '../../api/api-error';
import formCss from '../../forms/forms.module.css';
import { useText } from '../../language/useText';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { AcceptForm } from './AcceptForm';
import { DeclineForm } from './DeclineForm';
import type { AnswerProps } from './props';

type Way = 'accept' | 'decline';

/** The customer's answer to a quote: which one, then what it takes. */
export function Answer({ may, accept, decline, answered, ...shown }: AnswerProps) {
  const { t } = useText();
  const [way, setWay] = useState<Way>();
  const [said, setSaid] = useState<'accepted' | 'declined' | 'late'>();

  /** Sends the answer, and shows what is true by now where it came too late. */
  async function send(answer: Promise<unknown>, kind: 'accepted' | 'declined'): Promise<void> {
    try {
      await answer;
      setSaid(kind);
    } catch (error) {
      if (!hasCode(error, 'conflict')) throw error;
      setSaid('late');
    }
    setWay(undefined);
    answered();
  }
  const onClose = () => setWay(undefined);

  return (
    <>
      {said && <Notice kind={said === 'late' ? 'warning' : 'success'} text={t(`answer.said.${said}`)} />}
      {!way && (may.accept || may.decline) && (
        <div className={formCss.actions}>
          {may.accept && (
            <Button kind="primary" onClick={() => setWay('accept')}>
              {t('answer.accept')}
            </Button>
          )}
          {may.decline && <Button onClick={() => setWay('decline')}>{t('answer.decline')}</Button>}
        </div>
      )}
      {way === 'accept' && may.accept && <AcceptForm {...shown} send={(given) => send(accept(given), 'accepted')} onClose={onClose} />}
      {way === 'decline' && may.decline && <DeclineForm {...shown} send={(given) => send(decline(given), 'declined')} onClose={onClose} />}
    </>
  );
}
