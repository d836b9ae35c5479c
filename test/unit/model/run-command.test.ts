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
        fc.pre(!name.includes('\0') && !name.startsWith('-'));
        const command = runCommand(sandbox('sbx', name)) ?? '';
        const printed = execFileSync('/bin/sh', ['-c', `sbx() { printf '%s|' "$@"; }; ${command}`]).toString();
        expect(printed).toBe(`run|${name}|`);
      }),
      { numRuns: 60 },
    );
  });

  it('does not end its word on Windows', () => {
    expect(runCommand(sandbox('sbx', 'a" & calc "'), 'windows')).toBe('sbx run "a & calc "');
  });
});
