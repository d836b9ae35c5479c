import { describe, expect, it } from 'vitest';
import { adviceFor } from '../../../main/core/apikey/advice.ts';
import { DesktopCli } from '../../../main/core/apikey/desktop-restart/desktop-cli.ts';
import { DesktopRestarter } from '../../../main/core/apikey/desktop-restart/desktop-restarter.ts';
import { platformRestart, runSteps } from '../../../main/core/apikey/desktop-restart/platform-restart.ts';
import { notAgreedTo, restartPrompt } from '../../../main/core/apikey/desktop-restart/prompt.ts';
import type { KeyState } from '../../../main/core/apikey/key-state.ts';
import { systemClock } from '../../../main/core/host/clock.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import type { AppState, SandboxState } from '../../../main/core/model/app-state.ts';
import { sandboxKey, type SandboxKey } from '../../../main/core/model/sandbox.ts';
import type { RuntimeId } from '../../../main/core/model/runtime.ts';
import type { CommandResult } from '../../../main/core/process/command.ts';
import { inEnglish } from '../../support/said.ts';
import { appState, sandboxState, unknown } from '../support/state.ts';

const inRuntime = (runtime: RuntimeId, name: string, patch: Partial<SandboxState> = {}) =>
  sandboxState(name, { runtime, key: sandboxKey(runtime, name), ...patch });
const idle = { activity: { ...unknown, state: 'idle' as const, idleForMs: 60_000 } };

/** A machine whose programs end as told, and that notes what was run. */
function machine(answers: Readonly<Record<string, Partial<CommandResult>>> = {}) {
  const ran: string[] = [];
  const run = (file: string, args: readonly string[]): Promise<CommandResult> => {
    const command = [file, ...args].join(' ');
    ran.push(command);
    const found = Object.entries(answers).find(([words]) => command.includes(words))?.[1];
    return Promise.resolve({ outcome: 'exited', exitCode: 0, stdout: '', stderr: '', durationMs: 1, ...found });
  };
  return { ran, run };
}

describe('what a restart of Docker Desktop stops', () => {
  it('is all that lives in it and is not known to be stopped, those that may be at work first', () => {
    const state = appState([
      inRuntime('docker-sandbox', 'quiet', idle),
      inRuntime('docker-sandbox', 'at-work'),
      inRuntime('docker-sandbox', 'stopped', { status: 'stopped' }),
      inRuntime('docker-sandbox', 'strange', { status: 'unknown', ...idle, fresh: false }),
      inRuntime('containers', 'old-style', idle),
      inRuntime('sbx', 'elsewhere'),
    ]);
    expect(restartPrompt(state).stops).toEqual([
      { key: 'docker-sandbox/at-work', name: 'at-work', maybeBusy: true },
      { key: 'docker-sandbox/strange', name: 'strange', maybeBusy: true },
      { key: 'containers/old-style', name: 'old-style', maybeBusy: false },
      { key: 'docker-sandbox/quiet', name: 'quiet', maybeBusy: false },
    ]);
  });

  it.each([
    [true, 'ready'],
    [true, 'not-installed'],
    [true, 'plugin-missing'],
    [false, 'hung'],
    [false, 'desktop-down'],
    [false, 'error'],
  ] as const)('is complete: %s, when the runtime is %s', (complete, state) => {
    expect(restartPrompt(appState([], { runtimes: [{ id: 'docker-sandbox', state }] })).complete).toBe(complete);
  });

  it('is not known before the first look', () => {
    expect(restartPrompt(appState([], { atMs: 0 })).complete).toBe(false);
  });

  it('was agreed to by key: what was not in the list is named', () => {
    const prompt = restartPrompt(appState([inRuntime('containers', 'a'), inRuntime('containers', 'b')]));
    const agreed: SandboxKey[] = ['containers/a', 'containers/gone'];
    expect(notAgreedTo(prompt, agreed).map((one) => one.name)).toEqual(['b']);
    expect(notAgreedTo(prompt, ['containers/a', 'containers/b'])).toEqual([]);
  });
});

describe('a Docker Desktop without its own restart command', () => {
  it.each([
    ['darwin', ['/usr/bin/osascript -e quit app id "com.docker.docker"', '/usr/bin/open -g -b com.docker.docker']],
    ['linux', ['/usr/bin/systemctl --user restart docker-desktop']],
    [
      'win32',
      ['C:\\P\\Docker\\Docker\\DockerCli.exe -Shutdown', 'explorer.exe C:\\P\\Docker\\Docker\\Docker Desktop.exe'],
    ],
  ] as const)('is ended and started as it is done on %s', async (platform, commands) => {
    const { run, ran } = machine();
    expect(await runSteps(platformRestart(platform, { ProgramFiles: 'C:\\P' }) ?? [], run)).toBe('done');
    expect(ran).toEqual(commands);
  });

  it('is not started when it could not be ended', async () => {
    const { run, ran } = machine({ osascript: { exitCode: 1 } });
    const result = await runSteps(platformRestart('darwin', {}) ?? [], run);
    expect(result).toMatchObject({ failed: { values: { program: '/usr/bin/osascript' } } });
    expect(ran).toHaveLength(1);
  });

  const lacks = { exitCode: 1, stderr: "docker: 'desktop' is not a docker command." };
  const restarterOn = (platform: NodeJS.Platform, answers: Parameters<typeof machine>[0]) => {
    const { run, ran } = machine({ 'docker desktop': lacks, ...answers });
    const cli = new DesktopCli({ run, findDocker: () => Promise.resolve('/bin/docker') });
    return { ran, restarter: new DesktopRestarter({ cli, run, clock: systemClock(1_000), platform, env: {} }) };
  };

  it('is restarted that way, and nobody can say whether it is back', async () => {
    const { restarter, ran } = restarterOn('linux', {});
    expect(await restarter.restart(() => {})).toEqual({ outcome: 'told' });
    expect(ran).toContain('/usr/bin/systemctl --user restart docker-desktop');
  });

  it('cannot be restarted on a system that nobody knows', async () => {
    const { restarter } = restarterOn('aix', {});
    expect(await restarter.restart(() => {})).toMatchObject({ outcome: 'not-possible' });
  });

  it('says what failed', async () => {
    const { restarter } = restarterOn('linux', { systemctl: { exitCode: 5 } });
    const outcome = await restarter.restart(() => {});
    expect(outcome.outcome).toBe('not-back');
    expect('message' in outcome && inEnglish(outcome.message)).toContain('systemctl ended with 5');
  });
});

describe('what is good to know about keys', () => {
  const advice = (state: AppState, keys: Pick<KeyState, 'hasKey' | 'inWorktree'>) =>
    adviceFor(state, keys, wordsFor('en'));
  const codes = (...given: Parameters<typeof advice>) => advice(...given).map((one) => one.code);
  const withPlugin = appState([], { runtimes: [{ id: 'docker-sandbox', state: 'ready' }] });

  it('explains the placeholder only where the plugin is and no key', () => {
    const nothing = { hasKey: false, inWorktree: [] };
    expect(codes(withPlugin, nothing)).toEqual(['subscription', 'proxy-managed']);
    expect(codes(withPlugin, { ...nothing, hasKey: true })).toEqual(['subscription']);
    expect(codes(appState([]), nothing)).toEqual(['subscription']);
  });

  it('warns a subscriber before, and says afterwards who is billed', () => {
    const text = (hasKey: boolean) => advice(appState([]), { hasKey, inWorktree: [] })[0]?.text ?? '';
    expect(text(false)).toContain('billed to the API account');
    expect(text(true)).toContain('remove the key');
  });

  it('names the sandboxes in worktrees', () => {
    const [, worktree] = advice(appState([]), { hasKey: true, inWorktree: ['a', 'b'] });
    expect(worktree).toMatchObject({ code: 'worktree', title: 'In a git worktree: a and b' });
  });
});
