import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../main/core/model/run-command.ts';

const sandbox = (runtime: 'sbx' | 'docker-sandbox' | 'containers' | 'demo', name = 'api') => ({
  runtime,
  name,
  agent: 'codex',
  workspaces: ['/w/my project'],
});

describe('the command that leads back into a sandbox', () => {
  it('is that of its runtime', () => {
    expect(runCommand(sandbox('sbx'))).toBe('sbx run api');
    expect(runCommand(sandbox('docker-sandbox'))).toBe('docker sandbox run api');
    expect(runCommand(sandbox('containers'))).toBe("docker sandbox run -w '/w/my project' codex");
    expect(runCommand(sandbox('demo'))).toBeNull();
  });

  it('has the name as one word, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20, unit: 'binary-ascii' }), (name) => {
        const command = runCommand(sandbox('sbx', name));
        fc.pre(command !== null);
        const printed = execFileSync('/bin/sh', ['-c', `sbx() { printf '%s|' "$@"; }; ${command}`]).toString();
        expect(printed).toBe(`run|${name}|`);
      }),
      { numRuns: 60 },
    );
  });

  it.each(['--help', 'a\nrm -rf ~', 'a\r', 'a\u001b]0;x\u0007', ''])('is none for %j', (name) => {
    expect(runCommand(sandbox('sbx', name))).toBeNull();
    expect(runCommand({ ...sandbox('containers'), workspaces: [name] })).toBeNull();
    expect(runCommand({ ...sandbox('containers'), agent: name })).toBeNull();
  });

  it('is none on Windows where quotes would not hold', () => {
    for (const name of ['a" & calc "', 'w$(calc)', 'w`calc`', '%TEMP%', 'a!b'])
      expect(runCommand(sandbox('sbx', name), 'windows')).toBeNull();
    expect(runCommand(sandbox('sbx', 'a & calc'), 'windows')).toBe('sbx run "a & calc"');
  });
});
