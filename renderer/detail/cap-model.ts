import type { Words } from '../../main/core/i18n/words.ts';
import { readBytes, writeBytes } from '../settings/models/amount.ts';
import { complaintAbout } from '../settings/models/check.ts';

/** What stands in the field of a cap: nothing new, a cap to set, or something that is none. */
export type CapInput =
  | { readonly kind: 'same' }
  | { readonly kind: 'cap'; readonly bytes: number }
  | { readonly kind: 'wrong'; readonly message: string };

/** A cap as it is written into its field, and as the settings window writes it. */
export function capText(bytes: number | undefined, words: Words): string {
  return bytes === undefined ? '' : writeBytes(bytes, words);
}

/**
 * Read and judged as in the settings window: a cap that was set in one place is no mistake in the other. What is shown is
 * never judged: it may be rounded, or stand in a file that says less than may be typed.
 */
export function readCap(text: string, own: number | undefined, words: Words): CapInput {
  if (text.trim() === '' || text === capText(own, words)) return { kind: 'same' };
  const bytes = readBytes(text);
  if (bytes === null) return { kind: 'wrong', message: words.t('amount.notMemory') };
  const complaint = complaintAbout({ memoryCapsByName: { any: bytes } });
  if (complaint === null) return bytes === own ? { kind: 'same' } : { kind: 'cap', bytes };
  if (complaint.kind === 'refused') return { kind: 'wrong', message: words.t('amount.refused') };
  const limitText = { limit: writeBytes(complaint.limit, words) };
  const message = words.t(complaint.kind === 'too-large' ? 'amount.tooLarge' : 'amount.tooSmall', limitText);
  return { kind: 'wrong', message };
}
