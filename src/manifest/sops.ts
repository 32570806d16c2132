import { asObject, Json } from './model';

/**
 * Whether SOPS encrypted values of an object. Whoever applies it (Flux, Argo CD with a plugin) decrypts it first, and takes the field `sops` away.
 * @see https://getsops.io/docs/#encryption-protocol
 */
export function isEncrypted(object: Json): boolean {
  return typeof asObject(object.sops).mac === 'string';
}

/** Whether a value is what SOPS made of another one, of whatever type. */
export function isEncryptedValue(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('ENC[') && value.endsWith(']');
}
