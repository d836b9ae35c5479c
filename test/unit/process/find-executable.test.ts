import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findExecutable, type Surroundings } from '../../../main/core/process/find-executable.ts';

/** What is found when exactly these files can be run, and which places were tried. */
async function find(surroundings: Surroundings, ...files: string[]) {
  const tried: string[] = [];
  const found = await findExecutable('sbx', surroundings, (file) => {
    tried.push(file);
    return Promise.resolve(files.includes(file));
  });
  return { found, tried };
}

const linux = (env: NodeJS.ProcessEnv): Surroundings => ({ env, platform: 'linux', homeDir: '/home/user' });
const mac = (env: NodeJS.ProcessEnv): Surroundings => ({ env, platform: 'darwin', homeDir: '/Users/user' });
const windows = (env: NodeJS.ProcessEnv): Surroundings => ({ env, platform: 'win32', homeDir: 'C:\\Users\\user' });

describe('finding a program', () => {
  it('takes the first one on PATH', async () => {
    const { found, tried } = await find(linux({ PATH: '/a:/b:/c' }), '/b/sbx', '/c/sbx');
    expect(found).toBe('/b/sbx');
    expect(tried).toEqual(['/a/sbx', '/b/sbx']);
  });

  it('ignores entries of PATH that hang on the working directory', async () => {
    const { tried } = await find(linux({ PATH: '.:bin::../x', SANDMAN_ONLY_PATH: '1' }));
    expect(tried).toEqual([]);
  });

  it('looks where Linux programs lie when PATH is the short one of a desktop session', async () => {
    const { found } = await find(linux({ PATH: '/nowhere' }), '/home/user/.local/bin/sbx');
    expect(found).toBe('/home/user/.local/bin/sbx');
  });

  it('looks in Homebrew and in the apps on macOS, without any PATH', async () => {
    const { found, tried } = await find(mac({}), '/Applications/Docker.app/Contents/Resources/bin/sbx');
    expect(found).toBe('/Applications/Docker.app/Contents/Resources/bin/sbx');
    expect(tried).toContain('/opt/homebrew/bin/sbx');
  });

  it('reads a Windows PATH: semicolons, drive letters, quotes, either spelling of its name, and .exe', async () => {
    const env = { Path: '"C:\\Tools;x";D:\\bin\\', LOCALAPPDATA: 'C:\\Users\\user\\AppData\\Local' };
    expect((await find(windows(env), 'D:\\bin\\sbx.exe')).found).toBe('D:\\bin\\sbx.exe');
    expect((await find(windows({ PATH: 'C:\\a' }), 'C:\\a\\sbx.exe')).found).toBe('C:\\a\\sbx.exe');
  });

  it('looks where winget puts its links', async () => {
    const link = 'C:\\Users\\user\\AppData\\Local\\Microsoft\\WinGet\\Links\\sbx.exe';
    expect((await find(windows({ LOCALAPPDATA: 'C:\\Users\\user\\AppData\\Local' }), link)).found).toBe(link);
  });

  it('does not look at the root of the drive when Windows does not say where its folders are', async () => {
    const { tried } = await find(windows({}));
    expect(tried.length).toBeGreaterThan(0);
    for (const file of tried) expect(file).toMatch(/^C:\\/);
  });

  it('looks at PATH alone when it is told to', async () => {
    const { found, tried } = await find(mac({ PATH: '/a', SANDMAN_ONLY_PATH: '1' }), '/opt/homebrew/bin/sbx');
    expect(found).toBeNull();
    expect(tried).toEqual(['/a/sbx']);
  });
});

describe('what counts as a program', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'find-'));
    for (const folder of ['plain', 'folder/sbx', 'dangling', 'good'])
      await mkdir(path.join(dir, folder), { recursive: true });
    await writeFile(path.join(dir, 'plain', 'sbx'), '');
    await symlink(path.join(dir, 'gone'), path.join(dir, 'dangling', 'sbx'));
    await writeFile(path.join(dir, 'good', 'real'), '#!/bin/sh\n');
    await chmod(path.join(dir, 'good', 'real'), 0o755);
    await symlink(path.join(dir, 'good', 'real'), path.join(dir, 'good', 'sbx'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  const on = (...folders: string[]) =>
    findExecutable('sbx', linux({ PATH: folders.map((one) => path.join(dir, one)).join(':'), SANDMAN_ONLY_PATH: '1' }));

  it('is a file that may be run, also behind a link', async () => {
    expect(await on('plain', 'folder', 'dangling', 'good')).toBe(path.join(dir, 'good', 'sbx'));
  });

  it('is not a folder, a file without the right to run it, or a link to nothing', async () => {
    expect(await on('plain', 'folder', 'dangling')).toBeNull();
  });
});
