import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { controlAddress } from '../../main/core/control/address.ts';
import { ask } from '../../main/core/control/client.ts';
import type { ControlIntent } from '../../main/core/control/protocol.ts';
import { readLedger, type LedgerEntry } from '../../main/core/enforce/ledger.ts';
import { message } from '../../main/core/i18n/message.ts';
import type { IntentResult } from '../../main/core/model/service.ts';
import { eventually } from '../lab/eventually.ts';
import { Lab } from '../lab/lab.ts';
import type { LabSandbox } from '../lab/scenario.ts';
import { CliWatch, runCli, temporaryHome, type WatchLine } from './support/cli.ts';

const mib = 2 ** 20;
const pollIntervalMs = 300;
/** Idle for ever, as far as these tests go: what is stopped then was stopped by another rule. */
const patient = { timeoutMs: 3_600_000, timeoutWithSessionsMs: 3_600_000, warningMs: 1_500, graceMs: 0 };
const quick = { timeoutMs: 1_500, timeoutWithSessionsMs: 1_500, warningMs: 1_500 };
/** Time enough to answer, on a machine that is busy with other things, too. */
const answerable = { ...quick, warningMs: 5_000 };

let home: Awaited<ReturnType<typeof temporaryHome>>;
let lab: Lab | null = null;
const watches: CliWatch[] = [];

// Real programs on a machine that may be busy: each of these waits for what happens, and not for a time.
vi.setConfig({ testTimeout: 120_000 });

beforeEach(async () => {
  home = await temporaryHome();
});

afterEach(async () => {
  for (const watch of watches.splice(0)) await watch.end('SIGKILL');
  await lab?.dispose();
  lab = null;
  await home.remove();
});

/** A lab with these sbx sandboxes, and the settings of the watcher. */
async function given(sandboxes: readonly LabSandbox[], settings: object): Promise<Lab> {
  lab = await Lab.start({ sbx: { sandboxes } });
  await settingsAre(settings);
  return lab;
}
const settingsAre = (settings: object) =>
  writeFile(path.join(home.home, 'settings.json'), JSON.stringify({ pollIntervalMs, ...settings }));

const env = () => ({ ...(lab?.env ?? {}), SANDMAN_HOME: home.home });
const nothing = () => ({
  PATH: '/nowhere',
  SANDMAN_ONLY_PATH: '1',
  DOCKER_HOST: 'unix:///nowhere.sock',
  SANDMAN_HOME: home.home,
});
const sandman = (...args: string[]) => runCli(args, env());
function watch(): CliWatch {
  const started = new CliWatch(env());
  watches.push(started);
  return started;
}
/** What a view of the running watcher wants: over its socket, because a new program takes longer to start than a warning lasts. */
async function wish(intent: ControlIntent): Promise<IntentResult> {
  const results: IntentResult[] = [];
  await ask(controlAddress(home.home), intent, (heard) => {
    if (heard.kind === 'result') results.push(heard.result);
  });
  return results[0] ?? { ok: false, message: message('failure.ended') };
}
const keep = (name: string, forMs: number | null) => wish({ op: 'keep', key: `sbx/${name}`, forMs });

const isRunning = (name: string) => lab?.box('sbx', name).vm !== null;
const stops = () =>
  lab?.callsTo('sbx', 'stop').map((call) => call.args.find((arg) => arg !== 'stop' && !arg.startsWith('-')));
const ledger = (): Promise<readonly LedgerEntry[]> => readLedger(home.home);
const entries = (...decisions: string[]) =>
  eventually(`the ledger has ${decisions.join(', ')}`, async () => {
    const found = (await ledger()).filter((one) => decisions.includes(one.decision));
    return found.length > 0 && found;
  });
const is = (type: string, name?: string) => (line: { type: string; name?: string }) =>
  line.type === type && (name === undefined || line.name === name);

/** A warning that is taken back is told as a notice. */
const withdrawn = (line: { type: string; [key: string]: unknown }) =>
  line.type === 'notice' && line['kind'] === 'withdrawn';
const steps = (watching: CliWatch) => watching.happened().map((line) => (withdrawn(line) ? 'withdrawn' : line.type));

async function statusOf(name: string) {
  const { stdout } = await sandman('status', '--json');
  const { sandboxes } = JSON.parse(stdout) as { sandboxes: { name: string; [key: string]: unknown }[] };
  return sandboxes.find((one) => one.name === name);
}

const nothingIdle = 'Nothing was stopped: no sandbox that may be stopped has been idle for long enough.';

describe('a warning', () => {
  it('can be answered by keep: the sandbox lives, and is warned anew when it may sleep again', async () => {
    await given([{ name: 'web' }], { idle: answerable });
    const watching = watch();
    await watching.line(is('warning'));
    expect(await keep('web', 3_600_000)).toEqual({ ok: true });
    await watching.line(withdrawn);
    expect(await statusOf('web')).toMatchObject({ status: 'running', keptAwakeUntil: expect.any(String) as unknown });
    await keep('web', null);
    await watching.line(is('stopped'));
    expect(steps(watching)).toEqual(['warning', 'withdrawn', 'warning', 'stopping', 'stopped']);
    expect(await entries('withdrawn', 'kept-awake')).toMatchObject([
      { decision: 'kept-awake', who: 'user' },
      { decision: 'withdrawn', reason: 'kept-awake' },
      { decision: 'kept-awake', reason: 'may sleep again' },
    ]);
  });

  it('is withdrawn when somebody opens a page of the sandbox, and comes again when nobody does any more', async () => {
    const server = http.createServer((_, answer) => answer.end('a page')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      await given([{ name: 'web', ports: [{ hostPort: port, sandboxPort: 80 }] }], { idle: answerable });
      const watching = watch();
      await watching.line(is('warning'));
      expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('a page');
      expect(await watching.line(withdrawn)).toMatchObject({ reason: 'busy' });
      await watching.line(is('stopped'));
      expect(steps(watching)).toEqual(['warning', 'withdrawn', 'warning', 'stopping', 'stopped']);
    } finally {
      server.close();
    }
  });

  it('can be put off: after the snooze it comes again', async () => {
    await given([{ name: 'web' }], { idle: answerable });
    const watching = watch();
    await watching.line(is('warning'));
    expect(await wish({ op: 'snooze', key: 'sbx/web', forMs: 3_000 })).toEqual({ ok: true });
    const putOff = await watching.line(withdrawn);
    const stopped = await watching.line(is('stopped'));
    expect(Date.parse(String(stopped['at'])) - Date.parse(String(putOff['at']))).toBeGreaterThan(3_000);
    expect(watching.happened().filter(({ type }) => type === 'warning')).toHaveLength(2);
  });

  it('is withdrawn by the lock, which holds against the user and a restart, too', async () => {
    await given([{ name: 'web' }], { idle: answerable });
    const watching = watch();
    await watching.line(is('warning'));
    expect(await wish({ op: 'protect', key: 'sbx/web', on: true })).toEqual({ ok: true });
    expect(await watching.line(withdrawn)).toMatchObject({ reason: 'protected' });
    const refused = await sandman('stop', 'web');
    expect([refused.exitCode, refused.stderr]).toEqual([1, 'It is protected. Take the lock off first.']);
    expect(await sandman('stop', '--idle')).toMatchObject({ exitCode: 0, stdout: nothingIdle });
    await watching.end('SIGKILL');
    const again = watch();
    await again.line((line) => line.type === 'snapshot' && JSON.stringify(line).includes('"idleForMs":3'));
    expect(isRunning('web')).toBe(true);
    expect(stops()).toEqual([]);
    await sandman('protect', 'web', '--off');
    await again.line(is('stopped'));
  });
});

describe('the command line', () => {
  it('keeps awake and protects, and the state says so', async () => {
    await given([{ name: 'web' }], { idle: patient });
    const kept = await sandman('keep', 'web', '--for', '1h', '--json');
    expect([kept.exitCode, kept.stdout]).toEqual([0, '{"ok":true}']);
    expect(await sandman('protect', 'web')).toMatchObject({
      exitCode: 0,
      stdout: 'web is protected: nothing stops it.',
    });
    expect(await statusOf('web')).toMatchObject({ protected: true, keptAwakeUntil: expect.any(String) as unknown });
    expect((await sandman('keep', 'web', '--off')).exitCode).toBe(0);
    expect((await sandman('protect', 'web', '--off')).exitCode).toBe(0);
    const free = await statusOf('web');
    expect(free).not.toHaveProperty('protected');
    expect(free).not.toHaveProperty('keptAwakeUntil');
  });

  it('stops one, or all that are idle, with the app and without it', async () => {
    await given([{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd', cpuFraction: 0.6 }], {
      idle: patient,
      memory: { minIdleMs: 3_000 },
    });
    expect(await sandman('stop', 'a')).toMatchObject({ exitCode: 0, stdout: 'a was stopped.' });
    expect(isRunning('a')).toBe(false);
    const watching = watch();
    await watching.line((line) => {
      const sandboxes = (line['sandboxes'] ?? []) as { name: string; activity: { idleForMs: number } }[];
      return sandboxes.filter(({ activity }) => activity.idleForMs >= 3_000).length >= 2;
    });
    expect(await sandman('stop', 'sbx/b', '--json')).toMatchObject({ exitCode: 0, stdout: '{"ok":true}' });
    expect(await sandman('stop', '--idle')).toMatchObject({ exitCode: 0, stdout: 'Done.' });
    const again = await sandman('stop', '--idle', '--json');
    expect(JSON.parse(again.stdout)).toEqual({ ok: true, message: nothingIdle });
    expect(['b', 'c', 'd'].map(isRunning)).toEqual([false, false, true]);
    const { stdout } = await sandman('ledger', '--json');
    const told = JSON.parse(stdout) as { entries: LedgerEntry[]; savings: { stops: number } };
    expect(told.entries.filter((one) => one.decision === 'stopped').map(({ sandbox, who }) => [sandbox, who])).toEqual([
      ['a', 'user'],
      ['b', 'user'],
      ['c', 'user'],
    ]);
    expect(told.savings.stops).toBe(0);
    expect((await sandman('ledger')).stdout).toContain('sbx/c  by user: stopped by you');
  });

  it.each([
    [['stop']],
    [['stop', 'web', '--idle']],
    [['keep']],
    [['keep', 'web', '--for', 'soon']],
    [['keep', 'web', '--for', '1h', '--off']],
    [['keep', 'web', '--until', '25:00']],
    [['protect', 'web', '--idle']],
    [['ledger', 'web']],
  ])('shows how it is used: %j exits with 2', async (args) => {
    const { exitCode, stderr } = await runCli(args, nothing());
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Usage: sandman');
  });

  it('exits with 1 for a sandbox that there is not, and with 3 where there is no runtime', async () => {
    await given([{ name: 'web' }], { idle: patient });
    expect(await sandman('stop', 'nobody')).toMatchObject({ exitCode: 1, stderr: 'There is no sandbox "nobody".' });
    expect((await runCli(['stop', 'web'], nothing())).exitCode).toBe(3);
  });
});

describe('a schedule', () => {
  const schedule = (patch: object) => ({ id: 'all-day', cron: '* * * * *', forMs: 3_600_000, ...patch });

  it('stops what is idle at its time, by its own name', async () => {
    const schedules = [schedule({ action: 'stop-idle', minIdleMs: 1_000 })];
    await given([{ name: 'idle' }, { name: 'busy', cpuFraction: 0.4 }], { idle: patient, schedules });
    const watching = watch();
    expect(await watching.line(is('warning'))).toMatchObject({ name: 'idle', rule: 'schedule' });
    expect(await watching.line(is('stopped'))).toMatchObject({ name: 'idle', who: 'schedule' });
    expect(['idle', 'busy'].map(isRunning)).toEqual([false, true]);
    expect(await entries('stopped')).toMatchObject([{ rule: 'schedule', who: 'schedule', outcome: 'verified' }]);
    const { stdout } = await sandman('status', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      schedules: [{ id: 'all-day', open: true, sentence: expect.stringContaining('Every minute') as unknown }],
      savings: { stops: 1 },
    });
  });

  it('of quiet hours keeps everything from being stopped', async () => {
    await given([{ name: 'idle' }], { idle: quick, schedules: [schedule({ action: 'quiet' })] });
    const watching = watch();
    await watching.line((line) => line.type === 'snapshot' && /"idleForMs":[4-9]\d{3}/.test(JSON.stringify(line)));
    expect(watching.happened()).toEqual([]);
    expect(isRunning('idle')).toBe(true);
  });
});

describe('memory', () => {
  const memory = { sustainedMs: 300, escalateMs: 300, minIdleMs: 3_000, cancelMs: 1_500 };

  it('above a cap costs the sandbox above it, when it is idle', async () => {
    const own = { ...memory, budgetBytes: 'off', capsByName: { big: 100 * mib } };
    await given(
      [
        { name: 'big', memoryMiB: 160 },
        { name: 'other', memoryMiB: 32 },
      ],
      { idle: patient, memory: own },
    );
    const watching = watch();
    expect(await watching.line(is('notice'))).toMatchObject({ rule: 'cap', name: 'big' });
    expect(await watching.line(is('warning'))).toMatchObject({ name: 'big', rule: 'memory' });
    await watching.line(is('stopped', 'big'));
    await watching.line((line) => line.type === 'notice' && line['kind'] === 'memory-cleared');
    expect(['big', 'other'].map(isRunning)).toEqual([false, true]);
    expect(await entries('stopped')).toMatchObject([
      { rule: 'memory', evidence: { memory: { cause: 'cap', limitBytes: 100 * mib } } },
    ]);
  });

  it('above the budget is taken from idle ones before busy ones, the largest first, and never from a protected one', async () => {
    // Long enough that `much` has been idle for the asked time when it comes to that.
    const own = { ...memory, escalateMs: 10_000, act: 'stop-largest', budgetBytes: 220 * mib };
    const sandboxes = { 'sbx/locked': { protected: true } };
    await given(
      [
        { name: 'locked', memoryMiB: 160 },
        { name: 'much', memoryMiB: 64 },
        { name: 'worker', memoryMiB: 96, cpuFraction: 0.6 },
      ],
      { idle: patient, memory: own, sandboxes },
    );
    const watching = watch();
    const order = ['much', 'worker', 'locked'];
    const victimsOf = (line: WatchLine) => (line['victims'] as { name: string }[] | undefined)?.map(({ name }) => name);
    await watching.line((line) => line.type === 'snapshot' && victimsOf(line)?.join() === order.join());
    await watching.line(is('stopped', 'much'));
    await watching.line(is('stopped', 'worker'));
    expect(stops()).toEqual(['much', 'worker']);
    expect(isRunning('locked')).toBe(true);
    const calls = lab?.callsTo('sbx', 'stop') ?? [];
    expect((calls[1]?.atMs ?? 0) - (calls[0]?.atMs ?? 0)).toBeGreaterThan(15_000);
  });

  it('can be kept by a cancel within the warning', async () => {
    const own = { ...memory, cancelMs: 4_000, act: 'stop-largest', budgetBytes: 100 * mib };
    await given([{ name: 'worker', memoryMiB: 160, cpuFraction: 0.3 }], { idle: patient, memory: own });
    const watching = watch();
    expect(await watching.line(is('warning'))).toMatchObject({ name: 'worker', rule: 'memory' });
    await keep('worker', 3_600_000);
    expect(await watching.line(withdrawn)).toMatchObject({ reason: 'kept-awake' });
    expect(isRunning('worker')).toBe(true);
    expect(stops()).toEqual([]);
  });
});

describe('a stop that fails', () => {
  it('is said once, and tried again only after a pause', async () => {
    const of = await given([{ name: 'stuck' }], { idle: quick });
    of.fault('sbx stop', { kind: 'exit', code: 1, stderr: 'ERROR: cannot stop' });
    const watching = watch();
    await watching.line(is('stop-failed'));
    await watching.line((line) => line.type === 'snapshot' && /"idleForMs":(8|9|1\d)\d{3}/.test(JSON.stringify(line)));
    expect(steps(watching)).toEqual(['warning', 'stopping', 'stop-failed']);
    expect(stops()).toEqual(['stuck']);
    expect(await entries('stop-failed')).toMatchObject([{ reason: expect.stringContaining('cannot stop') as unknown }]);
    const journal = await readFile(path.join(home.home, 'journal.json'), 'utf8');
    expect(JSON.parse(journal)).toEqual({ version: 1, stops: [] });
  });
});

describe('killed at any step of a stop', () => {
  /** The next start waits for an hour of idleness: what it finds out is of the run before. */
  async function nextStart(): Promise<CliWatch> {
    await settingsAre({ idle: patient });
    const again = watch();
    await again.line((line) => line.type === 'snapshot');
    return again;
  }
  const interrupted = async () => (await entries('interrupted'))[0];

  it('after the warning: nothing is stopped, and the next one says so and begins anew', async () => {
    await given([{ name: 'web' }], { idle: { ...quick, warningMs: 60_000 } });
    const first = watch();
    await first.line(is('warning'));
    await first.end('SIGKILL');
    await settingsAre({ idle: quick });
    const again = watch();
    await again.line(is('warning'));
    expect(stops()).toEqual([]);
    expect(await interrupted()).toMatchObject({ sandbox: 'web', rule: 'idle', outcome: 'not-stopped' });
    await again.line(is('stopped'));
    expect((await ledger()).map(({ decision }) => decision)).toEqual([
      'warned',
      'interrupted',
      'warned',
      'stopping',
      'stopped',
    ]);
  });

  it('before the runtime has taken the order: it still runs, and is not stopped without a new warning', async () => {
    const of = await given([{ name: 'web' }], { idle: quick });
    of.fault('sbx stop', { kind: 'hang' });
    const first = watch();
    await first.line(is('stopping'));
    await eventually('the order is given', () => stops()?.length === 1);
    await first.end('SIGKILL');
    of.fault('sbx stop', null);
    const again = await nextStart();
    expect(await interrupted()).toMatchObject({ sandbox: 'web', outcome: 'still-running' });
    expect(isRunning('web')).toBe(true);
    expect(again.happened()).toEqual([]);
    expect(stops()).toHaveLength(1);
  });

  it('between the stop and its proof: the next one finds out that it had worked', async () => {
    const of = await given([{ name: 'web' }], { idle: quick });
    of.fault('sbx stop', { kind: 'slow', delayMs: 20_000 });
    const first = watch();
    await first.line(is('stopping'));
    await eventually('it is stopped', () => !isRunning('web'));
    await first.end('SIGKILL');
    of.fault('sbx stop', null);
    await nextStart();
    const found = await interrupted();
    expect(found).toMatchObject({ sandbox: 'web', who: 'policy', outcome: 'stopped' });
    expect(found?.freedBytes).toBeGreaterThan(mib);
    const { stdout } = await sandman('ledger', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ savings: { stops: 1 } });
  });

  it('while the runtime is dark at the next start: it waits for an answer before it says what became of it', async () => {
    const of = await given([{ name: 'web' }], { idle: quick });
    of.fault('sbx stop', { kind: 'hang' });
    const first = watch();
    await first.line(is('stopping'));
    await eventually('the order is given', () => stops()?.length === 1);
    await first.end('SIGKILL');
    of.fault('sbx stop', null);
    of.fault('sbx ls', { kind: 'exit', code: 1, stderr: 'ERROR: not now' });
    of.fault('sandboxd /sandbox', { kind: 'http', status: 500 });
    const again = await nextStart();
    expect((await ledger()).filter(({ decision }) => decision === 'interrupted')).toEqual([]);
    of.fault('sbx ls', null);
    of.fault('sandboxd /sandbox', null);
    expect(await interrupted()).toMatchObject({ outcome: 'still-running' });
    expect(again.happened()).toEqual([]);
  });

  it('after all is done: nothing is left over', async () => {
    await given([{ name: 'web' }], { idle: quick });
    const first = watch();
    await first.line(is('stopped'));
    await first.end('SIGKILL');
    await nextStart();
    expect((await ledger()).map(({ decision }) => decision)).toEqual(['warned', 'stopping', 'stopped']);
  });

  it('the wishes of the user outlive it, and a torn line of the ledger does not spoil the next', async () => {
    await given([{ name: 'web' }], { idle: answerable });
    const first = watch();
    await first.line(is('warning'));
    await keep('web', 3_600_000);
    await first.line(withdrawn);
    await first.end('SIGKILL');
    const file = path.join(home.home, 'ledger.jsonl');
    await writeFile(file, `${await readFile(file, 'utf8')}{"at":"2026-`);
    const again = watch();
    await again.line((line) => line.type === 'snapshot' && /"idleForMs":[4-9]\d{3}/.test(JSON.stringify(line)));
    expect(again.happened()).toEqual([]);
    await keep('web', null);
    await again.line(is('stopped'));
    expect((await ledger()).map(({ decision }) => decision).slice(-3)).toEqual(['warned', 'stopping', 'stopped']);
    expect(existsSync(file)).toBe(true);
  });
});
