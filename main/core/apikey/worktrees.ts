import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SandboxState } from '../model/app-state.ts';

/** Such a file holds one path. An agent writes to the workspace: it may be anything. */
const maxBytes = 8 * 1024;

/** The names of the sandboxes that work in a git worktree besides the main one: there `.git` is a file (gitrepository-layout(5)). */
export async function sandboxesInWorktrees(sandboxes: readonly SandboxState[]): Promise<readonly string[]> {
  const found = await Promise.all(
    sandboxes.map(async (one) => ((await anyWorktree(one.workspaces)) ? one.name : null)),
  );
  return found.filter((name) => name !== null);
}

async function anyWorktree(workspaces: readonly string[]): Promise<boolean> {
  for (const workspace of workspaces) if (await isWorktree(path.join(workspace, '.git'))) return true;
  return false;
}

async function isWorktree(file: string): Promise<boolean> {
  try {
    const stats = await lstat(file);
    if (!stats.isFile() || stats.size > maxBytes) return false;
    return /^gitdir: .*[\\/]worktrees[\\/]/.test(await readFile(file, 'utf8'));
  } catch {
    return false;
  }
}
