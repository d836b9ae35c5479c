import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { runAs } from './processes.ts';
import { projectRoot } from './root.ts';
import { say } from './say.ts';
import type { Identity } from './user.ts';

/** The project at a place where somebody else can read it. */
export interface ReadableProject {
  readonly root: string;
  dispose(): Promise<void>;
}

const leftOut = ['.git', 'dist', 'test-results'];

/** The clone itself, or a copy of it when that user has no way into it (a clone under /root, a strict umask). */
export async function readableProject(as: Identity | null): Promise<ReadableProject> {
  if (await canRead(as, ['package.json', 'out/main/index.js', 'node_modules/execa/package.json'])) {
    return { root: projectRoot, dispose: () => Promise.resolve() };
  }
  say('the user that runs Electron cannot read this folder: it gets a copy, which is removed afterwards');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sandman-project-'));
  await chmod(folder, 0o755);
  const root = path.join(folder, 'project');
  await cp(projectRoot, root, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !leftOut.some((name) => file === path.join(projectRoot, name)),
  });
  await execa('chmod', ['-R', 'a+rX', root]);
  return { root, dispose: () => rm(folder, { recursive: true, force: true }) };
}

async function canRead(as: Identity | null, files: readonly string[]): Promise<boolean> {
  if (!as?.user) return true;
  for (const file of files) {
    const { command, rest, settings } = runAs(as, 'test', ['-r', path.join(projectRoot, file)]);
    const { failed } = await execa(command, rest, { ...settings, cwd: '/', reject: false });
    if (failed) return false;
  }
  return true;
}
