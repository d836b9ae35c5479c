import { createHmac, randomBytes } from 'node:crypto';
import type { Secret } from '../secret.ts';

/**
 * Tells keys apart without keeping them: a hash whose own key lives in this object only, so that it says nothing outside of it.
 */
export class KeyHasher {
  readonly #hashKey = randomBytes(32);

  hash(secret: Secret): string {
    return createHmac('sha256', this.#hashKey).update(secret.reveal()).digest('base64');
  }
}
