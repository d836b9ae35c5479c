import { describe, expect, it, vi } from 'vitest';
import { sendTo } from '../../../main/shell/ipc.ts';
import type { TextBridge } from '../../../preload/contract.ts';
import { bridgeOver } from '../../../renderer/bridge.ts';
import { appState } from '../support/state.ts';

// Only for what is imported beside the code under test: nothing here calls it.
vi.mock('electron', () => ({ protocol: {} }));

function given(answer: () => Promise<string> = () => Promise.resolve('{"ok":true}')) {
  const asked: unknown[] = [];
  const listeners = new Map<string, (json: string) => void>();
  const texts: TextBridge = {
    call: (name, args) => {
      asked.push([name, args]);
      return answer();
    },
    on: (name, listener) => {
      listeners.set(`sandman:${name}`, listener);
      return () => void listeners.delete(`sandman:${name}`);
    },
  };
  const page = { send: (channel: string, json: string) => listeners.get(channel)?.(json) };
  return { bridge: bridgeOver(texts), asked, page };
}

describe('the bridge of the page', () => {
  it('passes a call on, and reads its answer', async () => {
    const { bridge, asked } = given();
    expect(await bridge.call('protect', { key: 'sbx/api', on: true })).toEqual({ ok: true });
    expect(asked).toEqual([['protect', { key: 'sbx/api', on: true }]]);
  });

  it('passes a refusal on', async () => {
    const { bridge } = given(() => Promise.reject(new Error('refused')));
    await expect(bridge.call('lookNow')).rejects.toThrow('refused');
  });

  it('tells what main has sent, until it is left', () => {
    const { bridge, page } = given();
    const told: unknown[] = [];
    const leave = bridge.on('stateChanged', (state) => told.push(state));
    sendTo(page, 'stateChanged', appState([]));
    leave();
    sendTo(page, 'stateChanged', appState([]));
    expect(told).toEqual([appState([])]);
  });

  it('tells that something happened, where there is nothing to say about it', () => {
    const { bridge, page } = given();
    const told: unknown[] = [];
    bridge.on('windowShown', (value) => told.push(value));
    sendTo(page, 'windowShown', null);
    expect(told).toEqual([null]);
  });
});
