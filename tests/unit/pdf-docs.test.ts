import fs from 'node:fs';
import path from 'node:path';

const read = (file: string): string => fs.readFileSync(path.resolve(__dirname, '../..', file), 'utf8');

it('docs/pdf-templates.md shows the shape that templates are given, as it is', () => {
  expect(read('docs/pdf-templates.md')).toContain(read('plugin/pdf-document.ts'));
});
