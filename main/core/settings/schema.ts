import * as v from 'valibot';
import { languageChoices } from '../i18n/language.ts';

export const memoryActs = ['notify', 'stop-idle', 'stop-largest'] as const;
export type MemoryAct = (typeof memoryActs)[number];

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const milliseconds = (min: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(30 * 24 * 3600_000));
/** What a `Date` can hold (ECMAScript, time values). */
const mostWallMs = 8.64e15;
/** A wall-clock time. */
export const wallClockMs = v.pipe(v.number(), v.minValue(-mostWallMs), v.maxValue(mostWallMs));
const bytes = v.pipe(v.number(), v.integer(), v.minValue(1));
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(64));

/** The least that the window and an imported file may ask for; who writes the file by hand may go below. */
export const leastTimeoutMs = 60_000;
export const leastWarningMs = 10_000;
/** Less memory is a slip of the unit: no sandbox starts with so little. */
export const leastUsefulBytes = 64 * 1024 ** 2;

const pattern = v.pipe(v.string(), v.minLength(1), v.maxLength(512));

/** What may differ from sandbox to sandbox; what is left out is as it is for all. */
const ownPolicyOf = (minTimeoutMs: number, minWarningMs: number) =>
  v.object({
    /** A lock: never stopped, by nothing and nobody, until it is taken off. */
    protected: v.optional(v.boolean()),
    idle: v.optional(
      v.object({
        enabled: v.optional(v.boolean()),
        timeoutMs: v.optional(milliseconds(minTimeoutMs)),
        timeoutWithSessionsMs: v.optional(milliseconds(minTimeoutMs)),
        warningMs: v.optional(milliseconds(minWarningMs)),
      }),
    ),
  });
const ownPolicySchema = ownPolicyOf(0, 0);
/** The same, as the window may say it. */
const ownPatchSchema = ownPolicyOf(leastTimeoutMs, leastWarningMs);
export type OwnPolicy = v.InferOutput<typeof ownPolicySchema>;

/** Which sandboxes are meant: all patterns that are given have to fit. `*` is any text, `?` one character. */
const matchSchema = v.object({
  name: v.optional(pattern),
  agent: v.optional(pattern),
  /** Fits when one of the workspaces does; `~` is the home folder. */
  path: v.optional(pattern),
});
export type SandboxMatch = v.InferOutput<typeof matchSchema>;

const ruleSchema = v.object({ match: matchSchema, ...ownPolicySchema.entries });
const rulePatchSchema = v.object({ match: matchSchema, ...ownPatchSchema.entries });
export type Rule = v.InferOutput<typeof ruleSchema>;

/** Which notifications are shown. The popup, the icon and the ledger say everything all the same. */
const notificationKindsSchema = v.object({
  /** A sandbox will be stopped soon. */
  warnings: v.optional(v.boolean(), true),
  /** It was stopped, or could not be. */
  stops: v.optional(v.boolean(), true),
  /** Memory is high. */
  memory: v.optional(v.boolean(), true),
  /** Something is wrong with Sandman itself. */
  problems: v.optional(v.boolean(), true),
});
export type NotificationKinds = v.InferOutput<typeof notificationKindsSchema>;
export type NotificationKind = keyof NotificationKinds;

/** The screens of the first run. */
export const firstRunScreens = ['welcome', 'idle', 'comfort'] as const;
export type FirstRunScreen = (typeof firstRunScreens)[number];

export const scheduleSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  /** Five fields: minute, hour, day of month, month, day of week; in the machine's time zone. */
  cron: v.pipe(v.string(), v.maxLength(120), v.regex(/^\s*([\w*/,#?-]+\s+){4}[\w*/,#?-]+\s*$/)),
  /** `stop-idle`: what has been idle for `minIdleMs` is warned and stopped. `quiet`: nothing is stopped by policy. */
  action: v.picklist(['stop-idle', 'quiet']),
  /** How long it holds from each of its times on. */
  forMs: v.optional(milliseconds(60_000), 30 * 60_000),
  minIdleMs: v.optional(milliseconds(0), 5 * 60_000),
  enabled: v.optional(v.boolean(), true),
  match: v.optional(matchSchema, {}),
});
export type Schedule = v.InferOutput<typeof scheduleSchema>;

/** The version that this program writes. A file with a higher one was written by a newer program and is kept aside. */
export const settingsVersion = 1;

const idleSchema = v.pipe(
  v.object({
    enabled: v.optional(v.boolean(), true),
    /** Without sessions, or where the runtime has no notion of them. */
    timeoutMs: v.optional(milliseconds(0), 30 * 60_000),
    /** With an attached but silent session. */
    timeoutWithSessionsMs: v.optional(milliseconds(0), 2 * 3600_000),
    /** Between the warning and the stop. */
    warningMs: v.optional(milliseconds(0), 2 * 60_000),
    /** CPU above this is work; below `cpuIdleFraction` is rest; between them the verdict stays as it was. */
    cpuBusyFraction: v.optional(fraction, 0.05),
    cpuIdleFraction: v.optional(fraction, 0.03),
    /** Network above this many bytes a second is work. */
    networkBusyBytesPerSecond: v.optional(v.pipe(v.number(), v.minValue(0)), 1_024),
    /** After start, resume, login and the daemon's return nothing is counted; at most a tenth of the timeout. */
    graceMs: v.optional(milliseconds(0), 60_000),
  }),
  // What counts as rest may not be work as well.
  v.forward(
    v.check((idle) => idle.cpuIdleFraction <= Math.min(idle.cpuBusyFraction, 1)),
    ['cpuIdleFraction'],
  ),
);

/**
 * The settings file: times in milliseconds, memory in bytes, CPU in cores (1 = one core). Keys that are missing get their
 * default; a value that is out of range makes the file damaged as a whole, because half a file is nobody's wish.
 */
export const settingsSchema = v.object({
  version: v.optional(v.literal(settingsVersion), settingsVersion),
  /** Time between two looks. */
  pollIntervalMs: v.optional(milliseconds(100), 5_000),
  /** Decide and log, but stop nothing. */
  watchOnly: v.optional(v.boolean(), false),
  idle: v.optional(idleSchema, {}),
  memory: v.optional(
    v.object({
      /** For every sandbox without a cap of its own; null for none. */
      capBytes: v.optional(v.nullable(bytes), null),
      /** By name of the sandbox. */
      capsByName: v.optional(v.record(v.string(), bytes), {}),
      /** For all sandboxes together: a number, `auto` (60 % of the machine) or `off`. */
      budgetBytes: v.optional(v.union([bytes, v.literal('auto'), v.literal('off')]), 'auto'),
      /** How long a limit is exceeded before it is told. */
      sustainedMs: v.optional(milliseconds(0), 30_000),
      /** How far it may go when a notice did not help: only tell, stop idle ones, or the largest one too (F16). */
      act: v.optional(v.picklist(memoryActs), 'stop-idle'),
      /** Between the notice and the first stop, and the least idle time that makes a sandbox an idle one here. */
      escalateMs: v.optional(milliseconds(0), 60_000),
      minIdleMs: v.optional(milliseconds(0), 30 * 60_000),
      /** Between the warning of such a stop and the stop. */
      cancelMs: v.optional(milliseconds(0), 60_000),
      /** Sandboxes (`runtime/name`) to take first, in this order; the others follow, largest first. */
      victimOrder: v.optional(v.array(v.string()), []),
    }),
    {},
  ),
  /** Wall clock (milliseconds) until which a sandbox is not stopped, by `runtime/name`. */
  keepAwakeUntilMs: v.optional(v.record(v.string(), wallClockMs), {}),
  /** By `runtime/name`; goes before `rules`. */
  sandboxes: v.optional(v.record(v.string(), ownPolicySchema), {}),
  /** For all that fit. Where several do, the first that says something about a setting decides it. */
  rules: v.optional(v.array(ruleSchema), []),
  schedules: v.optional(v.array(scheduleSchema), []),
  /** The first days in watch-only mode, as they were chosen; null when they are over or were not wanted. */
  trial: v.optional(v.nullable(v.object({ sinceMs: wallClockMs, untilMs: wallClockMs })), null),
  theme: v.optional(v.picklist(themes), 'system'),
  notifications: v.optional(notificationKindsSchema, {}),
  /** How far the first run has come; null when it is over. Whoever has settings already is not asked. */
  firstRun: v.optional(v.nullable(v.picklist(firstRunScreens)), null),
  /** Of the window, the menu and the notifications; the command line and the files are in English. */
  language: v.optional(v.picklist(languageChoices), 'system'),
});

export type Settings = v.InferOutput<typeof settingsSchema>;

export const defaultSettings: Settings = v.parse(settingsSchema, {});

/** What a machine has that has no settings yet. */
export const freshSettings: Settings = { ...defaultSettings, firstRun: 'welcome' };

const sandboxNames = v.pipe(v.string(), v.minLength(1), v.maxLength(512));
const usefulBytes = v.pipe(bytes, v.minValue(leastUsefulBytes), v.maxValue(1024 ** 5));

/** What the window may change. Everything else is changed by an intent of its own. */
export const settingsPatchSchema = v.partial(
  v.object({
    watchOnly: v.boolean(),
    idleEnabled: v.boolean(),
    idleTimeoutMs: milliseconds(leastTimeoutMs),
    idleTimeoutWithSessionsMs: milliseconds(leastTimeoutMs),
    idleWarningMs: milliseconds(leastWarningMs),
    rules: v.pipe(v.array(rulePatchSchema), v.maxLength(100)),
    memoryCapBytes: v.nullable(usefulBytes),
    memoryCapsByName: v.pipe(
      v.record(sandboxNames, usefulBytes),
      v.check((caps) => Object.keys(caps).length <= 200),
    ),
    memoryBudgetBytes: v.union([usefulBytes, v.literal('auto'), v.literal('off')]),
    memorySustainedMs: milliseconds(0),
    memoryAct: v.picklist(memoryActs),
    victimOrder: v.pipe(v.array(v.pipe(v.string(), v.maxLength(512))), v.maxLength(200)),
    schedules: v.pipe(v.array(scheduleSchema), v.maxLength(50)),
    theme: v.picklist(themes),
    notifications: v.partial(notificationKindsSchema),
    firstRun: v.nullable(v.picklist(firstRunScreens)),
    language: v.picklist(languageChoices),
  }),
);
export type SettingsPatch = v.InferInput<typeof settingsPatchSchema>;

/**
 * What the window may change about one sandbox. Null takes back what was said about its idle times, or its own cap. The cap
 * goes by the name alone, as everywhere.
 */
export const sandboxPatchSchema = v.partial(
  v.object({
    protected: v.boolean(),
    idle: v.nullable(v.nonOptional(ownPatchSchema.entries.idle)),
    capBytes: v.nullable(usefulBytes),
  }),
);
export type SandboxPatch = v.InferInput<typeof sandboxPatchSchema>;
