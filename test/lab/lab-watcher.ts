import { openDockerode } from '../../main/core/engine/dockerode-engine.ts';
import type { LedgerEntry } from '../../main/core/enforce/ledger.ts';
import { HostMonitor, type PowerEvents } from '../../main/core/host/host-monitor.ts';
import { hostReaders } from '../../main/core/host/readers.ts';
import { silentLogger } from '../../main/core/model/logger.ts';
import type { RuntimeId } from '../../main/core/model/runtime.ts';
import { systemProcessMemory } from '../../main/core/process/process-memory.ts';
import type { CommandResult, RunCommand } from '../../main/core/process/command.ts';
import { createRunner } from '../../main/core/process/run.ts';
import { systemProcessTable } from '../../main/core/process/system-process-table.ts';
import { realRuntimes } from '../../main/core/runtimes/all.ts';
import { memorySettingsStore } from '../../main/core/settings/file-store.ts';
import { SettingsKeeper } from '../../main/core/settings/keeper.ts';
import type { Settings } from '../../main/core/settings/schema.ts';
import { Looker } from '../../main/core/watch/looker.ts';
import { ProblemList } from '../../main/core/watch/problems.ts';
import { Watcher, type Surroundings } from '../../main/core/watch/watcher.ts';
import { WorkspaceFiles } from '../../main/core/watch/workspace-files.ts';
import { VirtualClock } from './virtual-clock.ts';

/** Time is the test's: nothing sleeps unless it says so. */
const mains: PowerEvents = { onBattery: () => false, onSuspend: () => () => {}, onResume: () => () => {} };

export interface LabWatcherOptions {
  /** What finds the lab: `lab.env`. */
  readonly env: Readonly<Record<string, string>>;
  readonly settings: Settings;
  /** Left out: all three. */
  readonly only?: RuntimeId;
  readonly surroundings?: () => Partial<Surroundings>;
  /** No command gets longer than this at present, so that a test need not wait for the real deadlines. */
  readonly maxDeadlineMs?: () => number;
}

/** A watcher comes to its next look within a few timers: those of warnings, stops, and the readings of memory in between. */
const timersBetweenLooks = 100;

/** Tells of the end of each look. */
class ToldLooker extends Looker {
  ended = 0;

  override async look(...args: Parameters<Looker['look']>): ReturnType<Looker['look']> {
    try {
      return await super.look(...args);
    } finally {
      this.ended += 1;
    }
  }
}

/** The watcher as the app makes it, over the real runtimes of a lab, in time that the test owns. */
export function labWatcher(options: LabWatcherOptions) {
  const { env, settings, only } = options;
  const clock = new VirtualClock();
  const runner = createRunner({ env });
  const ledger: LedgerEntry[] = [];
  const problems = new ProblemList();
  const commands: { readonly deadlineMs: number; readonly result: CommandResult }[] = [];
  const run: RunCommand = async (file, args, given) => {
    const deadlineMs = Math.min(given.deadlineMs, options.maxDeadlineMs?.() ?? Number.POSITIVE_INFINITY);
    const result = await runner.run(file, args, { ...given, deadlineMs });
    commands.push({ deadlineMs, result });
    return result;
  };
  const runtimes = realRuntimes({
    env,
    platform: process.platform,
    homeDir: env['HOME'] ?? '/',
    run,
    openEngine: openDockerode,
    processTable: systemProcessTable(process.platform, runner.run),
    processMemory: systemProcessMemory(process.platform, runner.run),
  }).filter((one) => only === undefined || one.id === only);
  const hostMemory = new HostMonitor({
    clock,
    readers: hostReaders(process.platform, runner.run),
    powerEvents: mains,
  });
  const looker = new ToldLooker({
    runtimes,
    hostMemory,
    clock,
    logger: silentLogger,
    workspaces: new WorkspaceFiles(),
  });
  const watcher = new Watcher({
    version: '0.0.0',
    demo: false,
    enforcing: true,
    clock,
    looker,
    runtimes,
    settings: new SettingsKeeper(memorySettingsStore(settings), settings, (problem) => problems.add(problem)),
    ledger: { write: (entry) => ledger.push(entry), flush: () => Promise.resolve() },
    problems,
    hostMemory,
    ...(options.surroundings && { surroundings: options.surroundings }),
  });
  /** Goes from timer to timer until there was another look. */
  const nextLook = async () => {
    const before = looker.ended;
    for (let timer = 0; looker.ended === before; timer += 1) {
      if (timer === timersBetweenLooks) throw new Error('there is no look any more');
      await clock.next();
    }
  };
  return { clock, watcher, ledger, commands, nextLook };
}
