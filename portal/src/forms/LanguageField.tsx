import { useId } from 'react';
import type { Language } from '../../../plugin/vocabulary';
import { useLanguage } from '../language/LanguageProvider';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { Field } from './Field';
import css from './forms.module.css';

/** The language of the pages, as a field of a form; absent where there is only one. */
export function LanguageField() {
  const { t } = useText();
  const { language, choose } = useLanguage();
  const id = useId();
  if (portal.languages.length < 2) return null;
  return (
    <Field id={id} label={t('language.label')}>
      {(control) => (
        <select {...control} className={css.control} value={language} onChange={(event) => void choose(event.target.value as Language)}>
          {portal.languages.map((each) => (
            <option key={each} value={each} lang={each}>
              {t(`language.${each}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
