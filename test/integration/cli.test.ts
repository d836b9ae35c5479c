import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Lab } from '../lab/lab.ts';
import type { LabScenario } from '../lab/scenario.ts';
import { CliWatch, runCli, temporaryHome } from './support/cli.ts';

const quick = { pollIntervalMs: 300, idle: { timeoutMs: 1_500, timeoutWithSessionsMs: 1_500, warningMs: 1_500 } };
const nothing = { PATH: '/nowhere', SANDMAN_ONLY_PATH: '1', DOCKER_HOST: 'unix:///nowhere.sock' };

let home: Awaited<ReturnType<typeof temporaryHome>>;
let lab: Lab | null = null;
const watches: CliWatch[] = [];

beforeEach(async () => {
  home = await temporaryHome();
});

afterEach(async () => {
  for (const watch of watches.splice(0)) await watch.end('SIGKILL');
  await lab?.dispose();
  lab = null;
  await home.remove();
});

async function given(scenario: LabScenario, settings?: unknown): Promise<Lab> {
  lab = await Lab.start(scenario);
  if (settings !== undefined) await writeFile(path.join(home.home, 'settings.json'), JSON.stringify(settings));
  return lab;
}

const envOf = (of: Pick<Lab, 'env'> | null) => ({ ...(of ? of.env : nothing), SANDMAN_HOME: home.home });

function watch(...args: Parameters<typeof startWatch>): CliWatch {
  const started = startWatch(...args);
  watches.push(started);
  return started;
}
const startWatch = (of: Lab): CliWatch => new CliWatch(envOf(of));

describe('status --json', () => {
  it('prints one object with what is known of every sandbox, and exits with 0', async () => {
    const of = await given(
      {
        sbx: {
          sandboxes: [
            { name: 'api', memoryMiB: 96, cpuFraction: 0.3, sessions: 2 },
            { name: 'old', status: 'stopped' },
          ],
        },
        dockerSandbox: { sandboxes: [{ name: 'vm', agent: 'gemini' }] },
        containers: { sandboxes: [{ name: 'box', memoryMiB: 32 }] },
      },
      { memory: { capsByName: { box: 2 ** 30 } } },
    );
    const { stdout, exitCode } = await runCli(['status', '--json'], envOf(of));
    expect(exitCode).toBe(0);
    expect(stdout.split('\n')).toHaveLength(1);
    const status = JSON.parse(stdout) as Record<string, never[]>;
    expect(status).toMatchObject({
      version: expect.any(String) as unknown,
      host: { totalBytes: expect.any(Number) as unknown, availableBytes: expect.any(Number) as unknown },
      runtimes: [
        { id: 'sbx', state: 'ready' },
        { id: 'docker-sandbox', state: 'ready' },
        { id: 'containers', state: 'ready' },
      ],
    });
    const sandboxes = Object.fromEntries(status['sandboxes']?.map((one: { name: string }) => [one.name, one]) ?? []);
    expect(sandboxes).toMatchObject({
      api: { runtime: 'sbx', agent: 'claude', status: 'running', workspaces: ['/home/user/api'], sessions: 2 },
      vm: { runtime: 'docker-sandbox', agent: 'gemini', memory: { source: 'vm-engine-stats' }, sessions: null },
      box: { runtime: 'containers', memory: { source: 'engine-stats', capBytes: 2 ** 30 } },
      old: { runtime: 'sbx', status: 'stopped', memory: null, cpuFraction: null },
    });
    expect(sandboxes).toMatchObject({ api: { id: of.box('sbx', 'api').id } });
    const api = sandboxes['api'] as unknown as { memory: { usedBytes: number }; cpuFraction: number };
    const heldBytes = (await of.box('sbx', 'api').vm?.pssBytes()) ?? 0;
    expect(Math.abs(api.memory.usedBytes - heldBytes) / heldBytes).toBeLessThan(0.1);
    expect(api.cpuFraction).toBeGreaterThan(0.1);
  });

  it('exits with 3 where there is no runtime', async () => {
    const { stdout, exitCode } = await runCli(['status', '--json'], envOf(null));
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ sandboxes: [], runtimes: [{ state: 'not-installed' }, {}, {}] });
  });

  it('starts no daemon and leaves nothing behind', async () => {
    const of = await given({ sbx: { daemon: 'down', sandboxes: [{ name: 'asleep' }] } });
    const { stdout, exitCode } = await runCli(['status', '--json'], envOf(of));
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ runtimes: [{ id: 'sbx', state: 'daemon-not-running' }, {}, {}] });
    expect(of.isDaemonRunning()).toBe(false);
    expect(existsSync(path.join(home.home, 'control.sock'))).toBe(false);
    expect(existsSync(path.join(home.home, 'ledger.jsonl'))).toBe(false);
  });
});

describe('wrong use', () => {
  it.each([[[]], [['nonsense']], [['status', 'more']], [['status', '--jsonn']], [['--json']]])(
    '%j exits with 2 and shows how it is used',
    async (args) => {
      const { stdout, stderr, exitCode } = await runCli(args, envOf(null));
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toContain('Usage: sandman');
    },
  );
});

describe('watch --json', () => {
  it('is the watcher where none runs: it warns, stops, and says each step', async () => {
    const of = await given({ sbx: { sandboxes: [{ name: 'idle' }, { name: 'busy', cpuFraction: 0.3 }] } }, quick);
    const watching = watch(of);
    const stopped = await watching.line((line) => line.type === 'stopped');
    expect(stopped).toMatchObject({
      name: 'idle',
      runtime: 'sbx',
      who: 'policy',
      reason: expect.any(String) as unknown,
    });
    expect(watching.happened().map(({ type, name }) => [type, name])).toEqual([
      ['warning', 'idle'],
      ['stopping', 'idle'],
      ['stopped', 'idle'],
    ]);
    for (const line of watching.lines) expect(Date.parse(String(line['at']))).not.toBeNaN();
    expect(of.box('sbx', 'idle').vm).toBeNull();
    expect(of.box('sbx', 'busy').vm).not.toBeNull();
    expect(await watching.end()).toBe(0);
    const ledger = (await readFile(path.join(home.home, 'ledger.jsonl'), 'utf8')).trim().split('\n');
    expect(ledger.map((line) => (JSON.parse(line) as { decision: string }).decision)).toEqual([
      'warned',
      'stopping',
      'stopped',
    ]);
  });

  it('says that a stop did not work', async () => {
    const of = await given({ sbx: { sandboxes: [{ name: 'stuck' }] } }, quick);
    of.fault('sbx stop', { kind: 'exit', code: 1, stderr: 'ERROR: cannot stop' });
    const failed = await watch(of).line((line) => line.type === 'stop-failed');
    expect(failed).toMatchObject({ name: 'stuck', message: expect.stringContaining('cannot stop') as unknown });
  });

  it('says that memory is high', async () => {
    const settings = { pollIntervalMs: 300, memory: { capBytes: 60 * 2 ** 20, sustainedMs: 300 } };
    const of = await given({ sbx: { sandboxes: [{ name: 'big', memoryMiB: 160, cpuFraction: 0.2 }] } }, settings);
    const notice = await watch(of).line((line) => line.type === 'notice');
    expect(notice).toMatchObject({ kind: 'memory', rule: 'cap', name: 'big', limitBytes: 60 * 2 ** 20 });
  });

  it('looks on where another one runs, which alone stops; status asks that one, too', async () => {
    const of = await given({ sbx: { sandboxes: [{ name: 'idle', cpuFraction: 0.3 }] } }, quick);
    const first = watch(of);
    await first.line((line) => line.type === 'snapshot');
    const second = watch(of);
    await second.line((line) => line.type === 'snapshot');
    expect((await runCli(['status'], envOf(of))).stdout).toContain('1 sandbox using');
    await of.change('sbx', 'idle', { cpuFraction: 0 });
    await Promise.all([first, second].map((one) => one.line((line) => line.type === 'stopped')));
    expect(of.callsTo('sbx', 'stop')).toHaveLength(1);
    expect(await second.end()).toBe(0);
  });

  it('ends what it has begun when it is interrupted in the middle of a question', async () => {
    const of = await given({ sbx: { sandboxes: [{ name: 'one' }] } }, quick);
    const watching = watch(of);
    await watching.line((line) => line.type === 'snapshot');
    of.fault('sandboxd ', { kind: 'hang' });
    const asked = of.callsTo('sandboxd').length;
    await expect.poll(() => of.callsTo('sandboxd').length, { timeout: 10_000 }).toBeGreaterThan(asked);
    expect(await watching.end()).toBe(0);
  });

  it('tells of a settings file that could not be used, and keeps it aside', async () => {
    const of = await given({ sbx: { sandboxes: [{ name: 'one', cpuFraction: 0.2 }] } });
    await mkdir(home.home, { recursive: true });
    await writeFile(path.join(home.home, 'settings.json'), '{"pollIntervalMs":');
    const line = await watch(of).line((one) => one.type === 'notice');
    expect(line).toMatchObject({ kind: 'problem', code: 'settings-damaged' });
  });
});
