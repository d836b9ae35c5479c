import { mkdtempSync, rmSync, statSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlAddress } from '../../../main/core/control/address.ts';
import { ask } from '../../../main/core/control/client.ts';
import type { ControlMessage } from '../../../main/core/control/protocol.ts';
import { ControlServer } from '../../../main/core/control/server.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { settingsWith, watch } from '../support/watched.ts';

let home: string;
let address: string;
const open: ControlServer[] = [];
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'control-'));
  address = controlAddress(home);
});
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
  rmSync(home, { recursive: true, force: true });
});

async function acquire(): Promise<ControlServer | null> {
  const server = await ControlServer.acquire(address);
  if (server) open.push(server);
  return server;
}

function service() {
  const clock = new FakeClock();
  return watch(clock, [new FakeRuntime('sbx', clock, [fakeSandbox('one', { cpuFraction: 1 })])], settingsWith({}))
    .watcher;
}

describe('the control socket', () => {
  it('belongs to one at a time', async () => {
    expect(await acquire()).not.toBeNull();
    expect(await acquire()).toBeNull();
    await open.shift()?.close();
    expect(await acquire()).not.toBeNull();
  });

  it('is taken over from a process that died without closing it', async () => {
    const dead = net.createServer();
    await new Promise<void>((resolve) => dead.listen(path.join(home, 'dead.sock'), resolve));
    const { renameSync } = await import('node:fs');
    renameSync(path.join(home, 'dead.sock'), address);
    await new Promise<void>((resolve) => dead.close(() => resolve()));
    expect(statSync(address).isSocket()).toBe(true);
    expect(await acquire()).not.toBeNull();
  });

  it('has at most one holder when several start at once', async () => {
    const servers = await Promise.all([acquire(), acquire(), acquire(), acquire()]);
    expect(servers.filter((server) => server !== null)).toHaveLength(1);
  });

  it('answers with the state, and then with what happens', async () => {
    const watcher = service();
    await watcher.start();
    (await acquire())?.serve(watcher);
    const heard: ControlMessage[] = [];
    const ended = ask(address, { op: 'watch' }, (message) => {
      heard.push(message);
      if (message.kind === 'state' && heard.length === 1) void watcher.stopSandbox('sbx/one');
      if (message.kind === 'event' && message.event.type === 'stopped') void open.shift()?.close();
    });
    expect(await ended).toBe(true);
    expect(heard[0]).toMatchObject({ kind: 'state', state: { sandboxes: [{ name: 'one', status: 'running' }] } });
    expect(heard.flatMap((one) => (one.kind === 'event' ? one.event.type : []))).toEqual(['stopping', 'stopped']);
  });

  it('says that nobody is there', async () => {
    expect(await ask(address, { op: 'status' }, () => {})).toBe(false);
  });

  it('refuses what it does not understand', async () => {
    (await acquire())?.serve(service());
    const heard: ControlMessage[] = [];
    const request = JSON.parse('{"op":"erase"}') as { op: 'status' };
    await ask(address, request, (message) => heard.push(message));
    expect(heard).toEqual([{ kind: 'error', message: 'unknown request' }]);
  });

  it.each([1e300, -1e300, 8.64e15 + 1, null, '1e3'])('refuses a time that no clock shows: %s', async (untilMs) => {
    (await acquire())?.serve(service());
    const heard: ControlMessage[] = [];
    const request = JSON.parse(JSON.stringify({ op: 'keep-until', key: 'sbx/one', untilMs })) as { op: 'status' };
    await ask(address, request, (message) => heard.push(message));
    expect(heard).toEqual([{ kind: 'error', message: 'unknown request' }]);
  });

  it('tells whoever asked when an intent fails in a way that nobody thought of, and answers the next', async () => {
    const watcher = service();
    watcher.keepAwakeUntil = () => {
      throw new RangeError('Invalid time value');
    };
    (await acquire())?.serve(watcher);
    const heard: ControlMessage[] = [];
    await ask(address, { op: 'keep-until', key: 'sbx/one', untilMs: 1 }, (message) => heard.push(message));
    await ask(address, { op: 'keep', key: 'sbx/one', forMs: 60_000 }, (message) => heard.push(message));
    expect(heard).toMatchObject([
      { kind: 'result', result: { ok: false, message: { id: 'failure.unknown' } } },
      { kind: 'result', result: { ok: true } },
    ]);
  });

  it('finds a short place for the socket of a home with a long path', () => {
    const long = `/home/${'x'.repeat(120)}`;
    expect(controlAddress(long, 'linux').length).toBeLessThan(108);
    expect(controlAddress(long, 'linux')).not.toBe(controlAddress(`${long}y`, 'linux'));
    expect(controlAddress('C:\\Users\\me', 'win32')).toMatch(/^\\\\\.\\pipe\\sandman-[0-9a-f]{16}$/);
  });
});
