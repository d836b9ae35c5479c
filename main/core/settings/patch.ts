import * as v from 'valibot';
import { scheduleSchema, settingsVersion, type SandboxPatch, type Settings, type SettingsPatch } from './schema.ts';

/** The settings after a change of the window. */
export function patchSettings(settings: Settings, patch: SettingsPatch): Settings {
  const { idle, memory } = settings;
  return {
    ...settings,
    version: settingsVersion,
    watchOnly: patch.watchOnly ?? settings.watchOnly,
    idle: {
      ...idle,
      enabled: patch.idleEnabled ?? idle.enabled,
      timeoutMs: patch.idleTimeoutMs ?? idle.timeoutMs,
      timeoutWithSessionsMs: patch.idleTimeoutWithSessionsMs ?? idle.timeoutWithSessionsMs,
      warningMs: patch.idleWarningMs ?? idle.warningMs,
    },
    memory: {
      ...memory,
      // Null is a wish of its own: no cap.
      capBytes: patch.memoryCapBytes === undefined ? memory.capBytes : patch.memoryCapBytes,
      capsByName: patch.memoryCapsByName ?? memory.capsByName,
      budgetBytes: patch.memoryBudgetBytes ?? memory.budgetBytes,
      sustainedMs: patch.memorySustainedMs ?? memory.sustainedMs,
      act: patch.memoryAct ?? memory.act,
      victimOrder: patch.victimOrder ?? memory.victimOrder,
    },
    rules: patch.rules ?? settings.rules,
    schedules: patch.schedules?.map((one) => v.parse(scheduleSchema, one)) ?? settings.schedules,
    theme: patch.theme ?? settings.theme,
    notifications: { ...settings.notifications, ...patch.notifications },
    firstRun: patch.firstRun === undefined ? settings.firstRun : patch.firstRun,
    language: patch.language ?? settings.language,
    // Whoever decides about watch-only mode has ended the first days.
    trial: patch.watchOnly === undefined ? settings.trial : null,
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

/** What is said about one sandbox alone. An entry that says nothing any more is dropped. */
export function patchSandbox(settings: Settings, key: string, patch: SandboxPatch): Settings {
  const own = Object.hasOwn(settings.sandboxes, key) ? settings.sandboxes[key] : undefined;
  const locked = patch.protected ?? own?.protected;
  const idle = patch.idle === undefined ? own?.idle : (patch.idle ?? undefined);
  const next = { ...(locked !== undefined && { protected: locked }), ...(idle && { idle }) };
  const others = Object.entries(settings.sandboxes).filter(([other]) => other !== key);
  const isEmpty = Object.keys(next).length === 0;
  return {
    ...settings,
    memory: patch.capBytes === undefined ? settings.memory : withCap(settings.memory, key, patch.capBytes),
    sandboxes: Object.fromEntries(isEmpty ? others : [...others, [key, next]]),
  };
}

function withCap(memory: Settings['memory'], key: string, capBytes: number | null): Settings['memory'] {
  const name = key.slice(key.indexOf('/') + 1);
  const others = Object.entries(memory.capsByName).filter(([other]) => other !== name);
  return { ...memory, capsByName: Object.fromEntries(capBytes === null ? others : [...others, [name, capBytes]]) };
}

/** The first days: everything is decided and written down, and nothing is stopped. */
export function patchTrial(settings: Settings, nowMs: number, days: number): Settings {
  return { ...settings, watchOnly: true, trial: { sinceMs: nowMs, untilMs: nowMs + days * 86_400_000 } };
}
