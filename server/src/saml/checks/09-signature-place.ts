import type { Envelope } from '../message';
import { below, is, type XmlDocument } from '../xml';
import type { Check } from './check';

/** An xs:ID without the letters that nobody uses; also safe in the library's XPath expressions. */
const ID = /^[A-Za-z_][\w.-]{0,255}$/u;

/** Every attribute that a verifier could take for an id. */
const idsOf = ({ elements }: XmlDocument): string[] =>
  elements.flatMap(({ attributes }) =>
    Array.from(attributes)
      .filter(({ localName }) => localName.toLowerCase() === 'id')
      .map(({ value }) => value),
  );

/**
 * A signature stands right in what it signs, the response or the assertion, one in each at most, and
 * refers to it by an id that nothing else has (SAML Core 5.4.1, 5.4.2). With that the verified element
 * and the one that is read cannot be two (signature wrapping).
 */
export const signaturePlace: Check<Envelope> = {
  code: 'saml-misplaced-signature',
  refuses({ outer, inner, assertion }) {
    for (const document of inner ? [outer, inner] : [outer]) {
      const ids = idsOf(document);
      if (ids.some((id) => !ID.test(id)) || new Set(ids).size !== ids.length) return 'ids are not unique';
      const signatures = document.elements.filter(({ localName }) => localName === 'Signature');
      for (const signature of signatures) {
        const parent = [outer.root, assertion].find((element) => element === signature.parentNode);
        if (!parent) return 'a signature elsewhere';
        if (signatures.some((other) => other !== signature && other.parentNode === parent)) return 'two signatures';
        const references = below(signature).filter((element) => is(element, 'signature', 'Reference'));
        if (references.length !== 1 || references[0]?.getAttribute('URI') !== `#${parent.getAttribute('ID')}`) {
          return 'a signature over something else';
        }
      }
    }
    return false;
  },
};
