import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { execa, type ResultPromise } from 'execa';

const projectRoot = path.resolve(import.meta.dirname, '..', '..', '..');
/** In one process, so that a signal reaches the program itself. */
const program = ['--import', import.meta.resolve('tsx'), path.join(projectRoot, 'main', 'cli.ts')];

type Env = Readonly<Record<string, string>>;

/** A folder for `SANDMAN_HOME` that is gone afterwards. */
export async function temporaryHome(): Promise<{ home: string; remove(): Promise<void> }> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'home-'));
  return { home, remove: () => rm(home, { recursive: true, force: true }) };
}

/** Runs the command line to its end, in plain Node. Never throws for its exit code. */
export async function runCli(args: readonly string[], env: Env) {
  const { stdout, stderr, exitCode } = await execa(process.execPath, [...program, ...args], {
    env,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    timeout: 30_000,
  });
  return { stdout, stderr, exitCode };
}

/** One line of `watch --json`. */
export interface WatchLine {
  readonly type: string;
  readonly name?: string;
  readonly [key: string]: unknown;
}

/** A `watch --json` that runs. */
export class CliWatch {
  readonly lines: WatchLine[] = [];
  readonly #child: ResultPromise;
  readonly #waiting = new Set<() => void>();

  constructor(env: Env, args: readonly string[] = []) {
    this.#child = execa(process.execPath, [...program, 'watch', '--json', ...args], {
      env,
      extendEnv: false,
      stdin: 'ignore',
      reject: false,
      buffer: false,
    });
    if (!this.#child.stdout) throw new Error('no output');
    readline.createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.lines.push(JSON.parse(line) as WatchLine);
      for (const wake of this.#waiting) wake();
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The first line that matches, now or later; ends with the test's own deadline. */
  line(matches: (line: WatchLine) => boolean): Promise<WatchLine> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.lines.find(matches);
        if (!found) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Everything but the snapshots, in order. */
  happened(): readonly WatchLine[] {
    return this.lines.filter((line) => line.type !== 'snapshot');
  }

  /** Interrupts it as Ctrl-C does and resolves to its exit code. */
  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<number | undefined> {
    this.#child.kill(signal);
    return (await this.#child).exitCode;
  }
}
