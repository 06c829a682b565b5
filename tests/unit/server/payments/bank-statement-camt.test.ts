import { readBankStatement, StatementProblem } from '../../../../server/src/payments/statements';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const statement = (entries: string, version = '08', declaration = DECLARATION): string =>
  `${declaration}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>` +
  `<Stmt><Id>1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>${entries}</Stmt></BkToCstmrStmt></Document>`;
const read = (entries: string, version?: string) => readBankStatement(utf8(statement(entries, version)));

const ref = (name: string, text: string): string => (text ? `<${name}>${text}</${name}>` : '');
const details = (text: string, { name = 'Ada GmbH', own = '', amount = '', pty = true } = {}): string =>
  `<TxDtls><Refs>${ref('AcctSvcrRef', own)}<EndToEndId>NOTPROVIDED</EndToEndId></Refs>${amount && `<Amt Ccy="EUR">${amount}</Amt>`}` +
  `<RltdPties><Dbtr>${pty ? `<Pty><Nm>${name}</Nm></Pty>` : `<Nm>${name}</Nm>`}</Dbtr></RltdPties>` +
  `<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls>`;
const entry = (inside: string, { amount = '1234.56', direction = 'CRDT', status = '<Cd>BOOK</Cd>', more = '', own = 'B1' } = {}): string =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd>${more}<Sts>${status}</Sts><BookgDt><Dt>2026-11-30</Dt></BookgDt>` +
  `${ref('AcctSvcrRef', own)}<NtryDtls>${inside}</NtryDtls></Ntry>`;

describe("a bank's statement as CAMT.053", () => {
  it('is read in version 08 and later', () => {
    for (const version of ['08', '13']) {
      expect(read(entry(details('Rechnung RF18 5390')), version)).toEqual([
        {
          line: 1,
          date: '2026-11-30',
          amount: 123456,
          currency: 'EUR',
          from: 'Ada GmbH',
          text: 'Rechnung RF18 5390',
          bankReference: 'B1',
          reversal: false,
        },
      ]);
    }
  });

  it('is read in version 02, where names and states stand elsewhere', () => {
    expect(read(entry(details('x', { pty: false }), { status: 'BOOK' }), '02')).toMatchObject([{ from: 'Ada GmbH', amount: 123456 }]);
  });

  it('is read with a prefix for its namespace', () => {
    const text = statement(entry(details('x')))
      .replace('xmlns=', 'xmlns:c=')
      .replace(/<(\/?)([A-Z])/gu, '<$1c:$2');
    expect(readBankStatement(utf8(text))).toMatchObject([{ amount: 123456, text: 'x' }]);
  });

  it('has a line for each transaction of a batch', () => {
    const batch = details('RF18', { amount: '1000.00', own: 'T1' }) + details('RF19', { name: 'Bo', amount: '234.56' });
    expect(read(entry(batch) + entry(details('x'), { own: 'B2' }))).toMatchObject([
      { line: 1, amount: 100000, from: 'Ada GmbH', bankReference: 'T1' },
      { line: 2, amount: 23456, from: 'Bo', bankReference: 'B1/2' },
      { line: 3, bankReference: 'B2' },
    ]);
  });

  it('has one line for a batch whose parts have no amounts', () => {
    expect(read(entry(details('RF18') + details('RF19')))).toMatchObject([{ amount: 123456, text: 'RF18 RF19' }]);
  });

  it('reads the structured reference, and the text of the entry where there is no other', () => {
    const structured = '<TxDtls><RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>';
    expect(read(entry(structured))[0]?.text).toBe('RF18539007547034');
    expect(
      read(
        '<Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2026-11-30T23:00:00</DtTm></BookgDt><AddtlNtryInf>Zinsen</AddtlNtryInf></Ntry>',
      ),
    ).toMatchObject([{ text: 'Zinsen', date: '2026-11-30', amount: 100 }]);
  });

  it('tells what left, what takes back, and leaves out what is not booked', () => {
    const back = '<RvslInd>true</RvslInd>';
    const lines = read(
      entry(details('x'), { direction: 'DBIT' }) + entry(details('x'), { more: back }) + entry(details('x'), { status: '<Cd>PDNG</Cd>' }),
    );
    expect(lines).toMatchObject([
      { amount: -123456, reversal: false },
      { amount: 123456, reversal: true },
    ]);
  });

  it('names lines that the bank gives no name by what they say', () => {
    const lines = read(entry(details('x'), { own: 'NONREF' }).repeat(2) + entry(details('y'), { own: '' }));
    expect(new Set(lines.map(({ bankReference }) => bankReference)).size).toBe(3);
    expect(lines.map(({ bankReference }) => bankReference)).not.toContain('NONREF');
  });

  it('is read in the encoding that it declares', () => {
    const text = statement(entry(details('für Müller')), '08', '<?xml version="1.0" encoding="ISO-8859-1"?>');
    expect(readBankStatement(Uint8Array.from(Buffer.from(text, 'latin1')))[0]?.text).toBe('für Müller');
    expect(() => readBankStatement(utf8(statement('', '08', '<?xml version="1.0" encoding="EBCDIC"?>')))).toThrow('encoding ebcdic');
  });

  it('is refused where it is not written as it says', () => {
    const bytes = Uint8Array.from(Buffer.from(statement(entry(details('für Müller'))), 'latin1'));
    expect(() => readBankStatement(bytes)).toThrow('not written in utf-8');
  });

  it.each([
    ['a billion laughs', `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;">]><Document>&b;</Document>`],
    ['a file of the server', `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${statement('')}`],
    ['an entity that nobody declared', statement(entry(details('&lol;')))],
    ['one that is cut off', statement(entry(details('x'))).slice(0, -30)],
    ['another message', statement('').replace('camt.053', 'camt.054')],
    ['another namespace', statement('').replace('urn:iso', 'urn:evil')],
    ['HTML', '<html><body>Log in</body></html>'],
    ['an amount with a sign', statement(entry(details('x'), { amount: '-5' }))],
    ['an amount with a comma', statement(entry(details('x'), { amount: '5,00' }))],
    ['an amount finer than cents', statement(entry(details('x'), { amount: '5.001' }))],
    ['an amount beyond all numbers', statement(entry(details('x'), { amount: '9'.repeat(400) }))],
    ['a currency that there is not', statement(entry(details('x')).replace('Ccy="EUR"', 'Ccy="ZZZ"'))],
    ['no direction', statement(entry(details('x'), { direction: 'BOTH' }))],
    ['a day that there is not', statement(entry(details('x')).replace('2026-11-30', '2026-11-31'))],
    ['50,000 levels', statement('<a>'.repeat(50_000) + '</a>'.repeat(50_000))],
  ])('is refused: %s', (_, text) => {
    expect(() => readBankStatement(utf8(text))).toThrow(StatementProblem);
  });

  it('is refused in UTF-16 as well, where it has a document type', () => {
    const text = `\uFEFF<!DOCTYPE d [<!ENTITY x "y">]>${statement('')}`;
    expect(() => readBankStatement(Uint8Array.from(Buffer.from(text, 'utf16le')))).toThrow('document type');
  });

  it('is read in little time where it is as long as may be sent', () => {
    const one = entry(details('Rechnung RF18 5390 0754 7034'));
    const started = process.cpuUsage();
    const lines = read(one.repeat(Math.floor((5 * 1024 * 1024 - 1000) / one.length)));
    expect(lines.length).toBeGreaterThan(9000);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(10);
  });
});
