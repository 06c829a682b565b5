import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import type { Language } from '../../../plugin/vocabulary';
import { portal } from '../portal-data';
import { useSessionQuery } from '../session/session';
import { storage } from '../storage';
import { chooseLanguage, parseStored, regionalTag, type StoredLanguage } from './choose';
import { loadMessages, type Messages } from './messages';

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

/** A language whose messages are there. */
export interface LoadedLanguage {
  language: Language;
  messages: Messages;
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
export function LanguageProvider({ initial, children }: { initial: LoadedLanguage; children: ReactNode }) {
  const [loaded, setLoaded] = useState(initial);
  const { data: session } = useSessionQuery();

  const show = useCallback(async (language: Language) => {
    const messages = await loadMessages(language);
    setLoaded({ language, messages });
  }, []);

  const choose = useCallback(
    async (language: Language, contact?: string) => {
      await show(language);
      remember(contact === undefined ? { language } : { language, contact });
    },
    [show],
  );

  const contact = session?.contact;
  useEffect(() => {
    if (!contact) return;
    const language = currentLanguage(contact);
    // The sign-in page of the next visit speaks it from the start.
    if (language === contact.language) remember({ language });
    void show(language).catch(() => undefined);
  }, [contact, show]);

  useEffect(() => {
    document.documentElement.lang = loaded.language;
  }, [loaded.language]);

  const value = useMemo(() => ({ language: loaded.language, choose }), [loaded.language, choose]);
  return (
    <Context.Provider value={value}>
      <IntlProvider
        locale={regionalTag(loaded.language, navigator.languages)}
        messages={loaded.messages}
        defaultLocale={portal.defaultLanguage}
      >
        {children}
      </IntlProvider>
    </Context.Provider>
  );
}
