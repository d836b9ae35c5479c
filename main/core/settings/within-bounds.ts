import { leastTimeoutMs, leastUsefulBytes, leastWarningMs, type OwnPolicy, type Settings } from './schema.ts';

/** The shortest time between two looks that an imported file may ask for, in milliseconds. */
const leastPollMs = 1_000;
/** Above these, work would pass for rest: one whole core, and a megabyte a second. */
const mostCpuBusyFraction = 1;
const mostNetworkBusyBytesPerSecond = 1024 ** 2;

/**
 * Settings in which nothing goes further than the window would let it go, and nothing makes work look like rest; `moved` names
 * the values that did, as `idle.timeoutMs`. Who writes the settings file by hand may go further; a file from elsewhere may not.
 * Each value is moved to where fewer sandboxes are stopped, and later.
 */
export function withinBounds(settings: Settings): { readonly settings: Settings; readonly moved: readonly string[] } {
  const moved: string[] = [];
  const keep = <Value extends number | undefined>(place: string, value: Value, within: number): Value | number => {
    if (value === undefined || value === within) return value;
    moved.push(place);
    return within;
  };
  const atLeast = (place: string, least: number, value: number) => keep(place, value, Math.max(value, least));
  const atMost = (place: string, most: number, value: number) => keep(place, value, Math.min(value, most));
  const own = <Own extends OwnPolicy>(place: string, one: Own): Own => {
    if (!one.idle) return one;
    const idle = { ...one.idle };
    for (const [name, least] of leastOwn) {
      const value = idle[name];
      if (value !== undefined) idle[name] = atLeast(`${place}.idle.${name}`, least, value);
    }
    return { ...one, idle };
  };
  const { idle, memory } = settings;
  const bytes = (place: string, value: number) => atLeast(place, leastUsefulBytes, value);
  const within: Settings = {
    ...settings,
    pollIntervalMs: atLeast('pollIntervalMs', leastPollMs, settings.pollIntervalMs),
    idle: {
      ...idle,
      timeoutMs: atLeast('idle.timeoutMs', leastTimeoutMs, idle.timeoutMs),
      timeoutWithSessionsMs: atLeast('idle.timeoutWithSessionsMs', leastTimeoutMs, idle.timeoutWithSessionsMs),
      warningMs: atLeast('idle.warningMs', leastWarningMs, idle.warningMs),
      cpuBusyFraction: atMost('idle.cpuBusyFraction', mostCpuBusyFraction, idle.cpuBusyFraction),
      networkBusyBytesPerSecond: atMost(
        'idle.networkBusyBytesPerSecond',
        mostNetworkBusyBytesPerSecond,
        idle.networkBusyBytesPerSecond,
      ),
    },
    memory: {
      ...memory,
      capBytes: memory.capBytes === null ? null : bytes('memory.capBytes', memory.capBytes),
      capsByName: mapped(memory.capsByName, (name, value) => bytes(`memory.capsByName.${name}`, value)),
      budgetBytes:
        typeof memory.budgetBytes === 'number' ? bytes('memory.budgetBytes', memory.budgetBytes) : memory.budgetBytes,
      minIdleMs: atLeast('memory.minIdleMs', leastTimeoutMs, memory.minIdleMs),
      cancelMs: atLeast('memory.cancelMs', leastWarningMs, memory.cancelMs),
    },
    sandboxes: mapped(settings.sandboxes, (key, one) => own(`sandboxes.${key}`, one)),
    rules: settings.rules.map((rule, index) => own(`rules.${index}`, rule)),
  };
  return { settings: within, moved };
}

const leastOwn = [
  ['timeoutMs', leastTimeoutMs],
  ['timeoutWithSessionsMs', leastTimeoutMs],
  ['warningMs', leastWarningMs],
] as const;

function mapped<Value>(record: Readonly<Record<string, Value>>, map: (name: string, value: Value) => Value) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(name, value)]));
}
