import { Secret } from './secret.ts';

/** What is wrong with the form of a key. */
export type KeyFormCode =
  | 'empty'
  | 'line-break'
  | 'spaces'
  | 'control-characters'
  | 'not-ascii'
  | 'in-quotes'
  | 'whole-line'
  | 'proxy-managed'
  | 'reference'
  | 'oauth-token'
  | 'admin-key'
  | 'wrong-prefix'
  | 'too-short'
  | 'too-long';

export type KeyForm = { readonly ok: true; readonly key: Secret } | { readonly ok: false; readonly code: KeyFormCode };

/** Keys seen so far have 108 characters. What is shorter than this was cut off. */
const minLength = 32;
const maxLength = 1024;

/**
 * Checks what was pasted. White space around it is cut off; nothing else is repaired. The value is not in the answer
 * unless it is usable, and then only inside a `Secret`.
 */
export function checkKeyForm(pasted: string): KeyForm {
  const value = pasted.trim();
  const code = whatIsWrong(value);
  return code === null ? { ok: true, key: new Secret(value) } : { ok: false, code };
}

function whatIsWrong(value: string): KeyFormCode | null {
  if (value === '') return 'empty';
  if (/[\r\n\u2028\u2029]/.test(value)) return 'line-break';
  if (value === 'proxy-managed') return 'proxy-managed';
  if (/^(?:export\s+|set\s+-\S+\s+)?ANTHROPIC_API_KEY\b/.test(value)) return 'whole-line';
  if (/^["'`].*["'`]$/.test(value)) return 'in-quotes';
  if (value.startsWith('op://')) return 'reference';
  if (/\s/.test(value)) return 'spaces';
  if (/[\u0000-\u001f\u007f]/.test(value)) return 'control-characters';
  if (!/^[\u0021-\u007e]+$/.test(value)) return 'not-ascii';
  if (/^sk-ant-(?:oat|ort|sid)/.test(value)) return 'oauth-token';
  if (value.startsWith('sk-ant-admin')) return 'admin-key';
  if (!value.startsWith('sk-ant-')) return 'wrong-prefix';
  if (value.length < minLength) return 'too-short';
  return value.length > maxLength ? 'too-long' : null;
}

/** What may be shown of a key, so that people know which one it is: `sk-ant-…wxyz`. */
export function maskKey(key: Secret): string {
  const value = key.reveal();
  if (value.length < minLength || !/^[\w-]{4}$/.test(value.slice(-4)))
    return value.startsWith('sk-ant-') ? 'sk-ant-…' : '…';
  return `${value.startsWith('sk-ant-') ? 'sk-ant-' : ''}…${value.slice(-4)}`;
}
