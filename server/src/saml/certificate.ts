import { X509Certificate } from 'node:crypto';

/** What an editor wants to know of a certificate. */
export interface CertificateFacts {
  pem: string;
  /** Who it names. */
  subject: string;
  notBefore: Date;
  notAfter: Date;
  /** SHA-256 in pairs of hex digits, to compare with what the provider shows. */
  fingerprint: string;
}

/** Shortest RSA key that is still taken (NIST SP 800-131A). */
const MIN_BITS = 2048;

/** A certificate's base64, without the lines around it that some tools put into metadata, too, and without space. */
export const bareCertificate = (text: string): string => text.replace(/-----(?:BEGIN|END)(?: (?:X509|TRUSTED))? CERTIFICATE-----|\s/gu, '');

/**
 * Reads a certificate in PEM or plain base64. `unreadable`: it is none; `weak-key`: its key cannot
 * verify what `checks/11-algorithms.ts` allows. That it expired is told, not refused: in SAML a
 * certificate only carries a key, which an administrator chose to trust (SAML Metadata Interoperability
 * Profile 2.6.1), and providers let them run out.
 */
export function readCertificate(text: string): CertificateFacts | 'unreadable' | 'weak-key' {
  const base64 = bareCertificate(text);
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(base64)) return 'unreadable';
  const lines = base64.match(/.{1,64}/gu) ?? [];
  const pem = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    return 'unreadable';
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < MIN_BITS) return 'weak-key';
  return {
    pem,
    subject: certificate.subject.replaceAll('\n', ', '),
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
    fingerprint: certificate.fingerprint256,
  };
}
