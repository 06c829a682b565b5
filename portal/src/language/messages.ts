import type { Language } from '../../../plugin/vocabulary';
import type english from '../messages/en.json';
import { once } from '../parts/fetch-part';

/** Ids of all messages: those of the English file, which is the measure for the others. */
export type MessageId = keyof typeof english;
export type Messages = Record<MessageId, string>;

const FILES: Record<Language, () => Promise<{ default: Messages }>> = {
  en: once(() => import('../messages/en.json')),
  de: once(() => import('../messages/de.json')),
};

/** A language's messages, in a chunk of their own. */
export const loadMessages = async (language: Language): Promise<Messages> => (await FILES[language]()).default;
