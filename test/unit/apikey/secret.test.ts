import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../main/core/apikey/secret.ts';

const value = 'sk-ant-api03-canary';

describe('a secret', () => {
  const secret = new Secret(value);

  it.each<[string, () => string]>([
    ['String()', () => String(secret)],
    ['a template', () => `${secret as unknown as string}`],
    ['concatenation', () => 'key: ' + (secret as unknown as string)],
    ['JSON', () => JSON.stringify({ secret })],
    ['inspect', () => inspect({ secret }, { showHidden: true, depth: 9 })],
    ['format', () => format('%s %o %j', secret, secret, secret)],
    ['its properties', () => Reflect.ownKeys(secret).map(String).join()],
    ['a copy', () => JSON.stringify({ ...secret })],
    ['an error', () => new Error(`${String(secret)}`).stack ?? ''],
  ])('is not seen through %s', (_, write) => {
    expect(write()).not.toContain(value);
  });

  it('is given out only when asked for', () => {
    expect(secret.reveal()).toBe(value);
  });
});
