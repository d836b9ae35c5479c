import os from 'node:os';
import path from 'node:path';
import { controlAddress } from './core/control/address.ts';
import { otherEnforcer, otherEnforcerAt, refuseIntents, type Intents } from './core/control/only-looks.ts';
import { ControlServer } from './core/control/server.ts';
import { DockerLog } from './core/docker-log/docker-log.ts';
import { dockerLogFiles } from './core/docker-log/log-files.ts';
import { openDockerode } from './core/engine/dockerode-engine.ts';
import { fileJournal } from './core/enforce/journal.ts';
import { fileLedger, readLedger } from './core/enforce/ledger.ts';
import { FileHistoryStore } from './core/history/file-store.ts';
import { History } from './core/history/history.ts';
import { openPast, type ServiceWithPast } from './core/history/past.ts';
import { systemClock } from './core/host/clock.ts';
import { HostMonitor, type PowerEvents } from './core/host/host-monitor.ts';
import { hostReaders } from './core/host/readers.ts';
import { systemConnections } from './core/host/system-connections.ts';
import { message, say, type Message } from './core/i18n/message.ts';
import { wordsFor } from './core/i18n/words.ts';
import type { Logger } from './core/model/logger.ts';
import { shellFamilyOf } from './core/model/run-command.ts';
import { createRunner } from './core/process/run.ts';
import { systemProcessMemory } from './core/process/process-memory.ts';
import { systemProcessTable } from './core/process/system-process-table.ts';
import { realRuntimes } from './core/runtimes/all.ts';
import { demoRuntime } from './core/runtimes/demo/demo-runtime.ts';
import { demoClockSpeed, demoSettings } from './core/runtimes/demo/demo-settings.ts';
import { demoFleet } from './core/runtimes/demo/fleet.ts';
import { demoPast } from './core/runtimes/demo/past.ts';
import { fileSettingsStore, memorySettingsStore } from './core/settings/file-store.ts';
import { awaitsFirstAnswer } from './core/settings/first-run.ts';
import { SettingsKeeper } from './core/settings/keeper.ts';
import { loadSettings } from './core/settings/load.ts';
import type { SettingsStore } from './core/settings/store.ts';
import { Looker } from './core/watch/looker.ts';
import { PortUse } from './core/watch/port-use.ts';
import { ProblemList } from './core/watch/problems.ts';
import { Watcher } from './core/watch/watcher.ts';
import { WorkspaceFiles } from './core/watch/workspace-files.ts';

export interface SandmanOptions {
  readonly version: string;
  /** Folder of settings, ledger and control socket; see `sandmanHome`. */
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  /** Default: the plain file in `home`. */
  readonly store?: SettingsStore;
  /** The made-up fleet instead of the runtimes of this machine. Its settings and ledger are not the user's. */
  readonly demo: boolean;
  /** Only look: take no control socket and carry nothing out. */
  readonly lookOnly?: boolean;
  /** There is a window that leads through the first run; without one nobody could ever answer. */
  readonly asksFirst?: boolean;
  /** What the desktop says about sleep and battery; without a desktop both are found out. */
  readonly powerEvents?: PowerEvents;
  readonly logger: Logger;
}

/** A machine that came up less than this ago has just been logged in to. */
const loginS = 5 * 60;

/** Builds the watcher from its parts; used by the app, the command line and the tests. */
export async function createSandman(options: SandmanOptions): Promise<ServiceWithPast> {
  const { home, env, demo, logger } = options;
  const clock = systemClock(demo ? demoClockSpeed : 1);
  const problems = new ProblemList();
  const store = demo ? memorySettingsStore(demoSettings) : (options.store ?? fileSettingsStore(home));
  const loaded = loadSettings(store, clock.wallMs());
  if (loaded.problem) problems.add(loaded.problem);
  const control = options.lookOnly ? null : await ControlServer.acquire(controlAddress(home));
  const other = control || options.lookOnly ? null : await otherEnforcerAt(controlAddress(home));
  if (other) problems.add({ code: 'other-enforcer', message: other });
  // The demo's ledger and journal are not the user's.
  const records = demo ? path.join(home, 'demo') : home;
  const report = (code: 'ledger-not-written' | 'journal-not-written') => (said: Message) => {
    logger.error(say(said, wordsFor('en')));
    problems.add({ code, message: said });
    watcher.republish();
  };
  const tellLate = (folders: readonly string[]) => {
    const [path] = folders;
    if (path === undefined) problems.clear('workspaces-unseen');
    else problems.add({ code: 'workspaces-unseen', message: message('problem.workspacesUnseen', { folders }), path });
    watcher.republish();
  };
  const runner = createRunner({ env });
  const parts = {
    env,
    platform: process.platform,
    homeDir: env['HOME'] ?? os.homedir(),
    run: runner.run,
    openEngine: openDockerode,
    processTable: systemProcessTable(process.platform, runner.run),
    processMemory: systemProcessMemory(process.platform, runner.run),
  };
  const host = new HostMonitor({
    clock,
    readers: hostReaders(process.platform, runner.run, env),
    ...(options.powerEvents && { powerEvents: options.powerEvents }),
  });
  const portUse = new PortUse(systemConnections(process.platform, runner.run));
  const dockerLog = new DockerLog(clock, demo ? [] : dockerLogFiles(parts));
  const runtimes = demo ? [demoRuntime(clock, demoFleet)] : realRuntimes(parts);
  const watcher: Watcher = new Watcher({
    version: options.version,
    demo,
    shell: shellFamilyOf(process.platform),
    enforcing: control !== null,
    clock,
    looker: new Looker({
      runtimes,
      hostMemory: host,
      clock,
      logger,
      daemonEventAtMs: (runtime, name) => dockerLog.sessionEventAtMs(runtime, name),
      ...(!demo && { workspaces: new WorkspaceFiles(undefined, undefined, tellLate), portUse }),
    }),
    runtimes,
    settings: new SettingsKeeper(store, loaded.settings, (problem) => problems.add(problem)),
    ledger: fileLedger(records, report('ledger-not-written')),
    journal: fileJournal(records, report('journal-not-written')),
    history: await readLedger(records),
    firstRun: awaitsFirstAnswer(loaded.settings),
    asksFirst: options.asksFirst ?? false,
    justLoggedIn: os.uptime() < loginS,
    problems,
    dockerLog,
    hostMemory: host,
    ...(!demo && { portUse }),
    surroundings: () => host.surroundings(),
  });
  const history = new History({
    store: demo ? demoPast(clock.wallMs()) : new FileHistoryStore(records),
    nowMs: () => clock.wallMs(),
    state: () => watcher.getState(),
    records: control !== null,
    onError: (message) => logger.warn(message),
  });
  // Not where it records nothing: then a look that nobody sees makes no state.
  if (control) {
    watcher.subscribe((state) => history.observe(state));
    watcher.onEvent((event) => history.note(event));
  }
  // Whoever only looks has somebody waiting for the figures.
  if (options.lookOnly) watcher.setAttention(true);
  control?.serve(watcher);
  host.onResume(() => void watcher.lookNow());
  // The demo's settings and journal are its own: whoever enforces elsewhere, it may do as it likes.
  const intents: Intents = control || demo ? watcher : refuseIntents(other ?? otherEnforcer());
  return {
    past: openPast({ history, home: records }),
    start: () => watcher.start(),
    async dispose() {
      host.dispose();
      await control?.close();
      await watcher.settle();
      history.close();
      await runner.killAll();
      await watcher.dispose();
      await dockerLog.dispose();
    },
    getState: () => watcher.getState(),
    subscribe: (listener) => watcher.subscribe(listener),
    onEvent: (listener) => watcher.onEvent(listener),
    lookNow: () => watcher.lookNow(),
    setAttention: (open) => watcher.setAttention(open),
    stopSandbox: (key) => intents.stopSandbox(key),
    startSandbox: (key) => intents.startSandbox(key),
    stopIdle: () => intents.stopIdle(),
    keepAwake: (key, forMs) => intents.keepAwake(key, forMs),
    keepAwakeUntil: (key, untilMs) => intents.keepAwakeUntil(key, untilMs),
    snooze: (key, forMs) => intents.snooze(key, forMs),
    protect: (key, on) => intents.protect(key, on),
    changeSandbox: (key, patch) => intents.changeSandbox(key, patch),
    changeSettings: (patch) => intents.changeSettings(patch),
    importSettings: (text) => intents.importSettings(text),
    answerTrial: (days) => intents.answerTrial(days),
    previewSchedule: (cron) => watcher.previewSchedule(cron),
  };
}
