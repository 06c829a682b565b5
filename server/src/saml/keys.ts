import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto';
import type { SamlKeys } from './types';

const YEARS = 10;

/**
 * A key pair of ours and a certificate that carries its public half, since metadata carries keys so
 * (SAML Metadata 2.4.1.1). Self-signed: the other side trusts it because an administrator put it
 * there, not because of who signed it. 3072 bits last past 2030 (NIST SP 800-57 part 1).
 */
export async function createSamlKeys(name: string, now: Date, bits = 3072): Promise<SamlKeys> {
  // Needed once in a connection's life: loaded then. The certificate library wants the first before it.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const signingAlgorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(
    { ...signingAlgorithm, modulusLength: bits, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ['sign', 'verify'],
  );
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    name: [{ CN: [name] }],
    notBefore: now,
    notAfter: until,
    signingAlgorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true),
    ],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return {
    privateKeyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificatePem: `${certificate.toString('pem').trim()}\n`,
  };
}
