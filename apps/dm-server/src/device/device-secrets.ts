import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 1;
const KEY_ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
  readonly id: Buffer;
  readonly encryption: Buffer;
  readonly proof: Buffer;
}

/**
 * Keeps the secrets of devices: AES-256-GCM under a key from the environment, bound to the device and the purpose. They
 * are encrypted and not slow-hashed, because Digest and PSK need them and a password hash for each package could not
 * be paid for. Several keys make rotation possible: the first encrypts, all decrypt.
 */
export class DeviceSecrets {
  private readonly keys: readonly Key[];

  /** @param keys 32 bytes each; the first is the current one. */
  constructor(keys: readonly Uint8Array[]) {
    if (keys.length === 0) throw new Error('at least one key is needed');
    this.keys = keys.map((key) => ({
      id: createHash('sha256').update('dm2 key id\0').update(key).digest().subarray(0, KEY_ID_BYTES),
      encryption: derive(key, 'dm2 device secret'),
      proof: derive(key, 'dm2 credential proof'),
    }));
  }

  /** Version, key id, nonce, ciphertext, tag. */
  encrypt(deviceKey: string, purpose: string, secret: Uint8Array): Buffer {
    const key = this.current();
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key.encryption, iv);
    cipher.setAAD(Buffer.from(`${deviceKey}\0${purpose}`));
    const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([Buffer.from([VERSION]), key.id, iv, ciphertext, cipher.getAuthTag()]);
  }

  /** @throws Error if it was encrypted under a key that is not there, for something else, or has been changed. */
  decrypt(deviceKey: string, purpose: string, stored: Uint8Array): Buffer {
    const bytes = Buffer.from(stored);
    const id = bytes.subarray(1, 1 + KEY_ID_BYTES);
    const key = this.keys.find((candidate) => candidate.id.equals(id));
    if (bytes[0] !== VERSION || !key) {
      throw new Error(`the key ${id.toString('hex')} of a device secret is not among those of DM_SECRET_KEY`);
    }
    const at = 1 + KEY_ID_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', key.encryption, bytes.subarray(at, at + IV_BYTES));
    decipher.setAAD(Buffer.from(`${deviceKey}\0${purpose}`));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    return Buffer.concat([
      decipher.update(bytes.subarray(at + IV_BYTES, bytes.length - TAG_BYTES)),
      decipher.final(),
    ]);
  }

  /**
   * What is stored beside a password so that a package is authenticated by one comparison, in the statement that
   * takes the session's lock: without the key it tells nothing of the password.
   */
  proof(scheme: string, name: string, password: string): string {
    return proofUnder(this.current(), scheme, name, password);
  }

  /** The proof under each key: a device registered before a rotation is still let in. */
  proofs(scheme: string, name: string, password: string): string[] {
    return this.keys.map((key) => proofUnder(key, scheme, name, password));
  }

  private current(): Key {
    const [key] = this.keys;
    if (!key) throw new Error('at least one key is needed');
    return key;
  }
}

function proofUnder(key: Key, scheme: string, name: string, password: string): string {
  const hmac = createHmac('sha256', key.proof);
  for (const part of [scheme, name, password]) {
    const bytes = Buffer.from(part, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hmac.update(length).update(bytes);
  }
  return hmac.digest('base64url');
}

function derive(key: Uint8Array, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, new Uint8Array(), label, 32));
}
