import { describe, expect, it } from 'vitest';
import { redact, redactText } from '../../../main/core/apikey/redact.ts';

const key = 'sk-ant-api03-CANARYCANARYCANARYCANARYCANARY-0123';
const odd = `sk-ant-api03-CANARY'"$\`\\{}CANARY`;

describe('the last net', () => {
  it.each([
    key,
    odd,
    `before ${key} after`,
    `ANTHROPIC_API_KEY=${key}`,
    `export ANTHROPIC_API_KEY='CANARY without a prefix'`,
    `{"ANTHROPIC_API_KEY":"CANARY"}`,
    `x-api-key: CANARY0123`,
    `Authorization: Bearer CANARY0123`,
    JSON.stringify({ key }),
    JSON.stringify(JSON.stringify({ key })),
    encodeURIComponent(key).replaceAll('-', '%2D'),
    Buffer.from(key).toString('hex'),
    Buffer.from(key).toString('base64'),
    Buffer.from(`x${key}`).toString('base64'),
    Buffer.from(`xy${key}`).toString('base64url'),
  ])('catches %j', (text) => {
    expect(redactText(text)).not.toMatch(/CANARY|Q0FOQVJZ|NBTkFSW|DQU5BUl|43414e415259/);
  });

  it.each<[string, unknown]>([
    ['an error', new Error(key)],
    ['the cause of an error', new Error('x', { cause: new Error(key) })],
    ['an object', { a: { b: [key] } }],
    ['a name in an object', { [key]: 1 }],
    ['a map', new Map([[key, { key }]])],
    ['a set', new Set([key])],
    ['bytes', Buffer.from(key)],
    ['an address', new URL(`https://x.test/?k=${key}`)],
    ['something with a text of its own', { toJSON: () => key }],
    ['a function', () => key],
  ])('looks into %s', (_, value) => {
    expect(JSON.stringify(redact(value))).not.toContain('CANARY');
  });

  it('is done soon with a text of any length that begins like the name of a key again and again', () => {
    const text = 'AWS_'.repeat(100_000);
    expect(redactText(text)).toBe(text);
  });

  it('leaves the rest as it is, masks included, and ends on circles', () => {
    const circle: Record<string, unknown> = { a: 1 };
    circle['self'] = circle;
    expect(redact(circle)).toEqual({ a: 1, self: '[circular]' });
    expect(redactText('stopped web after 30 min; key sk-ant-…AbCd')).toBe('stopped web after 30 min; key sk-ant-…AbCd');
  });

  it('is done with a megabyte in no time', () => {
    const startMs = performance.now();
    redactText(`: ${'x'.repeat(1_000_000)}`);
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});
