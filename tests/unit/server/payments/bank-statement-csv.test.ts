import { readBankStatement, StatementProblem } from '../../../../server/src/payments/statements';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, ours?: string) => readBankStatement(utf8(text), ours);
const HEAD = 'Buchungstag;Valutadatum;Auftraggeber/Empfänger;Verwendungszweck;Betrag;Währung';
const row = (date: string, amount: string, text = 'RF18539007547034'): string => `${HEAD}\n${date};${date};Ada GmbH;${text};${amount};EUR`;

describe("a bank's statement as CSV", () => {
  it.each([
    ['German, semicolons', `${HEAD}\n30.11.2026;30.11.2026;Ada GmbH;RF18 5390;"1.234,56";EUR`],
    ['English, commas', 'Date,Payer,Description,Amount,Currency\n2026-11-30,Ada GmbH,RF18 5390,1234.56,EUR'],
    ['tabs', 'Date\tPayer\tReference\tAmount (EUR)\n2026-11-30\tAda GmbH\tRF18 5390\t1,234.56'],
    ['a byte order mark', `\uFEFF${HEAD}\r\n30.11.2026;30.11.2026;Ada GmbH;RF18 5390;1234,56;EUR\r\n`],
    ['years of two digits, marks of old banks', `${HEAD}\n30.11.26;30.11.26;Ada GmbH;RF18 5390;1'234,56 EUR;EUR`],
    ['lines above the headings', `Konto;DE89 3704\nZeitraum;November\n\n${HEAD}\n30.11.2026;;Ada GmbH;RF18 5390;1.234,56;EUR`],
    [
      'two columns for what came and went',
      'Buchungsdatum;Name;Verwendungszweck;Soll;Haben;Währung\n30.11.2026;Ada GmbH;RF18 5390;;1.234,56;EUR',
    ],
    ['a column for the direction', 'Buchungstag;Name;Verwendungszweck;Umsatz;S/H;Währung\n30.11.2026;Ada GmbH;RF18 5390;1.234,56;H;EUR'],
    [
      'a currency in the heading',
      'Buchungsdatum;Zahlungspflichtige*r;Verwendungszweck;Betrag (€)\n30.11.2026;Ada GmbH;RF18 5390;1.234,56 €',
    ],
  ])('is read: %s', (_, text) => {
    expect(read(text.replace('Zahlungspflichtige*r', 'Zahlungspflichtige'))).toMatchObject([
      { date: '2026-11-30', amount: 123456, currency: 'EUR', from: 'Ada GmbH', text: 'RF18 5390', reversal: false },
    ]);
  });

  it.each([
    ['-12,00', -1200],
    ['12,00-', -1200],
    ['(12,00)', -1200],
    ['\u221212,00', -1200],
    ['12,00 S', -1200],
    ['+12,00', 1200],
    ['12', 1200],
    ['1.234.567,8', 123456780],
    ["1'234.50", 123450],
    ['1 234,50', 123450],
  ])('reads the amount %s', (written, amount) => {
    expect(read(row('30.11.2026', written))[0]?.amount).toBe(amount);
  });

  it('takes what leaves as negative, in a column of its own too', () => {
    const head = 'Buchungsdatum;Soll;Haben;Währung';
    expect(read(`${head}\n30.11.2026;5,00;;EUR\n30.11.2026;-6,00;;EUR`).map(({ amount }) => amount)).toEqual([-500, -600]);
    expect(read('Buchungstag;Umsatz;S/H;Währung\n30.11.2026;5,00;S;EUR')[0]?.amount).toBe(-500);
  });

  it('knows currencies without and with three decimals', () => {
    const head = 'Date;Amount;Currency';
    expect(read(`${head}\n2026-11-30;1234;JPY`)[0]?.amount).toBe(1234);
    expect(read(`${head}\n2026-11-30;1.2345,5;KWD`.replace('1.2345,5', '1.234,500'))[0]?.amount).toBe(1234500);
    expect(() => read(`${head}\n2026-11-30;12,5;JPY`)).toThrow('Line 2: "12,5" is no amount of JPY');
  });

  it('asks nobody to guess: an amount that may be thousands is refused, unless the file says what its decimals are', () => {
    expect(() => read(row('30.11.2026', '1.234'))).toThrow('Line 2: "1.234" could have three decimals, or be thousands');
    expect(read(`${row('30.11.2026', '1.234')}\n30.11.2026;;X;Y;7,50;EUR`).map(({ amount }) => amount)).toEqual([123400, 750]);
  });

  it.each([
    ['03/04/2026', 'Line 2: "03/04/2026" could be day and month'],
    ['31.02.2026', 'Line 2: "31.02.2026" is no date'],
    ['2026-13-01', 'is no date'],
    ['morgen', 'is no date'],
  ])('refuses the date %s and names the line', (date, problem) => {
    expect(() => read(row(date, '1,00'))).toThrow(problem);
  });

  it.each([
    ['25/04/2026', '2026-04-25'],
    ['04/25/2026', '2026-04-25'],
    ['05/05/2026', '2026-05-05'],
  ])('reads the date %s, which can be but one', (date, meant) => {
    expect(read(row(date, '1,00'))[0]?.date).toBe(meant);
  });

  it('names the right line where a text has several', () => {
    const text = `${HEAD}\n30.11.2026;;Ada;"RF18 5390\n0754 7034";1,00;EUR\n30.11.2026;;Ada;x;=1+1;EUR`;
    expect(() => read(text)).toThrow('Line 4: "=1+1" is no amount of EUR.');
  });

  it('leaves formulas as the text that they are', () => {
    const formula = `=cmd|' /C calc'!A0`;
    expect(read(row('30.11.2026', '1,00', formula))[0]?.text).toBe(formula);
  });

  it('leaves out what is not booked yet', () => {
    const head = 'Buchungstag;Betrag;Währung;Info';
    expect(read(`${head}\n30.11.26;1,00;EUR;Umsatz vorgemerkt\n30.11.26;2,00;EUR;Umsatz gebucht`)).toHaveLength(1);
  });

  it('takes the currency of the organisation where the file has none', () => {
    expect(read('Date;Amount\n2026-11-30;1.50', 'CHF')[0]?.currency).toBe('CHF');
    expect(() => read('Date;Amount\n2026-11-30;1.50')).toThrow('Line 2: The file does not say the currency.');
  });

  it('reads what old exports of banks are written in', () => {
    const bytes = Uint8Array.from(Buffer.from(row('30.11.2026', '1,00', 'für Müller'), 'latin1'));
    expect(readBankStatement(bytes)[0]?.text).toBe('für Müller');
  });

  it('names equal lines apart, and the same in every export', () => {
    const same = '30.11.2026;;Ada;Kaffee;1,00;EUR';
    const [first, second, other] = read(`${HEAD}\n${same}\n${same}\n30.11.2026;;Ada;Tee;1,00;EUR`);
    expect(new Set([first, second, other].map((line) => line?.bankReference)).size).toBe(3);
    expect(read(`${HEAD}\n${same}`)[0]?.bankReference).toBe(first?.bankReference);
    expect(read(`${HEAD}\n30.11.2026;;Bo;vorher;1,00;EUR\n${same}\n${same}`)[2]?.bankReference).toBe(second?.bankReference);
  });

  it.each([
    ['nothing', ''],
    ['no headings', 'a;b;c\n1;2;3'],
    ['a picture', '\u0089PNG\0\0\0'],
    ['a quote that never ends', `${HEAD}\n30.11.2026;;"${'x'.repeat(50_000)}`],
  ])('is refused: %s', (_, text) => {
    expect(() => read(text)).toThrow(StatementProblem);
  });

  it('is refused with 100,000 lines, in a second or two', () => {
    const text = `${HEAD}\n${'30.11.2026;;Ada;Kaffee;1,00;EUR\n'.repeat(100_000)}`;
    const started = process.cpuUsage();
    expect(() => read(text)).toThrow('more than 20000 lines');
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
  });
});
