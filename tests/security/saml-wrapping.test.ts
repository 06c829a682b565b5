import { verifyResponse } from '../../server/src/saml/verify-response';
import { base64, createIdentityProvider, type IdentityProvider } from '../support/saml/identity-provider';
import { createPortal, outcomeOf, without } from '../support/saml/portal';
import { signedPart, wrap, type Wrapping } from '../support/saml/wrapping';

let idp: IdentityProvider;
beforeAll(async () => {
  idp = await createIdentityProvider();
});

const VARIANTS: Wrapping[] = [1, 2, 3, 4, 5, 6, 7, 8];

describe('signature wrapping', () => {
  it.each(VARIANTS)('XSW%d is refused before the library sees it', async (variant) => {
    const portal = await createPortal([idp.keys.certificatePem]);
    const signed = await idp.xml(portal.ask(), {}, { sign: signedPart(variant) });
    const wrapped = wrap(signed, variant, 'the-attacker');
    expect(wrapped).toContain('the-attacker');
    expect(wrapped).toContain('person-7f3a');
    expect(await outcomeOf(portal.provider.verifyResponse(base64(wrapped)))).toBe('saml-not-one-assertion');
    expect(portal.requests.size).toBe(1);
  });

  it.each(VARIANTS)('XSW%d is refused by the place of its signature too, or reads what was signed', async (variant) => {
    const portal = await createPortal([idp.keys.certificatePem]);
    const signed = await idp.xml(portal.ask(), {}, { sign: signedPart(variant) });
    const pipeline = without('saml-not-one-assertion');
    const outcome = verifyResponse(portal.parts, base64(wrap(signed, variant, 'the-attacker')), pipeline);
    const subject = await outcome.then(
      (account) => account.subject,
      () => 'refused',
    );
    expect(['refused', 'person-7f3a']).toContain(subject);
  });

  it.each(VARIANTS)('XSW%d never makes the attacker of it, even with the library alone to stop it', async (variant) => {
    const portal = await createPortal([idp.keys.certificatePem]);
    const signed = await idp.xml(portal.ask(), {}, { sign: signedPart(variant) });
    const pipeline = without('saml-not-one-assertion', 'saml-misplaced-signature', 'saml-signature-shape', 'saml-unsigned');
    const outcome = verifyResponse(portal.parts, base64(wrap(signed, variant, 'the-attacker')), pipeline);
    const subject = await outcome.then(
      (account) => account.subject,
      () => 'refused',
    );
    expect(['refused', 'person-7f3a']).toContain(subject);
  });

  it('leaves alone what is not wrapped', async () => {
    const portal = await createPortal([idp.keys.certificatePem]);
    for (const sign of ['response', 'assertion', 'both'] as const) {
      expect(await outcomeOf(portal.provider.verifyResponse(await idp.respond(portal.ask(), {}, { sign })))).toBe('accepted');
    }
  });
});

// Shapes that made verifiers read one part of a signature and use another (CVE-2025-29774, CVE-2025-29775).
describe('a signature that is put together unusually', () => {
  const twice = (xml: string, part: string): string => xml.replace(new RegExp(`<ds:${part}[ >].*?</ds:${part}>`, 'su'), '$&$&');
  it.each([
    ['two SignedInfo', (xml: string) => twice(xml, 'SignedInfo'), 'saml-misplaced-signature'],
    ['two SignatureValue', (xml: string) => twice(xml, 'SignatureValue'), 'saml-signature-shape'],
    ['two DigestValue', (xml: string) => twice(xml, 'DigestValue'), 'saml-signature-shape'],
    ['a comment in the digest', (xml: string) => xml.replace('<ds:DigestValue>', '$&<!--x-->'), 'saml-comment'],
    [
      'a third transform',
      (xml: string) => xml.replace('</ds:Transforms>', '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/>$&'),
      'saml-signature-shape',
    ],
    ['a SignedInfo in KeyInfo', (xml: string) => xml.replace('<ds:KeyInfo>', '$&<ds:SignedInfo/>'), 'saml-signature-shape'],
    ['a reference to everything', (xml: string) => xml.replace(/URI="#[^"]*"/u, 'URI=""'), 'saml-misplaced-signature'],
    [
      'an id that two have',
      (xml: string) => xml.replace(/<saml:Subject>/u, `<saml:Subject ID="${/Assertion [^>]*ID="([^"]*)"/u.exec(xml)?.[1] ?? ''}">`),
      'saml-misplaced-signature',
    ],
    [
      'an id that breaks out of an XPath',
      (xml: string) => xml.replaceAll(/(?<=ID="|#)_[0-9a-f]+/gu, "x']|//*['"),
      'saml-misplaced-signature',
    ],
  ] as const)('is refused: %s', async (_what, after, code) => {
    const portal = await createPortal([idp.keys.certificatePem]);
    expect(await outcomeOf(portal.provider.verifyResponse(await idp.respond(portal.ask(), {}, { after })))).toBe(code);
  });
});
