import { useEffect, useId } from 'react';
import { Outlet } from 'react-router-dom';
import type { Language } from '../../../plugin/vocabulary';
import { useLanguage } from '../language/LanguageProvider';
import { useText } from '../language/useText';
import { AHEAD_MS, fetchAhead, loadsLittle } from '../parts/fetch-part';
import { portal } from '../portal-data';
import { announce } from '../ui/announce';
import { SupportLine } from '../ui/SupportLine';
import css from './page.module.css';
import { PublicFrame } from './PublicFrame';

/** Pages for who is not signed in: one column, nothing beside it. */
export default function PublicLayout() {
  useEffect(() => {
    const timer = setTimeout(() => void (loadsLittle() || fetchAhead('signed-out')), AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <PublicFrame
      foot={
        <>
          <LanguageSelect />
          <SupportLine />
        </>
      }
    >
      <Outlet />
    </PublicFrame>
  );
}

/** Which language the page speaks. */
export function LanguageSelect() {
  const { t } = useText();
  const { language, choose } = useLanguage();
  const id = useId();
  if (portal.languages.length < 2) return null;
  return (
    <p className={css.language}>
      <label htmlFor={id}>{t('language.label')}</label>
      <select
        id={id}
        value={language}
        onChange={(event) => void choose(event.target.value as Language).catch(() => announce(t('error.network')))}
      >
        {portal.languages.map((each) => (
          <option key={each} value={each} lang={each}>
            {t(`language.${each}`)}
          </option>
        ))}
      </select>
    </p>
  );
}
