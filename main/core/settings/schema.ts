import * as v from 'valibot';

const milliseconds = (min: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(30 * 24 * 3600_000));
const bytes = v.pipe(v.number(), v.integer(), v.minValue(1));
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(64));

/** The version that this program writes. A file with a higher one was written by a newer program and is kept aside. */
export const settingsVersion = 1;

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
  idle: v.optional(
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
      cpuIdleFraction: v.optional(fraction, 0.02),
      /** Network above this many bytes a second is work. */
      networkBusyBytesPerSecond: v.optional(v.pipe(v.number(), v.minValue(0)), 1_024),
    }),
    {},
  ),
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
    }),
    {},
  ),
  /** Wall clock (milliseconds) until which a sandbox is not stopped, by `runtime/name`. */
  keepAwakeUntilMs: v.optional(v.record(v.string(), v.number()), {}),
});

export type Settings = v.InferOutput<typeof settingsSchema>;

export const defaultSettings: Settings = v.parse(settingsSchema, {});

/** What the window may change. Everything else is changed by an intent of its own. */
export const settingsPatchSchema = v.partial(
  v.object({
    watchOnly: v.boolean(),
    idleEnabled: v.boolean(),
    idleTimeoutMs: milliseconds(60_000),
  }),
);
export type SettingsPatch = v.InferOutput<typeof settingsPatchSchema>;
