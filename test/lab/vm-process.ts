import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import readline from 'node:readline';
import type { LabRuntime } from './scenario.ts';

/** How the process behind a sandbox is called: only that of `sbx` is found in the process table by its name. */
const programs: Readonly<Record<LabRuntime, string>> = {
  sbx: '/opt/sbx/bin/containerd-shim-nerdbox-v1',
  'docker-sandbox': '/opt/docker/bin/docker.openvmm.exe',
  containers: '/usr/bin/containerd-shim-runc-v2',
};

/** `script: null` is a small process that only waits. */
export interface VmKind {
  readonly runtime: LabRuntime;
  readonly script: string | null;
}

/** A real process that holds memory and burns processor time, as the VM of a sandbox does. */
export class VmProcess {
  readonly #child: ChildProcess;
  /** Null for a light one, which takes no orders. */
  readonly #lines: readline.Interface | null;
  readonly #ended: Promise<void>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#lines = child.stdout && readline.createInterface({ input: child.stdout });
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /** `containerId` stands in its arguments, in the form of the real VM process (reference, section 4.3). */
  static start(kind: VmKind, containerId: string): VmProcess {
    const argv0 = programs[kind.runtime];
    const words = ['-namespace', 'docker', '-id', containerId, '-address', '/run/containerd.sock'];
    if (kind.script === null) {
      // Waits for input that never comes, and ends when whoever started it does.
      return new VmProcess(
        spawn('/bin/sh', ['-c', 'read x', ...words], { argv0, stdio: ['pipe', 'ignore', 'ignore'] }),
      );
    }
    const args = ['--expose-gc', kind.script, ...words];
    return new VmProcess(spawn(process.execPath, args, { argv0, stdio: ['pipe', 'pipe', 'ignore'] }));
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the VM did not start');
    return this.#child.pid;
  }

  /** Resolves when the process really has taken it on. */
  async load(memoryMiB: number, cpuFraction: number): Promise<void> {
    const lines = this.#lines;
    if (!lines) return;
    const done = new Promise<void>((resolve) => lines.once('line', () => resolve()));
    this.#child.stdin?.write(`${JSON.stringify({ memoryMiB, cpuFraction })}\n`);
    await Promise.race([done, this.#ended]);
  }

  async rssBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  }

  /** What the machine loses to it: shared pages are counted once over all processes. */
  async pssBytes(): Promise<number> {
    const rollup = await readFile(`/proc/${this.pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
  }

  async cpuTimeNs(): Promise<number> {
    const stat = await readFile(`/proc/${this.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000_000;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
    this.#lines?.close();
  }
}
