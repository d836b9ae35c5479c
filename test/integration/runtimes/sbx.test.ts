import { chmod, chown, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { RuntimeError } from '../../../main/core/runtimes/runtime.ts';
import { Lab } from '../../lab/lab.ts';
import type { LabScenario } from '../../lab/scenario.ts';
import { labRuntime, lookAt, needsAt } from '../support/lab-runtimes.ts';

const gib = 1024 ** 3;
let lab: Lab;

async function given(sbx: NonNullable<LabScenario['sbx']>) {
  lab = await Lab.start({ sbx });
  return labRuntime(lab, 'sbx');
}

afterEach(async () => {
  await lab.dispose();
});

const commands = () => lab.calls.filter((call) => call.program === 'sbx').map((call) => call.args.join(' '));
const requests = () => lab.calls.filter((call) => call.program !== 'sbx').map((call) => call.args.join(' '));

describe("sbx over the daemon's socket", () => {
  it('sees sandboxes, and what their VM processes use, without running a command', async () => {
    const runtime = await given({
      sandboxes: [
        {
          name: 'api',
          agent: 'claude',
          workspaces: ['/w/api'],
          memoryMiB: 64,
          ports: [{ hostPort: 8080, sandboxPort: 3000 }],
        },
        { name: 'off', status: 'stopped' },
      ],
    });
    const { state, listed, usages } = await lookAt(runtime, needsAt(0));
    expect(state).toEqual({ id: 'sbx', state: 'ready', via: 'socket', apiVersion: '0.28.0' });
    expect(listed).toMatchObject([
      {
        name: 'api',
        agent: 'claude',
        status: 'running',
        workspaces: ['/w/api'],
        ports: [{ hostPort: 8080, sandboxPort: 3000 }],
      },
      { name: 'off', status: 'stopped' },
    ]);
    const vm = lab.box('sbx', 'api').vm;
    const usage = usages.get('api');
    expect(usage).toMatchObject({
      memory: { source: 'vm-process-pss', host: { source: 'vm-process-pss' }, guest: null },
      network: { kind: 'last-seen', atMs: null, modelAtMs: null },
      sessions: 'unknown',
      sessionsAsked: false,
    });
    const pssBytes = (await vm?.pssBytes()) ?? 0;
    expect(Math.abs((usage?.memory?.usedBytes ?? 0) - pssBytes)).toBeLessThan(pssBytes * 0.1);
    expect(usage?.cpuTimeMs).toBeGreaterThan(0);
    expect(commands()).toEqual([]);
    expect(lab.sideEffects).toEqual([]);
  });

  it('asks at most twelve questions a minute at rest, whatever the number of sandboxes', async () => {
    const sandboxes = Array.from({ length: 12 }, (_, index) => ({ name: `s${index}`, light: true }));
    const runtime = await given({ sandboxes });
    for (let second = 0; second < 60; second += 15) await lookAt(runtime, needsAt(second));
    lab.calls.length = 0;
    for (let second = 60; second < 360; second += 15) await lookAt(runtime, needsAt(second));
    expect(lab.calls.length / 5).toBeLessThanOrEqual(12);
    expect(commands()).toEqual([]);
    expect(requests()).toContain('GET /sandbox');
  });

  it('asks no more while a process cannot be found, and finds it when it can', async () => {
    const runtime = await given({
      sandboxes: [
        { name: 'known', light: true },
        { name: 'lost', light: true, unmapped: true },
      ],
    });
    await lookAt(runtime, needsAt(0));
    lab.calls.length = 0;
    for (let second = 15; second < 315; second += 15) await lookAt(runtime, needsAt(second));
    expect(lab.calls.length / 5).toBeLessThanOrEqual(12);
    lab.box('sbx', 'lost').unmapped = false;
    expect((await lookAt(runtime, needsAt(345))).usages.get('lost')?.cpuTimeMs).not.toBeNull();
  });

  it('asks for sessions when they are needed, and not sooner than it may', async () => {
    const runtime = await given({
      sandboxes: [
        { name: 'one', light: true, sessions: 2 },
        { name: 'two', light: true },
      ],
    });
    const wanting = (name: string) => (name === 'one' ? 30_000 : null);
    for (const second of [0, 10, 20, 29]) {
      const { usages } = await lookAt(runtime, needsAt(second, { sessionsMaxAgeMs: wanting }));
      expect(usages.get('one')).toMatchObject({ sessions: 2 });
      expect(usages.get('two')).toMatchObject({ sessions: 'unknown', sessionsAsked: false });
    }
    expect(commands()).toEqual(['inspect one --json --no-input']);
    await lookAt(runtime, needsAt(31, { sessionsMaxAgeMs: wanting }));
    expect(commands()).toHaveLength(2);
  });

  it('says that sessions are unknown when the command that knows them fails', async () => {
    const runtime = await given({ sandboxes: [{ name: 'one', light: true }] });
    lab.fault('sbx inspect', { kind: 'exit', code: 1, stderr: 'ERROR: no' });
    const { usages } = await lookAt(runtime, needsAt(0, { sessionsMaxAgeMs: () => 30_000 }));
    expect(usages.get('one')?.sessions).toBe('unknown');
    expect(usages.get('one')?.sessionsAsked).toBeUndefined();
  });

  it("reads memory in the guest while somebody looks on, where the daemon's Engine counts", async () => {
    const runtime = await given({ engineStats: true, sandboxes: [{ name: 'one', memoryMiB: 32 }] });
    expect((await lookAt(runtime, needsAt(0))).usages.get('one')?.memory?.guest).toBeNull();
    const { usages } = await lookAt(runtime, needsAt(15, { attentive: true }));
    const memory = usages.get('one')?.memory;
    expect(memory?.guest).toMatchObject({ source: 'daemon-engine-stats' });
    expect(memory?.host).toMatchObject({ source: 'vm-process-pss' });
    const rssBytes = (await lab.box('sbx', 'one').vm?.rssBytes()) ?? 0;
    expect(Math.abs((memory?.guest?.bytes ?? 0) - rssBytes)).toBeLessThan(rssBytes * 0.1);
  });

  it('does not ask an Engine again that does not count', async () => {
    const runtime = await given({ sandboxes: [{ name: 'one', light: true }] });
    for (let second = 0; second < 300; second += 15) await lookAt(runtime, needsAt(second, { attentive: true }));
    expect(requests().filter((one) => one.endsWith('/stats'))).toHaveLength(1);
  });

  it.each(['daemon', 'inspect', 'runtime-file'] as const)(
    'tells the configured limit that the %s tells',
    async (toldBy) => {
      const runtime = await given({ sandboxes: [{ name: 'one', light: true, limit: { bytes: 8 * gib, toldBy } }] });
      const { usages } = await lookAt(runtime, needsAt(0, { sessionsMaxAgeMs: () => 30_000 }));
      expect(usages.get('one')?.limit).toEqual({ bytes: 8 * gib, source: toldBy });
    },
  );

  it('shows a VM process that nobody can name as belonging to nobody, with what it holds', async () => {
    const runtime = await given({
      sandboxes: [
        { name: 'known', light: true },
        { name: 'lost', memoryMiB: 48, unmapped: true },
      ],
    });
    const needs = needsAt(0);
    const { usages } = await lookAt(runtime, needs);
    expect(usages.get('lost')).toMatchObject({ memory: null, cpuTimeMs: null });
    const processes = (await runtime.unattributed?.(needs)) ?? [];
    const pid = lab.box('sbx', 'lost').vm?.pid;
    expect(processes.find((one) => one.pid === pid)?.memory.bytes).toBeGreaterThan(48 * 1024 ** 2 * 0.9);
    expect(processes.map((one) => one.pid)).not.toContain(lab.box('sbx', 'known').vm?.pid);
  });

  it('notices a sandbox that starts and one that stops', async () => {
    const runtime = await given({ sandboxes: [{ name: 'one', light: true, status: 'stopped' }] });
    expect((await lookAt(runtime, needsAt(0))).listed).toMatchObject([{ status: 'stopped' }]);
    await lab.box('sbx', 'one').start();
    const { listed, usages } = await lookAt(runtime, needsAt(15));
    expect(listed).toMatchObject([{ status: 'running' }]);
    expect(usages.get('one')?.cpuTimeMs).not.toBeNull();
    await lab.box('sbx', 'one').stop();
    expect((await lookAt(runtime, needsAt(30))).listed).toMatchObject([{ status: 'stopped' }]);
  });

  it.each([
    ['starting', 'starting'],
    ['stopping', 'stopping'],
    ['unresponsive', 'unresponsive'],
    ['a new word', 'unknown'],
  ])('takes the word "%s" for %s', async (word, status) => {
    const runtime = await given({ sandboxes: [{ name: 'one', light: true }] });
    await lab.change('sbx', 'one', { statusWord: word });
    expect((await lookAt(runtime, needsAt(0))).listed).toMatchObject([{ status }]);
  });
});

describe('sbx without a socket that answers', () => {
  it('falls back to the command line, and says so', async () => {
    const runtime = await given({ way: 'cli', sandboxes: [{ name: 'one', light: true }] });
    lab.box('sbx', 'one').request('api.github.com:443');
    const { state, listed, usages } = await lookAt(runtime, needsAt(0));
    expect(state).toMatchObject({ state: 'ready', via: 'cli' });
    expect(listed).toMatchObject([{ name: 'one', status: 'running' }]);
    expect(usages.get('one')?.network.kind).toBe('last-seen');
    expect(commands()).toEqual(['daemon status --json', 'ls --json --no-input', 'policy log --json --no-input']);
    expect(lab.sideEffects).toEqual([]);
  });

  it('never runs a command that would start the daemon, also when it has just ended', async () => {
    const runtime = await given({ sandboxes: [{ name: 'one', light: true }] });
    expect((await lookAt(runtime, needsAt(0))).state.state).toBe('ready');
    await lab.stopDaemon();
    expect((await lookAt(runtime, needsAt(15))).state.state).toBe('daemon-not-running');
    for (let second = 30; second < 240; second += 15) {
      expect((await lookAt(runtime, needsAt(second))).state.state).toBe('daemon-not-running');
    }
    expect(commands()).toEqual(['daemon status --json']);
    expect(lab.isDaemonRunning()).toBe(false);
    expect(lab.sideEffects).toEqual([]);
  });

  it.runIf(process.getuid?.() === 0)('does not ask a socket of another user', async () => {
    const runtime = await given({ sandboxes: [{ name: 'one', light: true }] });
    await chown(lab.env['DOCKER_SANDBOXES_API'] ?? '', 12_345, 12_345);
    await chmod(lab.env['DOCKER_SANDBOXES_API'] ?? '', 0o777);
    const { state } = await lookAt(runtime, needsAt(0));
    expect(state).toMatchObject({ state: 'ready', via: 'cli' });
    expect(state.detail).toMatchObject({ id: 'daemon.foreignSocket' });
    expect(lab.callsTo('sandboxd')).toEqual([]);
  });

  it('does not take a plain file for a socket', async () => {
    const runtime = await given({ daemon: 'down', sandboxes: [] });
    await writeFile(lab.env['DOCKER_SANDBOXES_API'] ?? '', 'not a socket');
    expect((await lookAt(runtime, needsAt(0))).state.state).toBe('daemon-not-running');
  });

  it('finds the socket at its usual place when nothing names it', async () => {
    lab = await Lab.start({ sbx: { sandboxes: [{ name: 'one', light: true }] } });
    const state = path.join(lab.dir, 'state');
    const usual = path.join(state, 'sandboxes', 'sandboxes', 'sandboxd');
    await mkdir(usual, { recursive: true });
    await symlink(lab.env['DOCKER_SANDBOXES_API'] ?? '', path.join(usual, 'sandboxd.sock'));
    const runtime = labRuntime(lab, 'sbx', { DOCKER_SANDBOXES_API: '', XDG_STATE_HOME: state });
    expect((await lookAt(runtime, needsAt(0))).state).toMatchObject({ state: 'ready', via: 'socket' });
    expect(commands()).toEqual([]);
  });
});

describe('sbx that cannot be asked', () => {
  it('is not installed when there is neither a command nor a socket', async () => {
    lab = await Lab.start({});
    expect((await lookAt(labRuntime(lab, 'sbx'), needsAt(0))).state.state).toBe('not-installed');
  });

  it('hangs when its daemon does not answer, and no command is tried instead', async () => {
    const runtime = await given({ sandboxes: [] });
    lab.fault('sandboxd ', { kind: 'hang' });
    expect((await lookAt(runtime, needsAt(0))).state.state).toBe('hung');
    expect(commands()).toEqual([]);
  });

  it('hangs when only the list does not come', async () => {
    const runtime = await given({ sandboxes: [] });
    lab.fault('sandboxd /sandbox', { kind: 'hang' });
    await expect(lookAt(runtime, needsAt(0))).rejects.toMatchObject({ condition: 'hung' });
  });

  it.each([
    [{ kind: 'half-json' } as const],
    [{ kind: 'http', status: 500 } as const],
    [{ kind: 'http', status: 409 } as const],
  ])('gives no list that it does not have: %j', async (fault) => {
    const runtime = await given({ sandboxes: [{ name: 'one', light: true }] });
    lab.fault('sandboxd /sandbox', fault);
    await expect(lookAt(runtime, needsAt(0))).rejects.toBeInstanceOf(RuntimeError);
    expect(lab.sideEffects).toEqual([]);
  });

  it('knows nothing of the network when its log is broken, and has no such signal when there is none', async () => {
    const runtime = await given({ sandboxes: [{ name: 'one', light: true }] });
    lab.fault('sandboxd /network/log', { kind: 'half-json' });
    expect((await lookAt(runtime, needsAt(0))).usages.get('one')?.network).toEqual({ kind: 'unknown' });
    lab.fault('sandboxd /network/log', { kind: 'http', status: 404 });
    expect((await lookAt(runtime, needsAt(15))).usages.get('one')?.network).toEqual({ kind: 'absent' });
  });

  it('is too old when it does not know the daemon command', async () => {
    const runtime = await given({ daemon: 'down', sandboxes: [] });
    lab.fault('sbx daemon status', { kind: 'exit', code: 1, stderr: 'ERROR: unknown command "daemon" for "sbx"' });
    expect((await lookAt(runtime, needsAt(0))).state.state).toBe('too-old');
  });

  it('is signed out when the command line says so', async () => {
    const runtime = await given({ way: 'cli', sandboxes: [] });
    lab.fault('sbx ls', { kind: 'exit', code: 1, stderr: 'You are not authenticated to Docker' });
    await expect(lookAt(runtime, needsAt(0))).rejects.toMatchObject({ condition: 'signed-out' });
  });

  it('is back as soon as its socket is', async () => {
    const runtime = await given({ daemon: 'down', sandboxes: [] });
    expect((await lookAt(runtime, needsAt(0))).state.state).toBe('daemon-not-running');
    await rm(lab.env['DOCKER_SANDBOXES_API'] ?? '', { force: true });
    await lab.startDaemon();
    expect((await lookAt(runtime, needsAt(15))).state).toMatchObject({ state: 'ready', via: 'socket' });
  });
});
