import { SAML_METADATA_PROBLEMS, readSamlMetadata } from '../../server/src/saml';
import { base64, createIdentityProvider, type IdentityProvider } from '../support/saml/identity-provider';
import { createPortal, outcomeOf } from '../support/saml/portal';

let idp: IdentityProvider;
beforeAll(async () => {
  idp = await createIdentityProvider();
});

const MANY = 20_000;
const times = (most: number, one: (index: number) => string): string => Array.from({ length: most }, (_, index) => one(index)).join('');

/** XML of many parts: what the parser or the library reads in quadratic time. */
const SHAPES: Record<string, string> = {
  elements: times(MANY, () => '<a/>'),
  'elements of a namespace each': times(5000, (i) => `<a xmlns="u${i}"/>`),
  'attributes of one element': `<a ${times(9000, (i) => `b${i}="" `)}/>`,
  'namespaces of one element': `<a ${times(5000, (i) => `xmlns:b${i}="u" `)}/>`,
  'namespaces, and elements below that add one': `<a ${times(2500, (i) => `xmlns:b${i}="u" `)}>${times(2500, (i) => `<c xmlns:d="v${i}"/>`)}</a>`,
  levels: `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`,
  'levels that are not closed': '<a>'.repeat(MANY),
  ids: times(5000, (i) => `<a ID="i${i}"/>`),
  transforms: times(
    1500,
    () => '<ds:Transform xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>',
  ),
  'angle brackets': '<'.repeat(70_000),
  'an open tag of names': `<a ${'b '.repeat(35_000)}`,
  'equals signs and space': `<a b${'= '.repeat(30_000)}>`,
};

describe('a response of many parts', () => {
  it.each(Object.keys(SHAPES))('%s: is refused before anything expensive', async (name) => {
    const portal = await createPortal([idp.keys.certificatePem]);
    const xml = (await idp.xml(portal.ask())).replace('</saml:AttributeValue>', `${SHAPES[name] ?? ''}</saml:AttributeValue>`);
    const begun = performance.now();
    expect(await outcomeOf(portal.provider.verifyResponse(base64(xml)))).toMatch(/^saml-(?:too-large|malformed)$/u);
    expect(performance.now() - begun).toBeLessThan(400);
  });

  it('is taken with two hundred and fifty groups', async () => {
    const portal = await createPortal([idp.keys.certificatePem]);
    const groups = Array.from({ length: 250 }, (_, index) => `group-${index}`);
    const said = { attributes: { mail: ['ada@example.com'], groups } };
    expect(await outcomeOf(portal.provider.verifyResponse(await idp.respond(portal.ask(), said)))).toBe('accepted');
  });

  it.each(Object.keys(SHAPES))('%s: is refused as metadata, too', (name) => {
    const xml = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x">${(SHAPES[name] ?? '').repeat(2)}</md:EntityDescriptor>`;
    const begun = performance.now();
    expect(() => readSamlMetadata(xml, new Date())).toThrow(
      expect.objectContaining({ code: expect.stringMatching(Object.keys(SAML_METADATA_PROBLEMS).join('|')) }),
    );
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});
