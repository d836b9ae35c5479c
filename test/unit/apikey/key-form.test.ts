import { describe, expect, it } from 'vitest';
import { keyFormMessage } from '../../../main/core/apikey/key-words.ts';
import { checkKeyForm, maskKey } from '../../../main/core/apikey/key-form.ts';
import { Secret } from '../../../main/core/apikey/secret.ts';
import { inEnglish } from '../../support/said.ts';

const good = 'sk-ant-api03-0123456789012345678901234567890123456789-AbCd';

describe('the form of a key', () => {
  it.each([good, `  ${good}\r\n`, `sk-ant-api03-${'!"#$%&\'()*+,./:;<=>?@[]^_`{|}~'}`])('accepts %j', (pasted) => {
    const form = checkKeyForm(pasted);
    expect(form.ok && form.key.reveal() === pasted.trim()).toBe(true);
  });

  it.each([
    ['', 'empty'],
    ['  \n', 'empty'],
    [`${good}\n${good}`, 'line-break'],
    [`${good.slice(0, 20)} ${good.slice(20)}`, 'spaces'],
    [`${good.slice(0, 20)}\u0007${good.slice(20)}`, 'control-characters'],
    [`${good}ü`, 'not-ascii'],
    [`"${good}"`, 'in-quotes'],
    [`export ANTHROPIC_API_KEY=${good}`, 'whole-line'],
    ['proxy-managed', 'proxy-managed'],
    ['op://vault/item/field', 'reference'],
    [good.replace('api03', 'oat01'), 'oauth-token'],
    [good.replace('api03', 'admin01'), 'admin-key'],
    [good.replace('sk-ant-', 'sk-proj-'), 'wrong-prefix'],
    ['sk-ant-api03-short', 'too-short'],
    [good + 'x'.repeat(1_000), 'too-long'],
  ] as const)('refuses %j: %s', (pasted, code) => {
    expect(checkKeyForm(pasted)).toEqual({ ok: false, code });
    const sentence = inEnglish(keyFormMessage(code));
    expect(sentence.length).toBeGreaterThan(10);
    expect(sentence).not.toContain('0123456789');
  });

  it('is shown as a mask with its last four characters at most', () => {
    expect(maskKey(new Secret(good))).toBe('sk-ant-…AbCd');
    expect(maskKey(new Secret('sk-ant-short'))).toBe('sk-ant-…');
    expect(maskKey(new Secret('x'))).toBe('…');
  });
});
