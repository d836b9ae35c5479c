import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, mkdtemp, readFile, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Secret } from '../../../../main/core/apikey/secret.ts';
import { openShellFiles } from '../../../../main/core/apikey/shell-file/open-shell-files.ts';
import type { ShellFiles } from '../../../../main/core/apikey/shell-file/shell-files.ts';
import type { ApplyResult, RemoveRequest, SetRequest } from '../../../../main/core/apikey/shell-file/types.ts';
import { createRunner } from '../../../../main/core/process/run.ts';

export type RealShell = 'bash' | 'zsh' | 'fish';

/** An account with a home folder of its own in a temporary place: nothing here can reach the files of whoever runs it. */
export class Account {
  readonly home: string;
  readonly shell: RealShell;
  readonly env: NodeJS.ProcessEnv;
  readonly files: ShellFiles;

  private constructor(home: string, shell: RealShell, platform: NodeJS.Platform, extra: NodeJS.ProcessEnv) {
    this.home = home;
    this.shell = shell;
    this.env = { HOME: home, PATH: '/usr/bin:/bin', TERM: 'dumb', LC_ALL: 'C.UTF-8', ...extra };
    this.files = openShellFiles({
      env: this.env,
      platform,
      homeDir: home,
      sandmanHome: path.join(home, '.config', 'sandman'),
      accountShell: `/usr/bin/${shell}`,
      run: createRunner({ env: this.env }).run,
    });
  }

  static async create(
    shell: RealShell,
    { platform = 'linux', env = {} }: { platform?: NodeJS.Platform; env?: NodeJS.ProcessEnv } = {},
  ): Promise<Account> {
    const home = await mkdtemp(path.join(os.tmpdir(), 'sandman-account-'));
    return new Account(home, shell, platform, env);
  }

  /** In a folder that is there already, and stays. */
  static at(home: string, shell: RealShell): Account {
    return new Account(home, shell, 'linux', {});
  }

  /** `env` with `~` for the home folder. */
  static async createWith(shell: RealShell, env: Record<string, string>): Promise<Account> {
    const home = await mkdtemp(path.join(os.tmpdir(), 'sandman-account-'));
    const filled = Object.entries(env).map(([name, value]) => [name, value.replace('~', home)]);
    return new Account(home, shell, 'linux', Object.fromEntries(filled) as NodeJS.ProcessEnv);
  }

  path(name: string): string {
    return path.join(this.home, name);
  }

  async write(name: string, content: string | Buffer, mode = 0o644): Promise<void> {
    await mkdir(path.dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), content);
    await chmod(this.path(name), mode);
  }

  read(name: string): Promise<Buffer> {
    return readFile(this.path(name));
  }

  async set(key: string, request: Omit<SetRequest, 'key'> & { file?: string } = {}): Promise<ApplyResult> {
    const { file, ...rest } = request;
    const survey = await this.files.survey(file === undefined ? {} : { file: this.path(file) });
    return this.files.apply(this.files.planSet(survey, { key: new Secret(key), ...rest }));
  }

  async remove(request: RemoveRequest & { file?: string } = {}): Promise<ApplyResult> {
    const { file, ...rest } = request;
    const survey = await this.files.survey(file === undefined ? {} : { file: this.path(file) });
    return this.files.apply(this.files.planRemove(survey, rest));
  }

  /**
   * Every file, link and folder of the home folder with its mode, owner and a hash of its content, to be compared before
   * and after. What the shells write by themselves does not count.
   */
  async snapshot(): Promise<Record<string, string>> {
    const entries: [string, string][] = [];
    for (const entry of await readdir(this.home, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(this.home, file);
      if (ofShells.test(name) || entry.isDirectory()) continue;
      const { mode, uid, gid } = await lstat(file);
      const facts = [mode.toString(8), uid, gid];
      if (entry.isSymbolicLink()) facts.push(await readlink(file));
      if (entry.isFile()) facts.push(hashOf(await readFile(file)));
      entries.push([name, facts.join(' ')]);
    }
    return Object.fromEntries(entries.sort());
  }

  async dispose(): Promise<void> {
    await rm(this.home, { recursive: true, force: true });
  }
}

const ofShells =
  /^(?:print-key\.sh|\.bash_history|\.zcompdump|\.config\/fish\/fish_variables|\.local\/share\/fish(?:\/.*)?)$/;

export function hashOf(value: string | Buffer): string {
  return createHash('sha256').update(value).digest('hex');
}
