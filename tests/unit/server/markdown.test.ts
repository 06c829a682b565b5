import { markdownErrors, markdownProblem } from '../../../server/src/fields/markdown';
import type { LevelledField } from '../../../server/src/fields/levels';

describe('Markdown of a customer', () => {
  it.each([
    '# Title\n\nSome *words*, `code` and a [link](https://example.org/a?b=c#d).',
    'Less than 3 < 4, and a < b; a <- b; <3',
    '[mail](mailto:a@example.org) [phone](tel:+49301234) [here](/prices) [there](#end) [up](../x?q=a:b)',
    '![plan](https://example.org/plan.png "The plan")',
    'Ratio 3:4, and JavaScript: the good parts (javascript:)',
    '&lt;b&gt; is how bold is written',
  ])('is taken: %j', (text) => {
    expect(markdownProblem(text)).toBeUndefined();
  });

  it.each([
    '<script>alert(1)</script>',
    'a <IMG src=x onerror=alert(1)>',
    '</p>',
    '<!-- x -->',
    '<?php ?>',
    '`<b>`',
    '<https://example.org>',
    '<svg/onload=alert(1)>',
    '<a\n href="x">',
  ])('holds no HTML: %j', (text) => {
    expect(markdownProblem(text)?.code).toBe('html');
  });

  it.each([
    '[a](javascript:alert(1))',
    '[a](JAVASCRIPT:alert(1))',
    '[a](&#106;avascript:alert(1))',
    '[a](java&Tab;script:alert(1))',
    '[a](java&NewLine;script:alert(1))',
    '[a](&#x1;javascript:alert(1))',
    '[a](vbscript:x)',
    '![a](data:image/svg+xml;base64,PHN2Zz4=)',
    '[a]\n\n[a]: javascript:alert(1)',
    '[a](file:///etc/passwd)',
    '[a](java\\script:x)',
    '[a](javascript&colon;alert(1))',
  ])('holds no link that runs something: %j', (text) => {
    expect(markdownProblem(text)?.code).toBe('unsafe-link');
  });

  it('is of a length that costs nothing to look at', () => {
    expect(markdownProblem('['.repeat(20_001))?.code).toBe('too-long');
  });

  it('may stay as the team published it, in components too', () => {
    const fields = [
      { name: 'body', type: 'multiline', markdown: true, level: 'optional' },
      {
        name: 'parts',
        type: 'component',
        multiple: true,
        level: 'optional',
        fields: [{ name: 'text', type: 'multiline', markdown: true, level: 'optional' }],
      },
    ] as unknown as LevelledField[];
    const published = { body: '<b>ours</b>\r\nline', parts: [{ text: 'fine' }] };
    expect(markdownErrors(fields, { body: '<b>ours</b>\nline', parts: [{ text: 'fine' }] }, published)).toEqual([]);
    const errors = markdownErrors(fields, { body: '<b>mine</b>', parts: [{ text: 'fine' }, { text: '<i>' }] }, published);
    expect(errors.map(({ path, code }) => [path.join('.'), code])).toEqual([
      ['body', 'html'],
      ['parts.1.text', 'html'],
    ]);
  });
});
