import type { EditorActivityKind } from '../../../plugin/activity-kinds';
import type { Strapi } from '../platform/strapi';
import { activityOf, type Client } from './service';

/** Whose request it is: what every handler for editors is given. */
interface Call {
  editor: { email: string };
  http: Client;
}

/**
 * Notes what an editor did, after it was done. `detail` names things as they are called now: they may be
 * called otherwise later, or be gone. Never a secret, nor a value of a setting.
 */
export const noteOf =
  (strapi: Strapi) =>
  ({ editor, http }: Call, kind: EditorActivityKind, detail = ''): Promise<void> =>
    activityOf(strapi).record({ kind, email: '', editor: editor.email, client: { ip: http.ip, userAgent: http.userAgent }, detail });

/** Longest list of keys, UTF-16 units: with a name before it, it fits into a detail. */
const MOST_KEYS = 180;

/** `Acme: enabled, domains`: a name, where there is one, and what changed of it; of very much the first, and `…`. Pure. */
export function changeOf(name: string, keys: readonly string[]): string {
  let told = keys.join(', ');
  if (told.length > MOST_KEYS) told = `${told.slice(0, told.lastIndexOf(', ', MOST_KEYS))}, …`;
  return [name, told].filter(Boolean).join(': ');
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The names of what differs between two objects of settings; of nested ones by path, of lists as a whole. Pure. */
export function changedKeys(before: unknown, after: unknown, above = ''): string[] {
  const [old, next] = [before, after].map((value) => (isObject(value) ? value : {})) as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])].flatMap((key) => {
    const [was, is] = [old[key], next[key]];
    if (isObject(was) && isObject(is)) return changedKeys(was, is, `${above}${key}.`);
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [`${above}${key}`];
  });
}
