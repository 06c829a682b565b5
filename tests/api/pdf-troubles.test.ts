import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PdfOptions } from '../../server/src/platform/pdf';
import { CREATED, engine, LOGO, read, sample, templates } from '../support/pdf';

/** Loops for minutes. */
const ENDLESS = '#let n = 0\n#for i in range(30000) { for j in range(3000) { n = n + 1 } }\n#n';
/** Takes the process down: a value that is nested deeper than the stack. */
const DEADLY = '#let it = [x]\n#for i in range(300000) { it = (it,) }\n#repr(it)';

const open: ReturnType<typeof engine>[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** An engine with templates of the team. */
function withTemplates(files: Record<string, string>, options: Partial<PdfOptions> = {}) {
  const one = engine({ templates: templates(files), ...options });
  open.push(one);
  const make = (template: string, data: object = {}) => one.render(template, data, { created: CREATED });
  return Object.assign(one, { make });
}

const works = async (one: ReturnType<typeof engine>): Promise<void> => {
  const { bytes } = await one.render('document', sample(), { created: CREATED, files: LOGO });
  expect((await read(bytes)).text).toContain('€2,820.04');
};

/** Waits until something is so: processes end when they end. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a template of the team', () => {
  it('takes the place of ours, and may use its parts', async () => {
    const text =
      '#import "/customer-portal/parts.typ": data, page-setup, total-table\n#show: page-setup.with(data)\nOurs: #data.number\n#total-table(data)';
    const { make } = withTemplates({ 'document.typ': text });
    const found = (await read((await make('document', sample())).bytes)).text;
    expect(found).toContain('Ours: INV-2026-0042');
    expect(found).toContain('€2,820.04');
    expect(found).not.toContain('How to pay');
  });

  it('is read anew for each document', async () => {
    const fs = await import('node:fs');
    const folder = templates({ 'note.typ': 'before' });
    const one = engine({ templates: folder });
    open.push(one);
    const text = async () => (await read((await one.render('note', {}, { created: CREATED })).bytes)).text;
    expect(await text()).toBe('before');
    fs.writeFileSync(`${folder}/note.typ`, 'after');
    expect(await text()).toBe('after');
  });

  it('that is wrong is told with its file and line', async () => {
    const one = withTemplates({
      'broken.typ': 'fine\n#data.nothing',
      'open.typ': '#let x = (',
      'asking.typ': '#json(bytes(sys.inputs.data)).total',
    });
    await expect(one.make('broken')).rejects.toMatchObject({
      name: 'PdfError',
      reason: 'template',
      message: expect.stringContaining('broken.typ:2: unknown variable: data'),
      problems: [{ file: 'broken.typ', line: 2, column: 2, message: expect.any(String) }],
    });
    await expect(one.make('open')).rejects.toMatchObject({ reason: 'template', message: expect.stringContaining('unclosed delimiter') });
    await expect(one.make('asking', { sum: 1 })).rejects.toMatchObject({ message: expect.stringContaining('total') });
    await expect(one.make('absent')).rejects.toMatchObject({ reason: 'template', message: 'There is no template "absent".' });
    await expect(one.make('../document')).rejects.toMatchObject({ reason: 'template' });
    await works(one);
  });

  it('reads no file outside of its folder', async () => {
    const one = withTemplates({
      'up.typ': `#read("../../etc/passwd")`,
      'root.typ': '#read("/etc/passwd")',
      'deep.typ': '#read("/x/../../../etc/hostname")',
    });
    for (const name of ['up', 'root', 'deep']) {
      await expect(one.make(name)).rejects.toMatchObject({
        reason: 'template',
        message: expect.stringMatching(/access denied|not found/u),
      });
    }
  });

  it('loads no package, and calls nobody', async () => {
    const asked: string[] = [];
    const listener = http.createServer().on('connect', (request) => asked.push(request.url ?? ''));
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const before = process.env.HTTPS_PROXY;
    process.env.HTTPS_PROXY = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    try {
      const one = withTemplates({ 'package.typ': '#import "@preview/cetz:0.3.0": canvas' });
      await expect(one.make('package')).rejects.toMatchObject({ reason: 'template', message: expect.stringContaining('package') });
      expect(asked).toEqual([]);
    } finally {
      if (before === undefined) delete process.env.HTTPS_PROXY;
      else process.env.HTTPS_PROXY = before;
      listener.close();
    }
  });

  it('prints with configured fonts only, not with those of the machine', async () => {
    const one = withTemplates({ 'fonts.typ': '#set text(font: "DejaVu Sans")\nfont of the machine' });
    const { bytes } = await one.make('fonts');
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('DejaVu');
  });
});

describe('a document that cannot be made', () => {
  it('is given up when it takes too long, and the next one is made by another process', async () => {
    const one = withTemplates({ 'endless.typ': ENDLESS }, { timeoutMs: 3000 });
    await works(one);
    const before = one.pids();
    await expect(one.make('endless')).rejects.toMatchObject({ reason: 'timeout', message: expect.stringContaining('3 seconds') });
    await works(one);
    expect(one.pids()).toHaveLength(1);
    expect(one.pids()).not.toEqual(before);
  });

  it('takes its process down and nothing else', async () => {
    const one = withTemplates({ 'deadly.typ': DEADLY });
    const [deadly, next] = await Promise.allSettled([
      one.make('deadly'),
      one.render('document', sample(), { created: CREATED, files: LOGO }),
    ]);
    expect(deadly).toMatchObject({ status: 'rejected', reason: { reason: 'died', message: expect.stringMatching(/SIG|code/u) } });
    expect(next).toMatchObject({ status: 'fulfilled' });
  });

  it('is told when its process is killed', async () => {
    const one = withTemplates({ 'endless.typ': ENDLESS });
    const made = one.make('endless');
    process.kill(one.pids()[0] as number, 'SIGKILL');
    await expect(made).rejects.toMatchObject({ reason: 'died' });
    await works(one);
  });

  it('is refused when too many wait', async () => {
    const one = withTemplates({ 'endless.typ': ENDLESS, 'note.typ': 'note' }, { waiting: 2 });
    const first = one.make('endless');
    const waiting = [one.make('note'), one.make('note')];
    await expect(one.make('note')).rejects.toMatchObject({ reason: 'busy' });
    process.kill(one.pids()[0] as number, 'SIGKILL');
    await expect(first).rejects.toMatchObject({ reason: 'died' });
    expect(await Promise.all(waiting)).toHaveLength(2);
  });

  it('is refused when it is too large', async () => {
    const one = withTemplates({});
    await expect(one.make('document', { text: 'x'.repeat(5_000_000) })).rejects.toMatchObject({ reason: 'too-large' });
    const files = { 'logo.png': new Uint8Array(13 * 1024 * 1024) };
    await expect(one.render('document', sample(), { created: CREATED, files })).rejects.toMatchObject({ reason: 'too-large' });
    expect(one.pids()).toEqual([]);
  });

  it('says which picture is broken, and the next document has its own', async () => {
    const one = withTemplates({});
    const broken = { 'sample-logo.svg': Buffer.from('<svg') };
    await expect(one.render('document', sample(), { created: CREATED, files: broken })).rejects.toMatchObject({ reason: 'template' });
    await works(one);
    await expect(one.render('document', sample(), { created: CREATED })).rejects.toMatchObject({
      reason: 'template',
      message: expect.stringContaining('sample-logo.svg'),
    });
    await expect(
      one.render('document', sample(), { created: CREATED, files: { '../x.svg': LOGO['sample-logo.svg'] } }),
    ).rejects.toMatchObject({
      reason: 'template',
    });
  });
});

describe('processes', () => {
  it('start with the first document, and end when none came for a while', async () => {
    const one = withTemplates({}, { idleMs: 1 });
    expect(one.pids()).toEqual([]);
    await works(one);
    await until(() => one.pids().length === 0);
    await works(one);
  });

  it('are as many as may be while documents wait', async () => {
    const one = withTemplates({}, { processes: 2 });
    await Promise.all(Array.from({ length: 6 }, () => works(one)));
    expect(one.pids()).toHaveLength(2);
  });

  it('end with Strapi, and documents fail', async () => {
    const one = withTemplates({ 'endless.typ': ENDLESS });
    const made = one.make('endless');
    const [pid] = one.pids();
    one.close();
    await expect(made).rejects.toMatchObject({ reason: 'closed' });
    await expect(one.make('document', sample())).rejects.toMatchObject({ reason: 'closed' });
    const isThere = (): boolean => {
      try {
        return process.kill(pid as number, 0);
      } catch {
        return false;
      }
    };
    await until(() => !isThere());
  });
});
