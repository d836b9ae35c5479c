import type { MessageId } from '../main/core/i18n/catalogue.ts';

/**
 * What to do where the system keeps new icons out of sight, which no program is told; null where `platform` (as in
 * `navigator.platform`) is none of those. Where there is no place for icons at all is a problem of its own.
 */
export function hiddenIconHelp(platform: string): MessageId | null {
  if (platform.startsWith('Win')) return 'icon.hiddenWindows';
  return platform.startsWith('Mac') ? 'icon.hiddenMac' : null;
}
