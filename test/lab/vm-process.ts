import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import readline from 'node:readline';

/** A real process that holds memory and burns processor time, as the VM of a sandbox does. */
export class VmProcess {
  readonly #child: ChildProcess;
  readonly #lines: readline.Interface;
  readonly #ended: Promise<void>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    if (!child.stdout) throw new Error('the VM has no output');
    this.#lines = readline.createInterface({ input: child.stdout });
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /** `containerId` stands in its arguments, in the form of the real VM process (reference, section 4.3). */
  static start(script: string, containerId: string): VmProcess {
    const args = [
      '--expose-gc',
      script,
      '-namespace',
      'docker',
      '-id',
      containerId,
      '-address',
      '/run/containerd.sock',
    ];
    const child = spawn(process.execPath, args, {
      argv0: '/opt/sbx/bin/containerd-shim-nerdbox-v1',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    return new VmProcess(child);
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the VM did not start');
    return this.#child.pid;
  }

  /** Resolves when the process really has taken it on. */
  async load(memoryMiB: number, cpuFraction: number): Promise<void> {
    const done = new Promise<void>((resolve) => this.#lines.once('line', () => resolve()));
    this.#child.stdin?.write(`${JSON.stringify({ memoryMiB, cpuFraction })}\n`);
    await Promise.race([done, this.#ended]);
  }

  async rssBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  }

  async cpuTimeNs(): Promise<number> {
    const stat = await readFile(`/proc/${this.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000_000;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
    this.#lines.close();
  }
}
