import { describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../../../main/core/model/logger.ts';
import { calls } from '../../../preload/contract.ts';
import { handleCalls, type CallHandlers, type IpcEvent } from '../../../main/shell/ipc.ts';
import { resolveAppUrl } from '../../../main/shell/app-protocol.ts';
import { appState } from '../support/state.ts';

// Only for what is imported beside the code under test: nothing here calls it.
vi.mock('electron', () => ({ protocol: {} }));

type Listener = (event: IpcEvent, args: unknown) => Promise<string>;
const ourPage: IpcEvent = { senderFrame: { url: 'app://sandman/index.html', parent: null } };
const done = { ok: true } as const;

function given() {
  const asked: unknown[] = [];
  const answer = (args: unknown) => {
    asked.push(args);
    return done;
  };
  const names = Object.keys(calls).map((name) => [name, answer]);
  const handlers = { ...Object.fromEntries(names), getState: () => appState([]) } as unknown as CallHandlers;
  const listeners = new Map<string, Listener>();
  handleCalls({ handle: (channel, listener) => void listeners.set(channel, listener) }, handlers, silentLogger);
  const call = async (name: string, args: unknown, event = ourPage): Promise<unknown> =>
    JSON.parse((await listeners.get(`sandman:${name}`)?.(event, args)) ?? '');
  return { asked, call, listeners };
}

describe('a call of the page', () => {
  it('is answered for every name in the contract', () => {
    expect([...given().listeners.keys()]).toEqual(Object.keys(calls).map((name) => `sandman:${name}`));
  });

  it('is passed on with its checked arguments', async () => {
    const { call, asked } = given();
    expect(await call('keepAwake', { key: 'sbx/api', forMs: 60_000 })).toEqual(done);
    expect(asked).toEqual([{ key: 'sbx/api', forMs: 60_000 }]);
  });

  it('is answered with a text that says all of the state', async () => {
    const { call } = given();
    expect(await call('getState', undefined)).toEqual(appState([]));
  });

  it.each<[string, IpcEvent]>([
    ['another origin', { senderFrame: { url: 'https://example.com/', parent: null } }],
    ['an origin that only begins like ours', { senderFrame: { url: 'app://sandman.example/', parent: null } }],
    ['a frame in our page', { senderFrame: { url: 'app://sandman/index.html', parent: {} } }],
    ['a frame that is gone', { senderFrame: null }],
  ])('from %s is refused', async (_, event) => {
    const { call, asked } = given();
    await expect(call('stopSandbox', { key: 'sbx/api' }, event)).rejects.toThrow('refused');
    expect(asked).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['stopSandbox', undefined],
    ['stopSandbox', { key: 7 }],
    ['keepAwake', { key: 'sbx/api', forMs: -1 }],
    ['keepAwake', { key: 'sbx/api', forMs: Number.POSITIVE_INFINITY }],
    ['changeSettings', { idleTimeoutMs: 0 }],
    ['changeSettings', { watchOnly: 'yes' }],
    ['lookNow', { force: true }],
  ])('%s with %j is refused', async (name, args) => {
    const { call, asked } = given();
    expect(await call(name, args)).toMatchObject({ ok: false });
    expect(asked).toEqual([]);
  });
});

describe('an address of the page', () => {
  it.each([
    ['app://sandman/', '/root/index.html'],
    ['app://sandman/index.html', '/root/index.html'],
    ['app://sandman/assets/index.js', '/root/assets/index.js'],
  ])('%s is a file', (address, file) => {
    expect(resolveAppUrl(address, '/root')?.path).toBe(file);
  });

  it.each([
    'app://sandman/../etc/passwd.html',
    'app://sandman/%2e%2e/secret.js',
    'app://sandman/..%2fsecret.js',
    'app://sandman/settings.json',
    'app://other/index.html',
    'file:///etc/passwd',
    'app://sandman/%00.html',
    'app://sandman/%zz.html',
  ])('%s is none, or none outside', (address) => {
    const resolved = resolveAppUrl(address, '/root');
    expect(resolved === null || resolved.path.startsWith('/root/')).toBe(true);
  });
});
