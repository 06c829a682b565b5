import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import german from '../../../portal/src/messages/de.json';
import english from '../../../portal/src/messages/en.json';
import { ERRORS } from '../../../plugin/contract/errors';

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

/** All of the portal's code as one text. */
const source = readdirSync(path.resolve(__dirname, '../../../portal/src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/u.test(name))
  .map((name) => readFileSync(path.resolve(__dirname, '../../../portal/src', name), 'utf8'))
  .join('\n');

describe('messages of the portal', () => {
  it('have the same ids in every language', () => {
    expect(Object.keys(german)).toEqual(Object.keys(english));
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
      /^(?:(?:error|event|factor|field\.(?:customer|contact)|option|language|account\.kind|off|state|history|rich|list\.show|no-access|sign-in\.problem)\.|details\.(?:customer|contact)$)/u;
    const unused = Object.keys(english).filter((id) => !dynamic.test(id) && !source.includes(`'${id}'`) && !source.includes(`"${id}"`));
    expect(unused).toEqual([]);
  });
});
