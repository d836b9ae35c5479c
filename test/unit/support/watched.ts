import type { LedgerEntry } from '../../../main/core/enforce/ledger.ts';
import type { WatchEvent } from '../../../main/core/model/events.ts';
import { silentLogger } from '../../../main/core/model/logger.ts';
import type { HostMemory } from '../../../main/core/model/snapshot.ts';
import type { SandboxRuntime } from '../../../main/core/runtimes/runtime.ts';
import { memorySettingsStore } from '../../../main/core/settings/file-store.ts';
import { SettingsKeeper } from '../../../main/core/settings/keeper.ts';
import { defaultSettings, type Settings } from '../../../main/core/settings/schema.ts';
import { Looker } from '../../../main/core/watch/looker.ts';
import { ProblemList } from '../../../main/core/watch/problems.ts';
import { Watcher, type WatcherParts } from '../../../main/core/watch/watcher.ts';
import type { FakeClock } from './fake-clock.ts';

export const minute = 60_000;
export const gib = 1024 ** 3;

/** Default settings with a poll of 5 s, no budget, and what the test changes. */
export function settingsWith(patch: {
  readonly watchOnly?: boolean;
  readonly idle?: Partial<Settings['idle']>;
  readonly memory?: Partial<Settings['memory']>;
}): Settings {
  return {
    ...defaultSettings,
    watchOnly: patch.watchOnly ?? false,
    idle: { ...defaultSettings.idle, ...patch.idle },
    memory: { ...defaultSettings.memory, budgetBytes: 'off', ...patch.memory },
  };
}

export interface Watched {
  readonly watcher: Watcher;
  readonly events: WatchEvent[];
  readonly ledger: LedgerEntry[];
  readonly eventTypes: () => readonly string[];
}

/** A watcher over the given runtimes whose time, ledger and events the test owns. */
export function watch(
  clock: FakeClock,
  runtimes: readonly SandboxRuntime[],
  settings: Settings,
  parts: Partial<WatcherParts> = {},
  host: HostMemory = { totalBytes: 16 * gib, availableBytes: 8 * gib },
): Watched {
  const ledger: LedgerEntry[] = [];
  const events: WatchEvent[] = [];
  const hostMemory = { read: () => Promise.resolve({ ...host }) };
  const problems = new ProblemList();
  const watcher = new Watcher({
    version: '0.0.0',
    demo: false,
    enforcing: true,
    clock,
    looker: new Looker({ runtimes, hostMemory, clock, logger: silentLogger }),
    runtimes,
    settings: new SettingsKeeper(memorySettingsStore(settings), settings, (problem) => problems.add(problem)),
    ledger: { write: (entry) => ledger.push(entry), flush: () => Promise.resolve() },
    problems,
    hostMemory,
    ...parts,
  });
  watcher.onEvent((event) => events.push(event));
  return { watcher, events, ledger, eventTypes: () => events.map((event) => event.type) };
}
