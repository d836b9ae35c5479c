import { describe, expect, it } from 'vitest';
import type { CommandResult } from '../../../main/core/process/command.ts';
import { failureOf } from '../../../main/core/runtimes/failures.ts';
import { SbxCli } from '../../../main/core/runtimes/sbx/sbx-cli.ts';
import { capture } from '../support/captures.ts';

const result = (patch: Partial<CommandResult>): CommandResult => ({
  outcome: 'exited',
  exitCode: 1,
  stdout: '',
  stderr: '',
  durationMs: 5_000,
  ...patch,
});

describe('what a failed command says about its runtime', () => {
  it.each([
    ['docker-sandbox/missing-plugin-28.stderr.txt', 'plugin-missing'],
    ['docker-sandbox/missing-plugin-older-cli.stderr.txt', 'plugin-missing'],
    ['docker-sandbox/desktop-down.stderr.txt', 'desktop-down'],
  ])('%s: %s', (file, condition) => {
    expect(failureOf(result({ stderr: capture(file) }), 'docker sandbox ls').condition).toBe(condition);
  });

  const errors = capture('sbx/errors.txt').trim().split('\n');
  it.each([
    [/not authenticated/, 'signed-out'],
    [/session has expired/, 'signed-out'],
    [/needs to restart/, 'error'],
    [/exited unexpectedly/, 'error'],
    [/failed to start properly/, 'error'],
    [/not found/, 'error'],
    [/policy has not been/, 'error'],
    [/can only be used when creating/, 'error'],
  ])('sbx: %s is %s', (words, condition) => {
    const line = errors.find((one) => words.test(one));
    expect(line).toBeDefined();
    const failure = failureOf(result({ stderr: line ?? '' }), 'sbx ls');
    expect(failure).toMatchObject({ condition, message: line });
  });

  it.each<[Partial<CommandResult>, string]>([
    [{ outcome: 'timed-out', exitCode: null }, 'hung'],
    [{ outcome: 'not-found', exitCode: null }, 'not-installed'],
    [{ outcome: 'signalled', exitCode: null }, 'error'],
    [{ outcome: 'too-much-output', exitCode: null }, 'error'],
    [{ stderr: 'ERROR: unknown command "daemon" for "sbx"' }, 'too-old'],
    [{ stderr: 'unknown flag: --json\n\nUsage:  docker [OPTIONS] COMMAND' }, 'plugin-missing'],
    [{ stderr: 'unknown flag: --json\n\nUsage:  docker sandbox ls [OPTIONS]' }, 'too-old'],
  ])('%j is %s', (patch, condition) => {
    expect(failureOf(result(patch), 'x').condition).toBe(condition);
  });
});

describe('the commands of sbx', () => {
  const cli = (patch: Partial<CommandResult>) => new SbxCli(() => Promise.resolve(result({ exitCode: 0, ...patch })));

  it('tell where a daemon listens', async () => {
    const status = await cli({ stdout: capture('sbx/daemon-status-running-0.42.json') }).daemonStatus('sbx');
    expect(status).toMatchObject({ state: 'running' });
    expect(status.state === 'running' && status.socket).toMatch(/com\.docker\.sandboxes\/.*sandboxd\.sock$/);
  });

  it.each<[Partial<CommandResult>, string]>([
    [{ stdout: '{"status":"stopped"}' }, 'not-running'],
    [{ exitCode: 1, stderr: 'ERROR: daemon is not running' }, 'not-running'],
    [{ stdout: '{"status":"running"' }, 'not-understood'],
    [{ exitCode: 1, stdout: '{"status":"running"}' }, 'not-understood'],
    [{ stdout: 'Hello' }, 'not-understood'],
    [{ outcome: 'timed-out', exitCode: null }, 'hung'],
  ])('tell of a daemon in %j that it is %s', async (patch, state) => {
    expect((await cli(patch).daemonStatus('sbx')).state).toBe(state);
  });

  it.each([
    ['sbx/ls-0.23.json', 'test-ports'],
    ['sbx/ls-0.31.json', 'copilot-test'],
    ['sbx/ls-0.31-windows-daemon-start.stdout.txt', 'copilot-test'],
  ])('list sandboxes as in %s', async (file, name) => {
    expect(await cli({ stdout: capture(file) }).list('sbx')).toMatchObject([{ name }]);
  });

  it('may list none, and a table is no list', async () => {
    expect(await cli({ stdout: capture('sbx/ls-empty.json') }).list('sbx')).toEqual([]);
    await expect(cli({ stdout: capture('sbx/ls-empty-table.txt') }).list('sbx')).rejects.toMatchObject({
      condition: 'error',
    });
  });

  it('count sessions, and tell a limit where they do', async () => {
    const stdout = capture('sbx/inspect-0.38.json');
    expect(await cli({ stdout }).inspect('sbx', 'a')).toEqual({ sessions: 0, limit: null });
    const later = stdout.replace('"sessions":0', '"sessions":2,"resources":{"memory":"8g"}');
    expect(await cli({ stdout: later }).inspect('sbx', 'a')).toEqual({
      sessions: 2,
      limit: { bytes: 8 * 1024 ** 3, source: 'inspect' },
    });
  });

  it.each(['{}', '{"sessions":-1}', '{"sessions":"2"}', '', '[]'])('do not guess sessions from %j', async (stdout) => {
    expect(await cli({ stdout }).inspect('sbx', 'a')).toEqual({ sessions: 'unknown', limit: null });
  });

  it('are asked without a flag that an old version does not know', async () => {
    const asked: string[] = [];
    const old = new SbxCli((_, args) => {
      asked.push(args.join(' '));
      const knows = !args.includes('--no-input');
      return Promise.resolve(
        result(knows ? { exitCode: 0, stdout: '{"sandboxes":[]}' } : { stderr: 'ERROR: unknown flag: --no-input' }),
      );
    });
    await old.list('sbx');
    await old.list('sbx');
    expect(asked).toEqual(['ls --json --no-input', 'ls --json', 'ls --json']);
  });
});
