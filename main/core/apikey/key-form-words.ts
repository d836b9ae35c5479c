import type { KeyFormCode } from './key-form.ts';

const sentences: Readonly<Record<KeyFormCode, string>> = {
  empty: 'Nothing was pasted.',
  'line-break': 'There is a line break in the key. Copy it again, as one line.',
  spaces: 'There are spaces in the key. Copy it again, without anything around it.',
  'control-characters': 'There are invisible characters in the key. Copy it again.',
  'not-ascii': 'There are characters in it that no API key has. Copy it again from the console.',
  'in-quotes': 'Leave out the quotation marks around the key.',
  'whole-line':
    'That is the whole line. Paste the key alone: what comes after the equals sign, without quotation marks.',
  'proxy-managed': '“proxy-managed” is what a sandbox shows in place of the key. Take the key itself from the console.',
  reference: 'That is a reference to a password manager. A shell file needs the key itself; sbx can read references.',
  'oauth-token':
    'That looks like the token of a Claude subscription, not like an API key. Sandboxes take an API key here; with a subscription, use /login in Claude Code.',
  'admin-key': 'That is an admin key. It cannot be used to talk to Claude; make an ordinary API key.',
  'wrong-prefix': 'An API key of Anthropic begins with sk-ant-. This does not.',
  'too-short': 'That is too short for an API key. It may have been cut off.',
  'too-long': 'That is too long for an API key.',
};

/** What is wrong with what was pasted, without repeating it. */
export function keyFormSentence(code: KeyFormCode): string {
  return sentences[code];
}
