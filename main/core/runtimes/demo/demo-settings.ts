import { defaultSettings, type Settings } from '../../settings/schema.ts';
import { demoCapBytes } from './fleet.ts';

/** Demo minutes pass in four seconds: slow enough to read a warning, fast enough to see it all within a minute. */
export const demoClockSpeed = 15;

/** Settings of the demo, in demo time: a warning after about 17 s, the stop 8 s later, a memory notice after about 32 s. */
export const demoSettings: Settings = {
  ...defaultSettings,
  pollIntervalMs: 15_000,
  idle: {
    ...defaultSettings.idle,
    timeoutMs: 4 * 60_000,
    timeoutWithSessionsMs: 20 * 60_000,
  },
  memory: { ...defaultSettings.memory, capBytes: demoCapBytes },
};
