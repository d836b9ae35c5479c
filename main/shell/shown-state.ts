import { message } from '../core/i18n/message.ts';
import type { AppState } from '../core/model/app-state.ts';
import type { Problem } from '../core/model/decision.ts';

/** What only the desktop knows. */
export interface DesktopTroubles {
  /** The system shows no notification of ours. */
  readonly areNotificationsRefused: boolean;
  /** The desktop has no place for the icon; it is named as in `XDG_CURRENT_DESKTOP`. */
  readonly isIconMissing: boolean;
  readonly desktopName: string;
}

/** What the desktop calls itself: Electron says Unity to itself where it wants that desktop's indicators, and keeps the name. */
export function desktopName(env: NodeJS.ProcessEnv): string {
  return env['ORIGINAL_XDG_CURRENT_DESKTOP'] || env['XDG_CURRENT_DESKTOP'] || '';
}

/** The state as the windows get it: with the troubles of the desktop among its own. */
export function shownState(state: AppState, troubles: DesktopTroubles): AppState {
  const added: Problem[] = [];
  if (troubles.isIconMissing) {
    const desktop = /gnome/i.test(troubles.desktopName) ? 'gnome' : 'other';
    added.push({ code: 'no-tray', message: message('tray.missing', { desktop }) });
  }
  if (troubles.areNotificationsRefused) {
    added.push({ code: 'notifications-refused', message: message('notify.test.refused') });
  }
  return added.length === 0 ? state : { ...state, problems: [...added, ...state.problems] };
}
