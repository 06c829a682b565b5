import { parseConfig } from '../../../../config';

const parsed = (returnOrigins: unknown) => parseConfig({ payments: { returnOrigins } }).payments.returnOrigins;

describe('origins that customers are led back to', () => {
  it('are none unless the team names some', () => {
    expect(parseConfig({}).payments.returnOrigins).toEqual([]);
    expect(parsed(['https://shop.example.com', 'http://localhost:8080'])).toEqual(['https://shop.example.com', 'http://localhost:8080']);
  });

  it.each([
    'https://shop.example.com/',
    'https://shop.example.com/orders',
    'shop.example.com',
    'https://*.example.com/',
    'javascript:alert(1)',
    '*',
  ])('are origins and no more: %s', (one) => {
    expect(() => parsed([one])).toThrow(/payments\.returnOrigins\.0: is (?:no|more than an) origin like/u);
  });
});
