import type { Message } from '../../i18n/message.ts';
import type { Secret } from '../secret.ts';

/** What somebody was found to have for a key. `unknown` is never taken for `no`. */
export type KeyReading =
  | { readonly has: 'yes'; readonly key: Secret }
  | { readonly has: 'no' }
  | { readonly has: 'unknown'; readonly detail: Message };
