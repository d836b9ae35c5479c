import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../main/core/apikey/secret.ts';
import { createRunner } from '../../../main/core/process/run.ts';

const value = 'sk-ant-api03-canary-of-the-runner';
const { run } = createRunner({ env: { PATH: '/usr/bin:/bin' } });
const sh = (script: string) => ['-c', script] as const;
const deadlineMs = 10_000;

describe('a command that is given a secret', () => {
  it('gets it over stdin, which then ends', async () => {
    const { exitCode, stdout } = await run('/bin/sh', sh('cat | wc -c'), { deadlineMs, input: new Secret(value) });
    expect([exitCode, stdout.trim()]).toEqual([0, String(value.length)]);
  });

  it('has no more stdin than before when there is none', async () => {
    const { stdout } = await run('/bin/sh', sh('readlink /proc/self/fd/0'), { deadlineMs });
    expect(stdout.trim()).toBe('/dev/null');
  });

  it('may repeat it, and the result does not', async () => {
    const script = 'read -r line; echo "got $line"; echo "bad: $line" >&2; exit 3';
    const result = await run('/bin/sh', sh(script), { deadlineMs, input: new Secret(`${value}\n`) });
    expect(result).toMatchObject({ exitCode: 3, stdout: 'got [secret]\n', stderr: 'bad: [secret]\n' });
  });

  it('may end without reading it', async () => {
    const result = await run('/bin/sh', sh('exit 4'), { deadlineMs, input: new Secret('x'.repeat(1_000_000)) });
    expect(result).toMatchObject({ outcome: 'exited', exitCode: 4 });
  });

  it('is ended at the deadline when it does not read it', async () => {
    const input = new Secret('x'.repeat(1_000_000));
    expect(await run('/bin/sh', sh('sleep 60'), { deadlineMs: 300, input })).toMatchObject({ outcome: 'timed-out' });
  });

  it('gets it in its environment, and the result does not show it', async () => {
    const secretEnv = { ANTHROPIC_API_KEY: new Secret(value) };
    const result = await run('/bin/sh', sh('echo "${#ANTHROPIC_API_KEY} $ANTHROPIC_API_KEY"'), {
      deadlineMs,
      secretEnv,
    });
    expect(result.stdout).toBe(`${value.length} [secret]\n`);
  });
});

describe('a command whose output is a secret', () => {
  it('gives it in a Secret only', async () => {
    const options = { deadlineMs, secretOutput: true };
    const result = await run('/bin/sh', sh(`echo ${value}; echo ${value} >&2`), options);
    expect(result.secretStdout?.reveal()).toBe(`${value}\n`);
    expect(inspect(result, { depth: 9, showHidden: true })).not.toContain(value);
  });
});
