import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLine, runCommand, shellFamilyOf } from '../../../main/core/model/run-command.ts';

const sandbox = (runtime: 'sbx' | 'docker-sandbox' | 'containers' | 'demo', name = 'api') => ({
  runtime,
  name,
  agent: 'codex',
  workspaces: ['/w/my project'],
});

describe('the command that leads back into a sandbox', () => {
  it('is that of its runtime', () => {
    expect(runCommand(sandbox('sbx'), 'posix')).toBe('sbx run api');
    expect(runCommand(sandbox('docker-sandbox'), 'posix')).toBe('docker sandbox run api');
    expect(runCommand(sandbox('containers'), 'posix')).toBe("docker sandbox run -w '/w/my project' codex");
    expect(runCommand(sandbox('demo'), 'posix')).toBeNull();
  });

  it('has the name as one word, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20, unit: 'binary-ascii' }), (name) => {
        const command = runCommand(sandbox('sbx', name), 'posix');
        fc.pre(command !== null);
        const printed = execFileSync('/bin/sh', ['-c', `sbx() { printf '%s|' "$@"; }; ${command}`]).toString();
        expect(printed).toBe(`run|${name}|`);
      }),
      { numRuns: 60 },
    );
  });

  it.each(['--help', 'a\nrm -rf ~', 'a\r', 'a\u001b]0;x\u0007', ''])('is none for %j', (name) => {
    for (const shell of ['posix', 'windows'] as const) {
      expect(runCommand(sandbox('sbx', name), shell)).toBeNull();
      expect(runCommand({ ...sandbox('containers'), workspaces: [name] }, shell)).toBeNull();
      expect(runCommand({ ...sandbox('containers'), agent: name }, shell)).toBeNull();
    }
  });
});

describe('a command for the shells of Windows', () => {
  it('is meant where the platform is Windows', () => {
    expect((['win32', 'darwin', 'linux'] as const).map(shellFamilyOf)).toEqual(['windows', 'posix', 'posix']);
  });

  it.each([
    ['api', 'api'],
    ['a_b-1.2', 'a_b-1.2'],
    ['C:\\Users\\ann\\code', 'C:\\Users\\ann\\code'],
    ['C:\\', 'C:\\'],
    ['C:\\Program Files (x86)\\a', '"C:\\Program Files (x86)\\a"'],
    ["C:\\ann's code", '"C:\\ann\'s code"'],
    ['größe', '"größe"'],
    ['a;b', '"a;b"'],
    // An array, and a variable that is taken apart, to PowerShell; a gap between two words to cmd.
    ['a,b', '"a,b"'],
    ['@a', '"@a"'],
    ['a=b', '"a=b"'],
  ])('has %s as one word', (word, quoted) => {
    expect(commandLine(['sbx', word], 'windows')).toBe(`sbx ${quoted}`);
  });

  it.each([
    ['a" & calc "'],
    ['w$(calc)'],
    ['w`calc`'],
    ['%TEMP%'],
    ['a!b'],
    ['a&calc'],
    ['a & calc'],
    ['a|calc'],
    ['a>b'],
    ['a<b'],
    ['a^b'],
    ['a” ; calc “'],
    ['a„b'],
    ['C:\\my code\\'],
    ['a\nb'],
    [''],
  ])('is none where quotes would not hold in both: %j', (word) => {
    expect(commandLine(['sbx', word], 'windows')).toBeNull();
  });

  it('is the one on a card there', () => {
    expect(runCommand({ ...sandbox('containers'), workspaces: ['C:\\my project'] }, 'windows')).toBe(
      'docker sandbox run -w "C:\\my project" codex',
    );
  });
});
