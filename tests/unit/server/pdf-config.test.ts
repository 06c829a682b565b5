import os from 'node:os';
import path from 'node:path';
import { parseConfig } from '../../../config';
import { createPdf } from '../../../server/src/platform/pdf';
import type { Strapi } from '../../../server/src/platform/strapi';

const start = (pdf: object) => createPdf({ config: { get: () => ({ pdf }) } } as unknown as Strapi);

describe('where PDFs find templates and fonts', () => {
  it('is nowhere but in the plugin unless a project says so', () => {
    expect(parseConfig({}).pdf).toEqual({ fonts: [], timeoutSeconds: 30 });
    expect(() => start({})).not.toThrow();
  });

  it('is absolute, on any system', () => {
    for (const folder of ['/srv/pdf', 'C:\\pdf', 'c:/pdf', '\\\\server\\pdf'])
      expect(parseConfig({ pdf: { templates: folder } }).pdf.templates).toBe(folder);
    expect(() => parseConfig({ pdf: { templates: './pdf' } })).toThrow('pdf.templates: is not an absolute path');
    expect(() => parseConfig({ pdf: { fonts: ['/fonts', 'fonts'] } })).toThrow('pdf.fonts.1: is not an absolute path');
  });

  it('is there when Strapi starts', () => {
    const gone = path.join(os.tmpdir(), 'no-such-folder');
    expect(() => start({ templates: os.tmpdir(), fonts: [os.tmpdir(), __filename] })).not.toThrow();
    expect(() => start({ templates: gone })).toThrow(`pdf.templates in config/plugins is no folder: ${gone}`);
    expect(() => start({ templates: __filename })).toThrow('is no folder');
    expect(() => start({ fonts: [gone] })).toThrow(`pdf.fonts in config/plugins names what is not there: ${gone}`);
  });
});
