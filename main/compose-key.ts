import os from 'node:os';
import { DesktopCli } from './core/apikey/desktop-restart/desktop-cli.ts';
import { DesktopRestarter } from './core/apikey/desktop-restart/desktop-restarter.ts';
import { KeyService } from './core/apikey/key-service.ts';
import { keyOfProcess } from './core/apikey/proof/environment-of.ts';
import { keyOfNewShell, reducedEnvironment } from './core/apikey/proof/new-shell.ts';
import { keyOfDaemon } from './core/apikey/proof/sandbox-daemon.ts';
import { SbxKey } from './core/apikey/sbx-key.ts';
import { SbxSecrets } from './core/apikey/sbx-secret/sbx-secrets.ts';
import { accountShell } from './core/apikey/shell-file/account-shell.ts';
import { openShellFiles } from './core/apikey/shell-file/open-shell-files.ts';
import { ShellKey } from './core/apikey/shell-key.ts';
import { fileLedger } from './core/enforce/ledger.ts';
import { systemClock, type Clock } from './core/host/clock.ts';
import { say } from './core/i18n/message.ts';
import { wordsFor } from './core/i18n/words.ts';
import type { AppState } from './core/model/app-state.ts';
import type { Logger } from './core/model/logger.ts';
import type { RunCommand } from './core/process/command.ts';
import { findExecutable } from './core/process/find-executable.ts';
import type { ProcessTable } from './core/process/process-table.ts';
import { createRunner, type Runner } from './core/process/run.ts';
import { systemProcessTable } from './core/process/system-process-table.ts';
import { SbxCli } from './core/runtimes/sbx/sbx-cli.ts';

export interface KeyOptions {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logger: Logger;
  readonly appState: () => AppState;
  readonly lookNow: () => Promise<void>;
  /** Default: the real ones. */
  readonly clock?: Clock;
  readonly processTable?: Pick<ProcessTable, 'list'>;
}

/** Builds the API key's part of the app; used by the app and the tests. Nothing is looked at before it is asked. */
export function createKeyService(options: KeyOptions): KeyService {
  const { home, env, logger } = options;
  const { platform } = process;
  const homeDir = env['HOME'] ?? os.homedir();
  const clock = options.clock ?? systemClock();
  const { run } = createRunner({ env });
  const findSbx = () => findExecutable('sbx', { env, platform, homeDir });
  const findDocker = () => findExecutable('docker', { env, platform, homeDir });
  const sbxCli = new SbxCli(run);
  return new KeyService({
    findSbx,
    findDocker,
    sbx: new SbxKey({
      secrets: new SbxSecrets({ run, findSbx }),
      async isDaemonRunning() {
        const file = await findSbx();
        return file !== null && (await sbxCli.daemonStatus(file)).state === 'running';
      },
    }),
    shell: createShellKey({ ...options, clock }, run),
    restarter: new DesktopRestarter({ cli: new DesktopCli({ run, findDocker }), run, clock, platform, env }),
    appState: options.appState,
    lookNow: options.lookNow,
    ledger: fileLedger(home, (said) => logger.error(say(said, wordsFor('en')))),
    clock,
    logger,
  });
}

/** The part of it that looks at start-up files, new shells and the sandbox daemon. */
function createShellKey(options: KeyOptions, run: RunCommand): ShellKey {
  const { home, env } = options;
  const { platform } = process;
  const homeDir = env['HOME'] ?? os.homedir();
  // A test, and a person whose terminals run another shell than the account's, can name it.
  const account = env['SANDMAN_SHELL'] ?? accountShell();
  const files = openShellFiles({ env, platform, homeDir, sandmanHome: home, accountShell: account, run });
  const processTable = options.processTable ?? systemProcessTable(platform, run);
  const keyOf = keyOfProcess(platform, run);
  const shells = new Map<string, Runner>();
  return new ShellKey({
    files,
    newShell: (shell, kind) => {
      const plain = shells.get(shell) ?? createRunner({ env: reducedEnvironment({ ...env, HOME: homeDir }, shell) });
      shells.set(shell, plain);
      return keyOfNewShell({ run: plain.run, shell, platform }, kind);
    },
    async endShells() {
      for (const runner of shells.values()) await runner.killAll();
    },
    keyOfDaemon: () => keyOfDaemon(processTable, keyOf),
    clock: options.clock ?? systemClock(),
    platform,
  });
}
