import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import type { Language } from '../../../plugin/vocabulary';
import { portal } from '../portal-data';
import { useSessionQuery } from '../session/session';
import { storage } from '../storage';
import { chooseLanguage, parseStored, regionalTag, type StoredLanguage } from './choose';
import { showLanguage, words } from './messages';

const KEY = 'customer-portal.language';

const remember = (choice: StoredLanguage) => storage.write(KEY, JSON.stringify(choice));

/** The language for this browser and, once known, for who is signed in. */
export function currentLanguage(contact?: SessionInfo['contact']): Language {
  return chooseLanguage({
    languages: portal.languages,
    defaultLanguage: portal.defaultLanguage,
    browser: navigator.languages,
    stored: parseStored(storage.read(KEY), portal.languages),
    contact,
  });
}

interface LanguageContext {
  language: Language;
  /** Shows another language and remembers it; with a contact, for that contact on this browser. Throws where its words do not come. */
  choose: (language: Language, contact?: string) => Promise<void>;
}

const Context = createContext<LanguageContext | undefined>(undefined);

/** The language of the pages and the means to change it. */
export function useLanguage(): LanguageContext {
  const context = useContext(Context);
  if (!context) throw new Error('useLanguage needs a LanguageProvider.');
  return context;
}

/** Gives react-intl its messages and follows the language of whoever signs in. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const { language, messages } = useSyncExternalStore(words.subscribe, words.current);
  const { data: session } = useSessionQuery();

  const contact = session?.contact;
  useEffect(() => {
    if (!contact) return;
    const theirs = currentLanguage(contact);
    // The sign-in page of the next visit speaks it from the start.
    if (theirs === contact.language) remember({ language: theirs });
    void showLanguage(theirs).catch(() => undefined);
  }, [contact]);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const value = useMemo(() => ({ language, choose }), [language]);
  return (
    <Context.Provider value={value}>
      <IntlProvider locale={regionalTag(language, navigator.languages)} messages={messages} defaultLocale={portal.defaultLanguage}>
        {children}
      </IntlProvider>
    </Context.Provider>
  );
}

async function choose(language: Language, contact?: string): Promise<void> {
  await showLanguage(language);
  remember(contact === undefined ? { language } : { language, contact });
}
