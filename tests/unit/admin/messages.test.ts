import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import german from '../../../admin/src/translations/de.json';
import english from '../../../admin/src/translations/en.json';

/** Names of the values that a message takes, branches of plurals included. */
function argumentsOf(message: string, locale: string): string[] {
  const names = new Set<string>();
  const walk = (nodes: unknown): void => {
    if (Array.isArray(nodes)) return nodes.forEach(walk);
    if (typeof nodes !== 'object' || nodes === null) return;
    const { type, value } = nodes as { type?: number; value?: unknown };
    // 0 is literal text; all else that has a name is an argument.
    if (typeof value === 'string' && type !== 0) names.add(value);
    Object.values(nodes).forEach(walk);
  };
  walk(new IntlMessageFormat(message, locale).getAst());
  return [...names].sort();
}

const folder = path.resolve(__dirname, '../../../admin/src');
const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/u.test(name))
  .map((name) => readFileSync(path.join(folder, name), 'utf8'))
  .join('\n');

/** Whether the code names a message, whole or as the beginning of a template (`tabs.audience.${…}`). */
const named = (id: string): boolean => {
  const parts = id.split('.');
  const beginnings = parts.slice(1).map((_, at) => `\`${parts.slice(0, at + 1).join('.')}.\${`);
  return source.includes(`'${id}'`) || beginnings.some((beginning) => source.includes(beginning));
};

describe("messages of the admin's screens", () => {
  test('are the same in every language', () => {
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
  });

  test.each(Object.keys(english) as (keyof typeof english)[])('%s takes the same values everywhere, and is used', (id) => {
    expect(argumentsOf(german[id], 'de')).toEqual(argumentsOf(english[id], 'en'));
    expect(german[id].trim()).not.toBe('');
    expect(named(id)).toBe(true);
  });
});
