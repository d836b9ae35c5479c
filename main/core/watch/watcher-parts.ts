import type { DockerLog } from '../docker-log/docker-log.ts';
import type { Journal } from '../enforce/journal.ts';
import type { Ledger, LedgerEntry } from '../enforce/ledger.ts';
import type { Clock } from '../host/clock.ts';
import type { HostMemorySource } from '../host/memory.ts';
import type { ShellFamily } from '../model/run-command.ts';
import type { SandboxRuntime } from '../runtimes/runtime.ts';
import type { SettingsKeeper } from '../settings/keeper.ts';
import type { Looker } from './looker.ts';
import type { Surroundings } from './pacer.ts';
import type { PortUseReader } from './port-use.ts';
import type { ProblemList } from './problems.ts';

/** What a watcher needs from outside. */
export interface WatcherParts {
  readonly version: string;
  readonly demo: boolean;
  /** For whose shells commands are written; `posix` where nobody says. */
  readonly shell?: ShellFamily;
  /** False when another process enforces: then this one only looks and tells. */
  readonly enforcing: boolean;
  readonly clock: Clock;
  readonly looker: Looker;
  readonly runtimes: readonly SandboxRuntime[];
  readonly settings: SettingsKeeper;
  readonly ledger: Ledger;
  readonly problems: ProblemList;
  /** What has to outlive a crash. Default: nothing does. */
  readonly journal?: Journal;
  /** The ledger so far, for the savings. */
  readonly history?: readonly LedgerEntry[];
  /** True when there were no settings yet: then the first days in watch-only mode are offered. */
  readonly firstRun?: boolean;
  /** True where a window asks what is to become of idle sandboxes: until then nothing is announced or stopped by policy. */
  readonly asksFirst?: boolean;
  /** True when the machine was started or logged in to only just now. */
  readonly justLoggedIn?: boolean;
  /** Docker's own logs; left out where there are none. */
  readonly dockerLog?: DockerLog;
  /** The memory of the machine, to be read between looks that are far apart; left out where nobody reads it by itself. */
  readonly hostMemory?: HostMemorySource;
  /** Who calls published ports, to be read between looks that are far apart: the one that the looker asks. */
  readonly portUse?: PortUseReader;
  /** What the machine says about power and memory; left out: mains, awake, and nothing known of the memory. */
  readonly surroundings?: () => Partial<Surroundings>;
}
