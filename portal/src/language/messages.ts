import type { Language } from '../../../plugin/vocabulary';
import type more from '../messages/en.json';
import type first from '../messages/first/en.json';
import { once } from '../parts/fetch-part';

/** Ids of all messages: those of the English files, which are the measure for the others. */
export type MessageId = keyof typeof first | keyof typeof more;
/** Of those of the parts nothing is there before `moreWords`; what the first load says, says nothing of them (messages.test.ts). */
export type Messages = Record<MessageId, string>;

type File = () => Promise<{ default: Partial<Messages> }>;

/** What is said before a part is shown: sign-in, the frame, Home and every error. */
const FIRST: Record<Language, File> = {
  en: once(() => import('../messages/first/en.json')),
  de: once(() => import('../messages/first/de.json')),
};

/** What the parts say. */
const MORE: Record<Language, File> = {
  en: once(() => import('../messages/en.json')),
  de: once(() => import('../messages/de.json')),
};

/** A language whose messages are there: of the first load, or all. */
interface Words {
  language: Language;
  all: boolean;
}
interface LoadedWords extends Words {
  messages: Messages;
}

let shown: LoadedWords | undefined;
/** What is to be shown as soon as it is there. */
let wanted: Words | undefined;
const listeners = new Set<() => void>();

async function load(words: Words): Promise<LoadedWords> {
  const files = await Promise.all([FIRST[words.language](), ...(words.all ? [MORE[words.language]()] : [])]);
  return { ...words, messages: Object.assign({}, ...files.map((file) => file.default)) as Messages };
}

/** Shows what is wanted. Whoever changes that meanwhile is waited for as well. */
async function settle(): Promise<void> {
  const asked = wanted;
  if (!asked || asked === shown) return;
  try {
    const loaded = await load(asked);
    if (wanted !== asked) return await settle();
    shown = wanted = loaded;
  } catch (error) {
    if (wanted === asked) wanted = shown;
    throw error;
  }
  for (const listener of listeners) listener();
}

/** Speaks a language. Throws where its words do not come, and goes on in the one before. */
export async function showLanguage(language: Language): Promise<void> {
  if (wanted?.language !== language) wanted = { language, all: wanted?.all ?? false };
  await settle();
}

/** Fetches the words of the parts, before one of them is shown. */
export async function moreWords(): Promise<void> {
  if (wanted && !wanted.all) wanted = { ...wanted, all: true };
  await settle();
}

export const words = {
  current: (): LoadedWords => {
    if (!shown) throw new Error('No language is shown yet.');
    return shown;
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
