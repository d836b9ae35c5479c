import * as v from 'valibot';
import { ownPatchSchema, sandboxNames, settingsPatchSchema } from './schema.ts';

const window = settingsPatchSchema.entries;
/** Between a warning and its stop, and the least rest before a stop for memory. */
const warned = window.idleWarningMs;
const rested = window.idleTimeoutMs;

/**
 * What settings have to be besides valid to come from another machine: nothing that the window would refuse, and nothing
 * that makes work look like rest. Who writes the settings file by hand may go further; a file from elsewhere may not.
 */
export const importableSchema = v.looseObject({
  pollIntervalMs: v.pipe(v.number(), v.minValue(1_000)),
  idle: v.looseObject({
    timeoutMs: rested,
    timeoutWithSessionsMs: window.idleTimeoutWithSessionsMs,
    warningMs: warned,
    cpuBusyFraction: v.pipe(v.number(), v.maxValue(1)),
    networkBusyBytesPerSecond: v.pipe(v.number(), v.maxValue(1024 ** 2)),
  }),
  memory: v.looseObject({
    capBytes: window.memoryCapBytes,
    capsByName: window.memoryCapsByName,
    budgetBytes: window.memoryBudgetBytes,
    minIdleMs: rested,
    cancelMs: warned,
    victimOrder: window.victimOrder,
  }),
  sandboxes: v.pipe(
    v.record(sandboxNames, ownPatchSchema),
    v.check((own) => Object.keys(own).length <= 500),
  ),
  rules: window.rules,
  schedules: window.schedules,
});
