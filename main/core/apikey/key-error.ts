import { SaidError } from '../i18n/said-error.ts';

/** Something could not be done, and people are told why. */
export class KeyError extends SaidError {
  override readonly name = 'KeyError';
}
