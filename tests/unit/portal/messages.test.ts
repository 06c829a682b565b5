import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { ERRORS } from '../../../plugin/contract/errors';
import moreEnglish from '../../../portal/src/messages/en.json';
import firstEnglish from '../../../portal/src/messages/first/en.json';
import { english, german } from './messages';

const files = { en: english, de: german } as Record<string, Record<string, string>>;

/** Names of the values that a message needs, at any depth. */
function argumentsOf(message: string, locale: string): string[] {
  const names = new Set<string>();
  const walk = (nodes: unknown): void => {
    if (Array.isArray(nodes)) return nodes.forEach(walk);
    if (typeof nodes !== 'object' || nodes === null) return;
    const node = nodes as { type?: number; value?: unknown };
    // Literals are 0 and the number sign is 7; all else is an argument by its name.
    if (typeof node.value === 'string' && node.type !== 0) names.add(node.value);
    Object.values(node).forEach(walk);
  };
  walk(new IntlMessageFormat(message, locale).getAst());
  return [...names].sort();
}

const ROOT = path.resolve(__dirname, '../../../portal/src');
const textOf = (files: Iterable<string>): string => [...files].map((file) => readFileSync(file, 'utf8')).join('\n');

/** All of the portal's code as one text. */
const source = textOf(
  readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/u.test(name))
    .map((name) => path.join(ROOT, name)),
);

/** What the entry imports statically: the code of the first load. */
function firstLoad(file = path.join(ROOT, 'main.tsx'), seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s(?!type\s)(?:[^'";]*?\sfrom\s+)?'(\.[^']+)';$/gmu)) {
    const imported = ['.ts', '.tsx'].map((end) => path.resolve(path.dirname(file), `${name}${end}`)).find((one) => existsSync(one));
    if (imported?.startsWith(ROOT)) firstLoad(imported, seen);
  }
  return seen;
}

const says = (text: string, id: string): boolean => text.includes(`'${id}'`) || text.includes(`"${id}"`);

describe('messages of the portal', () => {
  it('have the same ids in every language', () => {
    expect(Object.keys(german)).toEqual(Object.keys(english));
    expect(Object.keys(english)).toHaveLength(Object.keys(firstEnglish).length + Object.keys(moreEnglish).length);
  });

  it.each(Object.keys(english))('%s takes the same values in every language', (id) => {
    const [en, de] = [files['en']?.[id] ?? '', files['de']?.[id] ?? ''];
    expect(argumentsOf(de, 'de')).toEqual(argumentsOf(en, 'en'));
    expect(de.trim()).not.toBe('');
  });

  it('say what every error code means', () => {
    for (const code of [...Object.keys(ERRORS), 'network', 'unexpected']) expect(english).toHaveProperty([`error.${code}`]);
  });

  it('keep the tone: no please, no oops, no exclamation marks', () => {
    for (const message of [...Object.values(english), ...Object.values(german)]) {
      expect(message).not.toMatch(/!|\bplease\b|\boops\b|\bsorry\b|\bbitte\b/iu);
    }
  });

  it('are all used', () => {
    const dynamic =
      /^(?:(?:error|event|factor|field\.(?:customer|contact)|option|language|account\.kind|nav\.documents|document\.type|document\.state|documents\.column|answer\.(?:by|said)|home\.sum|home\.months|statement\.(?:period|kind|age)|project\.state|entry\.approval|people\.state|role|home\.task|off|state|history|rich|list\.show|no-access|sign-in\.problem|emails\.(?:topic|help)|payment\.(?:state|failure|ended|refund)|method\.kind|pay\.next|related\.payment)\.|details\.(?:customer|contact)$)/u;
    const unused = Object.keys(english).filter((id) => !dynamic.test(id) && !says(source, id));
    expect(unused).toEqual([]);
  });

  it('are in the first load where it says them, and only there', () => {
    const first = textOf(firstLoad());
    expect(first).toContain("t('sign-in.title')");
    const dynamic = /^(?:error|sign-in\.problem|language|account\.kind|nav\.documents)\./u;
    expect(Object.keys(moreEnglish).filter((id) => says(first, id) || dynamic.test(id))).toEqual([]);
    expect(Object.keys(firstEnglish).filter((id) => !says(first, id) && !dynamic.test(id))).toEqual([]);
  });
});
