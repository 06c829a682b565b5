import fs from 'node:fs';
import path from 'node:path';

const read = (file: string): string => fs.readFileSync(path.resolve(__dirname, '../..', file), 'utf8');

it.each(['plugin/pdf-document.ts', 'plugin/pdf-statement.ts'])('docs/pdf-templates.md shows the shape of %s, as it is', (shape) => {
  expect(read('docs/pdf-templates.md')).toContain(read(shape));
});
