import { describe, expect, it } from 'vitest';
import { worktreeFolder } from '../../../main/core/watch/git-branch.ts';
import { isLocal } from '../../../main/core/watch/local-path.ts';

describe('a folder', () => {
  it.each(['/home/ann/work', '/network', '/nets/a', '/home/net/a'])('is on this machine: %s', (folder) => {
    expect(isLocal(folder, 'linux')).toBe(true);
    expect(isLocal(folder, 'darwin')).toBe(folder !== '/network');
  });

  it.each(['C:\\work', 'c:/work'])('is on this machine under Windows: %s', (folder) => {
    expect(isLocal(folder, 'win32')).toBe(true);
  });

  it.each([
    '\\\\evil\\s',
    '//evil/s',
    '/\\evil/s',
    '\\/evil\\s',
    '\\\\?\\UNC\\evil\\s',
    '\\\\.\\pipe\\x',
    '\\??\\UNC\\evil\\s',
  ])('is of another machine: %s', (folder) => {
    for (const platform of ['win32', 'linux', 'darwin'] as const) expect(isLocal(folder, platform)).toBe(false);
  });

  it.each(['/net/evil/s', '/net', '/./net/evil', '/a/../net/evil'])(
    'would be mounted from another machine: %s',
    (folder) => {
      for (const platform of ['linux', 'darwin'] as const) expect(isLocal(folder, platform)).toBe(false);
    },
  );

  it.each(['/NET/evil', '/Network/Servers/evil', '/System/Volumes/Data/net/evil'])(
    'would be mounted from another machine by macOS: %s',
    (folder) => expect(isLocal(folder, 'darwin')).toBe(false),
  );

  it.each(['work', './work', '../work', 'C:work', ''])('is somewhere else here: %s', (folder) => {
    for (const platform of ['win32', 'linux', 'darwin'] as const) expect(isLocal(folder, platform)).toBe(false);
  });
});

describe('the folder that the .git of a worktree names', () => {
  it('is told from where the file is', () => {
    expect(worktreeFolder('/w/a/.git', 'gitdir: /w/main/.git/worktrees/a\n', 'linux')).toBe('/w/main/.git/worktrees/a');
    expect(worktreeFolder('/w/a/.git', 'gitdir: ../main/.git/worktrees/a\n', 'darwin')).toBe(
      '/w/main/.git/worktrees/a',
    );
    expect(worktreeFolder('C:\\w\\a\\.git', 'gitdir: C:/w/main/.git/worktrees/a\r\n', 'win32')).toBe(
      'C:\\w\\main\\.git\\worktrees\\a',
    );
  });

  it.each([
    ['win32', 'C:\\w\\.git', '\\\\evil\\s'],
    ['win32', 'C:\\w\\.git', '//evil/s'],
    ['win32', 'C:\\w\\.git', '\\??\\UNC\\evil\\s'],
    ['win32', '\\\\evil\\s\\.git', '..\\s'],
    ['darwin', '/Users/ann/w/.git', '/net/evil/s'],
    ['darwin', '/Users/ann/w/.git', '../../../net/evil/s'],
    ['linux', '/home/ann/w/.git', '//evil/s'],
  ] as const)(
    'is not asked for where it is on another machine (guards: isRemote, isLocal): %s %s %s',
    (on, file, named) => {
      expect(worktreeFolder(file, `gitdir: ${named}\n`, on)).toBeNull();
    },
  );
});
