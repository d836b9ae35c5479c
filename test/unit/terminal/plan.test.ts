import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync, existsSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runWords } from '../../../main/core/model/run-command.ts';
import { terminalPlan } from '../../../main/core/terminal/plan.ts';

const command = ['/usr/bin/sbx', 'run', 'api'] as const;
const finds =
  (...names: readonly string[]) =>
  (name: string) =>
    Promise.resolve(names.includes(name) ? `/usr/bin/${name}` : null);

/** Names that a shell, or a program that splits its arguments, would read as something else. */
const hostile = [
  "a'b",
  'a"b',
  'a b',
  '$(touch x)',
  '`touch x`',
  'a;touch x',
  'a\nb',
  '*',
  '~',
  'a\\',
  '&& touch x',
  '%PATH%',
];

describe('a terminal of Linux', () => {
  it.each([
    ['xdg-terminal-exec', []],
    ['x-terminal-emulator', ['-e']],
    ['gnome-terminal', ['--']],
    ['konsole', ['-e']],
    ['xfce4-terminal', ['-x']],
    ['kitty', ['--']],
    ['alacritty', ['-e']],
    ['foot', ['--']],
    ['xterm', ['-e']],
  ])('%s gets the command word by word', async (name, before) => {
    for (const word of hostile) {
      expect(await terminalPlan(['/usr/bin/sbx', 'run', word], 'linux', finds(name))).toEqual({
        kind: 'start',
        file: `/usr/bin/${name}`,
        args: [...before, '/usr/bin/sbx', 'run', word],
      });
    }
  });

  it('is the one that the user chose, before others', async () => {
    const plan = await terminalPlan(command, 'linux', finds('xterm', 'x-terminal-emulator', 'xdg-terminal-exec'));
    expect(plan).toMatchObject({ file: '/usr/bin/xdg-terminal-exec' });
  });

  it('may not be there', async () => {
    expect(await terminalPlan(command, 'linux', finds())).toBeNull();
  });
});

describe('the terminal of macOS', () => {
  it('opens a script that hands over every word as it is, and is gone by then', async () => {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'plan-'));
    try {
      for (const word of hostile) {
        const own = mkdtempSync(path.join(dir, 'script-'));
        const file = path.join(own, 'sandbox.command');
        const plan = await terminalPlan(['/usr/bin/printf', '%s|', 'run', word], 'darwin', finds());
        if (/\p{Cc}/u.test(word)) {
          // A new line may run what stands before it: such a word is not handed over at all.
          expect(plan).toBeNull();
          continue;
        }
        expect(plan).toMatchObject({ kind: 'script', opener: '/usr/bin/open' });
        writeFileSync(file, plan?.kind === 'script' ? plan.text : '', { mode: 0o700 });
        const shown = execFileSync('/bin/sh', [file], {
          encoding: 'utf8',
          cwd: dir,
          env: { PATH: '/usr/bin:/bin', TERM: 'dumb' },
        });
        expect(shown.endsWith(`run|${word}|`)).toBe(true);
        expect(existsSync(own)).toBe(false);
      }
      expect(existsSync(path.join(dir, 'x'))).toBe(false);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

describe('the console of Windows', () => {
  it('is a new one, with every word in quotation marks', async () => {
    const plan = await terminalPlan(['C:\\Program Files\\sbx.exe', 'run', 'my api'], 'win32', finds());
    expect(plan).toEqual({
      kind: 'start',
      file: 'cmd.exe',
      args: ['/d', '/s', '/c', '"start "" "C:\\Program Files\\sbx.exe" "run" "my api""'],
      verbatim: true,
    });
  });

  it.each(['a"b', '%PATH%', 'a!b!', 'a^b', 'a\nb', 'a\\'])(
    'is not opened for %j, which cmd would read',
    async (word) => {
      expect(await terminalPlan(['C:\\sbx.exe', 'run', word], 'win32', finds())).toBeNull();
    },
  );
});

describe('the command', () => {
  const sandbox = { name: 'api', agent: 'codex', workspaces: ['/home/ann/api'] };

  it.each([
    ['sbx', ['sbx', 'run', 'api']],
    ['docker-sandbox', ['docker', 'sandbox', 'run', 'api']],
    ['containers', ['docker', 'sandbox', 'run', '-w', '/home/ann/api', 'codex']],
    ['demo', null],
  ] as const)('of %s attaches to its agent', (runtime, words) => {
    expect(runWords({ ...sandbox, runtime })).toEqual(words);
  });

  it('is none for a name that would be taken for an option', () => {
    expect(runWords({ ...sandbox, runtime: 'sbx', name: '--rm' })).toBeNull();
    expect(runWords({ ...sandbox, runtime: 'containers', agent: '-d' })).toBeNull();
  });
});
