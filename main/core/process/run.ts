import { execa, type Options, type ResultPromise } from 'execa';
import type { CommandOptions, CommandResult, RunCommand } from './command.ts';

const defaultMaxOutputBytes = 4 * 1024 * 1024;
/** Between SIGTERM and SIGKILL: `sbx` was seen to ignore SIGTERM for half a minute (reference, section 2.4). */
const killAfterMs = 250;
/** Between SIGKILL and giving up: together they keep a command within half a second of its deadline. */
const giveUpAfterMs = 150;

/** Not passed on: secrets that a child has no use for, and the agent socket that a daemon would inherit (section 2.4). */
const withheld = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_OAUTH_TOKEN', 'SSH_AUTH_SOCK'];

export interface Runner {
  readonly run: RunCommand;
  /** Kills every command that still runs, with its children. */
  killAll(): Promise<void>;
}

/** Commands run with `env` plus what keeps output plain and telemetry off. */
export function createRunner(parts: { readonly env: NodeJS.ProcessEnv }): Runner {
  const env: NodeJS.ProcessEnv = { ...parts.env, NO_COLOR: '1', LC_ALL: 'C', SBX_NO_TELEMETRY: '1' };
  for (const name of withheld) delete env[name];
  const underWay = new Map<ResultPromise<Options>, Promise<CommandResult>>();

  const start = (file: string, args: readonly string[], options: CommandOptions): ResultPromise<Options> =>
    execa(file, [...args], {
      env,
      extendEnv: false,
      stdin: 'ignore',
      // A group of its own, so that a deadline reaches the children, too.
      detached: process.platform !== 'win32',
      cleanup: false,
      reject: false,
      windowsHide: true,
      maxBuffer: options.maxOutputBytes ?? defaultMaxOutputBytes,
      stripFinalNewline: false,
    });

  const run: RunCommand = (file, args, options) => {
    let child: ResultPromise<Options>;
    try {
      child = start(file, args, options);
    } catch {
      // Arguments that no program can be given, such as a name with a zero byte in it.
      return Promise.resolve(failed('failed-to-start', 0));
    }
    const result = settle(child, options).finally(() => underWay.delete(child));
    underWay.set(child, result);
    return result;
  };

  return {
    run,
    async killAll() {
      for (const child of underWay.keys()) killGroup(child.pid, 'SIGKILL');
      await Promise.allSettled(underWay.values());
    },
  };
}

async function settle(child: ResultPromise<Options>, options: CommandOptions): Promise<CommandResult> {
  const startedMs = performance.now();
  let timedOut = false;
  let giveUp: NodeJS.Timeout | undefined;
  const abandoned = new Promise<'abandoned'>((resolve) => {
    giveUp = setTimeout(() => {
      timedOut = true;
      killGroup(child.pid, 'SIGTERM');
      giveUp = setTimeout(() => {
        killGroup(child.pid, 'SIGKILL');
        // Something outside the group may still hold the pipes: nobody waits for it.
        giveUp = setTimeout(() => resolve('abandoned'), giveUpAfterMs);
      }, killAfterMs);
    }, options.deadlineMs);
  });
  const ended = await Promise.race([child, abandoned]);
  clearTimeout(giveUp);
  const durationMs = performance.now() - startedMs;
  if (ended === 'abandoned') {
    child.stdout?.destroy();
    child.stderr?.destroy();
    return failed('timed-out', durationMs);
  }
  const [stdout, stderr] = [text(ended.stdout), text(ended.stderr)];
  if (timedOut) {
    // The one that was asked has ended at SIGTERM; a child of it that did not is ended, too.
    killGroup(child.pid, 'SIGKILL');
    return failed('timed-out', durationMs, stdout, stderr);
  }
  if (ended.isMaxBuffer) {
    killGroup(child.pid, 'SIGKILL');
    return failed('too-much-output', durationMs, stdout, stderr);
  }
  if (ended.exitCode !== undefined) return { outcome: 'exited', exitCode: ended.exitCode, stdout, stderr, durationMs };
  if (ended.signal !== undefined) return failed('signalled', durationMs, stdout, stderr);
  return failed(ended.code === 'ENOENT' ? 'not-found' : 'failed-to-start', durationMs);
}

function failed(outcome: CommandResult['outcome'], durationMs: number, stdout = '', stderr = ''): CommandResult {
  return { outcome, exitCode: null, stdout, stderr, durationMs };
}

function text(output: unknown): string {
  return typeof output === 'string' ? output : '';
}

function killGroup(pid: number | undefined, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    void execa('taskkill', ['/PID', String(pid), '/T', '/F'], { reject: false, windowsHide: true, timeout: 5_000 });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone.
  }
}
