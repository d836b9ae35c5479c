import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { LabFault } from './scenario.ts';

export interface LabDesktopParts {
  readonly dir: string;
  readonly home: string;
  readonly loginShell: string;
  readonly stopSandboxes: () => Promise<void>;
}

/**
 * Docker Desktop as far as its restart goes: its status, and a real process in the place of `docker-sandbox daemon start`, which
 * has the environment that a fresh login shell gave it.
 */
export class LabDesktop {
  readonly #parts: LabDesktopParts;
  #daemon: ChildProcess | null = null;
  #environment: NodeJS.ProcessEnv = {};
  status: 'running' | 'starting' | 'stopped' = 'stopped';

  constructor(parts: LabDesktopParts) {
    this.#parts = parts;
  }

  get daemonPid(): number | null {
    return this.#daemon?.pid ?? null;
  }

  async start(environment?: NodeJS.ProcessEnv): Promise<void> {
    this.status = 'starting';
    this.#environment = environment ?? (await this.#loginEnvironment());
    await mkdir(this.#parts.dir, { recursive: true });
    // Named so that the arguments of the process are those of the real one.
    await writeFile(
      path.join(this.#parts.dir, 'daemon'),
      'process.on("disconnect", () => process.exit()); process.send("up");',
    );
    const daemon = spawn(process.execPath, ['daemon', 'start'], {
      argv0: '/Applications/Docker.app/Contents/Resources/cli-plugins/docker-sandbox',
      cwd: this.#parts.dir,
      env: this.#environment,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    daemon.on('disconnect', () => {});
    await new Promise((resolve) => daemon.once('message', resolve));
    this.#daemon = daemon;
    this.status = 'running';
  }

  async end(): Promise<void> {
    this.status = 'stopped';
    await this.#parts.stopSandboxes();
    await this.endDaemon();
  }

  async endDaemon(): Promise<void> {
    const daemon = this.#daemon;
    this.#daemon = null;
    if (!daemon) return;
    const ended = new Promise((resolve) => daemon.once('exit', resolve));
    daemon.kill('SIGKILL');
    await ended;
  }

  async restart(fault: LabFault['kind'] | undefined): Promise<void> {
    await this.end();
    if (fault === 'never-back') return;
    await this.start(fault === 'old-environment' ? this.#environment : undefined);
  }

  /** What a program of the desktop gets that asks the login shell for it. */
  async #loginEnvironment(): Promise<NodeJS.ProcessEnv> {
    const { home, loginShell } = this.#parts;
    const env = { HOME: home, USER: 'user', SHELL: loginShell, PATH: '/usr/bin:/bin' };
    const { stdout } = await promisify(execFile)(loginShell, ['-l', '-i', '-c', '/usr/bin/env -0'], {
      env,
      timeout: 20_000,
    });
    const entries = stdout.split('\0').filter((entry) => entry.includes('='));
    return Object.fromEntries(
      entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
    );
  }
}
