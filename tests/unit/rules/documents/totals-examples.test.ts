import { totalsOf } from '../../../../plugin/rules/documents/totals';
import { AmountTooLarge } from '../../../../plugin/rules/money/decimal';
import { adjustment, documentOf, GST_18, line, taxRate, terms } from './documents';

const figures = ({ net, tax, gross }: { net: number; tax: number; gross: number }) => [net, tax, gross];
const both = ['document', 'line'] as const;

describe('figures that others came to', () => {
  const exempt = taxRate('0', { category: 'E' });
  const standard = taxRate('25');

  test('the example with allowances of Peppol BIS Billing 3.0: 5900, 1225, 7125, and 6125 after 1000 prepaid', () => {
    const totals = totalsOf(
      documentOf(
        [
          line('10', '410', standard, { discount: { amount: 100_00 } }),
          line('10', '100', exempt),
          line('10', '100', standard, { discount: { amount: 100_00 } }),
        ],
        { discounts: [adjustment({ amount: 200_00 }, standard)], charges: [adjustment({ amount: 200_00 }, standard)] },
      ),
      terms(),
      1000_00,
    );
    expect(figures(totals)).toEqual([5900_00, 1225_00, 7125_00]);
    expect(totals).toMatchObject({ lineNet: 5900_00, discount: 200_00, charge: 200_00, prepaid: 1000_00, due: 6125_00 });
    expect(totals.taxes.map(({ taxable, tax }) => [taxable, tax])).toEqual([
      [4900_00, 1225_00],
      [1000_00, 0],
    ]);
  });

  test('the base example of Peppol BIS Billing 3.0, with goods returned: 1325, 331.25, 1656.25', () => {
    const document = documentOf([line('7', '400', standard), line('-3', '500', standard)], {
      charges: [adjustment({ amount: 25_00 }, standard)],
    });
    expect(figures(totalsOf(document, terms()))).toEqual([1325_00, 331_25, 1656_25]);
  });

  test.each([
    ['document', 15_33],
    ['line', 15_34],
  ] as const)('55.55 and 11.11 at 23 %%: tax by %s is %i (odoo#36675)', (taxRounding, tax) => {
    const document = documentOf([line('1', '55.55', taxRate('23')), line('1', '11.11', taxRate('23'))]);
    expect(totalsOf(document, terms({ taxRounding })).tax).toBe(tax);
  });

  test.each([
    ['document', 37_98],
    ['line', 38_00],
  ] as const)('ten lines of 3.60 at 5.5 %%: gross by %s is %i (odoo#155833)', (taxRounding, gross) => {
    const document = documentOf(Array.from({ length: 10 }, () => line('1', '3.60', taxRate('5.5'))));
    expect(totalsOf(document, terms({ taxRounding })).gross).toBe(gross);
  });

  test.each(both)('16 at 348.35, 4 %% off, 22 %%: 6527.81 by %s (odoo#37896)', (taxRounding) => {
    const document = documentOf([line('16', '348.35', taxRate('22'), { discount: { percent: '4' } })]);
    expect(figures(totalsOf(document, terms({ taxRounding })))).toEqual([5350_66, 1177_15, 6527_81]);
  });

  test.each([
    ['document', 138_10, 6_90],
    ['line', 138_09, 6_91],
  ] as const)('90 and 55 with 5 %% included stay 145.00 by %s (ERPNext, pull request 42523)', (taxRounding, net, tax) => {
    const document = documentOf([line('1', '90', taxRate('5')), line('1', '55', taxRate('5'))]);
    expect(figures(totalsOf(document, terms({ taxRounding, pricesIncludeTax: true })))).toEqual([net, tax, 145_00]);
  });
});

describe('a document', () => {
  test('without a line comes to nothing', () => {
    expect(totalsOf(documentOf([]), terms())).toEqual({
      lines: [],
      discounts: [],
      charges: [],
      lineNet: 0,
      discount: 0,
      charge: 0,
      net: 0,
      tax: 0,
      gross: 0,
      taxes: [],
      prepaid: 0,
      due: 0,
    });
  });

  test.each([
    ['JPY', 1235, 124],
    ['EUR', 1234_57, 123_46],
    ['KWD', 1234_568, 123_457],
    ['CLF', 1234_5678, 123_4568],
  ])('in %s is rounded to its digits', (currency, net, tax) => {
    expect(totalsOf(documentOf([line('1', '1234.56784', taxRate('10'))]), terms({ currency }))).toMatchObject({ net, tax });
  });

  test('rounds a line once, after quantity, rate and discount', () => {
    // 0.325 × 3.40 is 1.105, half of it 0.5525; half of a rounded 1.11 would be 0.56.
    const { lines } = totalsOf(documentOf([line('0.325', '3.4', null, { discount: { percent: '50' } }), line('3', '0.005')]), terms());
    expect(lines.map(({ amount, discount, net }) => [amount, discount, net])).toEqual([
      [1_11, 56, 55],
      [2, 0, 2],
    ]);
  });

  test('takes the same off what is returned as off what was sold', () => {
    const discounts = [{ amount: 10_00 }, { percent: '12.5' }];
    for (const discount of discounts) {
      const [sold, returned] = totalsOf(
        documentOf([line('2', '50.01', null, { discount }), line('-2', '50.01', null, { discount })]),
        terms(),
      ).lines;
      expect([returned!.amount, returned!.discount, returned!.net]).toEqual([-sold!.amount, -sold!.discount, -sold!.net]);
    }
  });

  test('shows tax of lines that adds up to that of their rate, the larger remainder first', () => {
    // 0.198 each, 1.98 in all: eight get 0.20 and two 0.19.
    const { lines } = totalsOf(documentOf(Array.from({ length: 10 }, () => line('1', '3.60', taxRate('5.5')))), terms());
    expect(lines.map(({ tax }) => tax)).toEqual([20, 20, 20, 20, 20, 20, 20, 20, 19, 19]);
  });

  test('puts an odd tax over CGST and SGST', () => {
    const { taxes } = totalsOf(documentOf([line('1', '100.05', GST_18)]), terms({ currency: 'INR' }));
    expect(taxes).toMatchObject([
      {
        tax: 18_01,
        parts: [
          { name: 'CGST', tax: 9_01 },
          { name: 'SGST', tax: 9_00 },
        ],
      },
    ]);
  });

  test('takes rates for one that are one by category, percentage and parts, and lists the highest first', () => {
    const rates = [
      taxRate('7'),
      taxRate('19'),
      taxRate('19.0', { id: 'x', name: 'Other' }),
      taxRate('19', { parts: [{ name: 'A', percent: '19' }] }),
    ];
    const { taxes } = totalsOf(documentOf([...rates.map((rate) => line('1', '10', rate)), line('1', '10')]), terms());
    expect(taxes.map(({ rate, taxable }) => [rate.percent, rate.parts.length, taxable])).toEqual([
      ['19', 1, 10_00],
      ['19', 0, 20_00],
      ['7', 0, 10_00],
    ]);
  });

  test('spreads a discount over the rates of its lines', () => {
    const document = documentOf([line('1', '300', taxRate('20')), line('1', '100', taxRate('10')), line('1', '100')], {
      discounts: [adjustment({ percent: '10' }, 'as-lines')],
    });
    const totals = totalsOf(document, terms());
    expect(totals.discounts[0]!.shares.map(({ rate, net, tax }) => [rate?.percent, net, tax])).toEqual([
      ['20', 30_00, 6_00],
      ['10', 10_00, 1_00],
      [undefined, 10_00, 0],
    ]);
    expect(figures(totals)).toEqual([450_00, 63_00, 513_00]);
  });

  test('takes a discount off prices that include tax as off what is paid', () => {
    const document = documentOf([line('1', '119', taxRate('19'))], { discounts: [adjustment({ amount: 11_90 }, 'as-lines')] });
    expect(figures(totalsOf(document, terms({ pricesIncludeTax: true })))).toEqual([90_00, 17_10, 107_10]);
  });

  test('discounts what has no lines too', () => {
    const document = documentOf([], { charges: [adjustment({ amount: 5_00 }, 'as-lines'), adjustment({ percent: '5' }, 'as-lines')] });
    expect(figures(totalsOf(document, terms()))).toEqual([5_00, 0, 5_00]);
  });

  test('is refused where its figures are too large to be exact, or its currency is none', () => {
    const most = line('1000000000', '1000000000000');
    expect(() => totalsOf(documentOf([most]), terms())).toThrow(AmountTooLarge);
    expect(() => totalsOf(documentOf([line('1', '90071992547409.91'), line('1', '0.01')]), terms())).toThrow(AmountTooLarge);
    expect(() => totalsOf(documentOf([]), terms({ currency: 'XXX' }))).toThrow(RangeError);
  });

  test('of 500 lines is whole', () => {
    const { gross, lines } = totalsOf(documentOf(Array.from({ length: 500 }, () => line('3', '33.333333', taxRate('7.7')))), terms());
    expect(gross).toBe(50000_00 + 3850_00);
    expect(lines).toHaveLength(500);
  });
});
