import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const b64 = (data: Uint8Array): string => Buffer.from(data).toString('base64url');
const uint = (value: number, bytes: 2 | 4): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};

/** What a test bends about an answer. */
export interface Bend {
  origin?: string;
  rpId?: string;
  type?: string;
  challenge?: string;
  /** Clears the flag "user verified" (PIN or biometrics). */
  unverified?: boolean;
  /** Signs with a key of somebody else's. */
  foreignKey?: boolean;
  signCount?: number;
}

interface Options {
  challenge: string;
  rp?: { id?: string };
  rpId?: string;
}

/** An authenticator in software: it answers WebAuthn options as a browser with a passkey would (ES256, no attestation). */
export class SoftwarePasskey {
  readonly id = b64(randomBytes(32));
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private count = 0;

  constructor(private readonly origin = 'http://localhost:1337') {}

  private clientData(type: string, options: Options, bend: Bend): Buffer {
    const { origin = this.origin, challenge = options.challenge } = bend;
    return Buffer.from(JSON.stringify({ type: bend.type ?? type, challenge, origin, crossOrigin: false }));
  }

  private authenticatorData(rpId: string, bend: Bend, attested?: Buffer): Buffer {
    // Flags: user present, user verified, attested credential data (WebAuthn §6.1).
    const flags = 0x01 | (bend.unverified ? 0 : 0x04) | (attested ? 0x40 : 0);
    this.count += 1;
    const count = bend.signCount ?? this.count;
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), uint(count, 4), attested ?? Buffer.alloc(0)]);
  }

  private publicKey(): Uint8Array {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    // COSE_Key: EC2, ES256, P-256 (RFC 9053 §7.1.1).
    return isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
      ]),
    );
  }

  /** The answer to creation options. */
  create(options: Options, bend: Bend = {}): Record<string, unknown> {
    const id = Buffer.from(this.id, 'base64url');
    const attested = Buffer.concat([Buffer.alloc(16), uint(id.length, 2), id, Buffer.from(this.publicKey())]);
    const authData = this.authenticatorData(bend.rpId ?? options.rp?.id ?? '', bend, attested);
    const attestationObject = isoCBOR.encode(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ]) as never,
    );
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: b64(this.clientData('webauthn.create', options, bend)),
        attestationObject: b64(attestationObject),
        transports: ['internal'],
      },
    };
  }

  /** The answer to request options. */
  get(options: Options, bend: Bend = {}): Record<string, unknown> {
    const clientData = this.clientData('webauthn.get', options, bend);
    const authenticatorData = this.authenticatorData(bend.rpId ?? options.rpId ?? '', bend);
    const key: KeyObject = bend.foreignKey ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : this.keys.privateKey;
    const signature = createSign('sha256')
      .update(Buffer.concat([authenticatorData, sha256(clientData)]))
      .sign(key);
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: b64(clientData), authenticatorData: b64(authenticatorData), signature: b64(signature) },
    };
  }
}
