import { nativeTheme } from 'electron';
import type { Settings } from '../core/settings/schema.ts';

/** Light, dark, or the system's, as the user chose; pages learn it from the media query. */
export function applyTheme({ theme }: Pick<Settings, 'theme'>): void {
  if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
}
