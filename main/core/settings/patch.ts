import { settingsVersion, type Settings, type SettingsPatch } from './schema.ts';

/** The settings after a change of the window. */
export function patchSettings(settings: Settings, patch: SettingsPatch): Settings {
  return {
    ...settings,
    version: settingsVersion,
    watchOnly: patch.watchOnly ?? settings.watchOnly,
    idle: {
      ...settings.idle,
      enabled: patch.idleEnabled ?? settings.idle.enabled,
      timeoutMs: patch.idleTimeoutMs ?? settings.idle.timeoutMs,
    },
  };
}

/** Keeps a sandbox awake until a wall-clock time, or no longer (null). Times that have passed are dropped on the way. */
export function patchKeepAwake(settings: Settings, key: string, untilMs: number | null, nowMs: number): Settings {
  const kept = Object.entries(settings.keepAwakeUntilMs).filter(([other, until]) => other !== key && until > nowMs);
  return {
    ...settings,
    keepAwakeUntilMs: Object.fromEntries(untilMs === null ? kept : [...kept, [key, untilMs]]),
  };
}
