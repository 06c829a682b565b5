import { useState, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { Button } from '../ui/Button';

interface AskForMailProps {
  title: string;
  intro: string;
  form: (onSent: (email: string) => void) => ReactNode;
  /** What is said once it is on its way. */
  sent: (email: string) => string[];
  again: string;
}

/** Asks for an address, then says that something was mailed to it: the same for every address, known or not. */
export function AskForMail({ title, intro, form, sent, again }: AskForMailProps) {
  const { t } = useText();
  const [sentTo, setSentTo] = useState<string>();
  const back = (
    <p>
      <Link to="/sign-in">{t('back-to-sign-in')}</Link>
    </p>
  );
  return sentTo === undefined ? (
    <Page key="ask" title={title}>
      <p className={css.muted}>{intro}</p>
      {form(setSentTo)}
      {back}
    </Page>
  ) : (
    <Page key="sent" title={t('sent.title')}>
      {sent(sentTo).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>
        <Button onClick={() => setSentTo(undefined)}>{again}</Button>
      </p>
      {back}
    </Page>
  );
}
