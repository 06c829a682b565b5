import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../../..');
const text = fs.readFileSync(path.join(ROOT, 'docs/payment-providers.md'), 'utf8');

/** The provider and its test as docs/payment-providers.md shows them: loading the test runs the suite against the provider. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'payment-provider-docs-'));
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

const EXAMPLE = ['src/payments/acme-pay.ts', 'tests/acme-pay.test.ts'];
for (const file of EXAMPLE) {
  const [, block] = text.split('```ts\n').flatMap((part) => (part.startsWith(`// ${file}\n`) ? ['', part.split('\n```\n')[0] ?? ''] : []));
  if (block === undefined) throw new Error(`docs/payment-providers.md shows no ${file}.`);
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), block);
}
describe('the example of docs/payment-providers.md', () => {
  jest.requireActual(path.join(folder, 'tests/acme-pay.test.ts'));
});

describe('what docs/payment-providers.md says', () => {
  it('names every hook of the suite', () => {
    const hooks = fs.readFileSync(path.join(ROOT, 'testing/conformance/hooks.ts'), 'utf8');
    const [, acts = ''] = /export interface Acts \{([\s\S]*?)\n\}/u.exec(hooks) ?? [];
    const names = [...acts.matchAll(/^ {2}(\w+)\??\(/gmu)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !text.includes(`\`${name}(`))).toEqual([]);
  });

  it("names the sandbox's buttons as they are called", () => {
    const words = JSON.parse(fs.readFileSync(path.join(ROOT, 'server/payment-sandbox/messages/en.json'), 'utf8')) as Record<string, string>;
    const plain = (given: string): string => given.replaceAll('\u2011', '-').replaceAll('\u00a0', ' ');
    const buttons = Object.entries(words).filter(([id]) => /^(?:choice\.[a-z-]+|do\.(?!page)\w+|leave)$/u.test(id));
    expect(buttons.length).toBeGreaterThan(10);
    expect(buttons.map(([, word]) => plain(word)).filter((word) => !plain(text).includes(word))).toEqual([]);
  });
});
