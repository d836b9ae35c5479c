import { describe, expect, it } from 'vitest';
import { quoted } from '../../../main/core/i18n/message.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import type { SandboxState } from '../../../main/core/model/app-state.ts';
import { memorySources, type MemorySource } from '../../../main/core/model/sandbox.ts';
import { cardModel } from '../../../renderer/card-model.ts';
import { appState, mib, nowMs, sandboxState } from '../support/state.ts';

const model = (patch: Partial<SandboxState>) => {
  const one = sandboxState('api', patch);
  return cardModel(one, appState([one]), nowMs, wordsFor('en'));
};
const because = { code: 'idle', timeoutMs: 1_800_000, sessions: 'none' } as const;
const minute = 60_000;
const idle = { state: 'idle', idleForMs: 20 * 60_000, votes: [] } as const;

describe('a card', () => {
  it('has the command for the shells of its machine, or none', () => {
    const command = (workspaces: readonly string[]) => {
      const one = sandboxState('api', { runtime: 'containers', workspaces });
      const commandIn = (shell: 'posix' | 'windows') =>
        cardModel(one, appState([one], { shell }), nowMs, wordsFor('en')).command;
      return [commandIn('posix'), commandIn('windows')];
    };
    expect(command(['/my code'])).toEqual([
      `docker sandbox run -w '/my code' claude`,
      `docker sandbox run -w "/my code" claude`,
    ]);
    expect(command(['/100 %'])).toEqual([`docker sandbox run -w '/100 %' claude`, null]);
  });

  it('shows unknown as unknown and never as zero', () => {
    const { memory, cpu, sessions } = model({
      usage: { memory: null, cpuTimeMs: null, network: { kind: 'unknown' }, sessions: 'unknown' },
      cpuFraction: null,
    });
    expect([memory.text, cpu, sessions]).toEqual(['not known', 'not known', 'sessions not known']);
  });

  it('says where the memory figure comes from, and marks it above the cap', () => {
    const { memory } = model({ capBytes: 400 * mib });
    expect(memory).toEqual({
      text: '500 MB of 400 MB',
      detail: 'VM process',
      hint: 'resident memory of the VM process on this machine',
      share: 1,
      high: true,
    });
  });

  it('says it of every source without being pointed at, and of made-up figures nothing', () => {
    const detailOf = (source: MemorySource) =>
      model({ usage: { ...sandboxState('api').usage, memory: { usedBytes: 1, source } } }).memory.detail;
    for (const source of memorySources) expect(detailOf(source) === null).toBe(source === 'demo');
    expect(detailOf('vm-engine-stats')).toBe('counted by the Engine');
  });

  it('counts down only when it has begun to be idle', () => {
    const next = { action: 'warn', rule: 'idle', atMs: nowMs + 600_000, because } as const;
    expect(model({ next }).countdown).toBeNull();
    expect(model({ next, activity: idle }).countdown).toMatchObject({ text: 'stops in 12 min' });
  });

  it('says the reason of a countdown where that it is idle does not say it', () => {
    const next = { action: 'warn', rule: 'idle', atMs: nowMs + 10 * minute } as const;
    const because = { code: 'idle', timeoutMs: 30 * minute, sessions: 'none' } as const;
    expect(model({ next: { ...next, because }, activity: idle }).countdown).toMatchObject({
      reason: null,
      share: 25 / 300,
    });
    const evening = { code: 'schedule', schedule: 'evening', idleForMs: 5 * minute } as const;
    expect(model({ next: { ...next, rule: 'schedule', because: evening }, activity: idle }).countdown).toEqual({
      text: 'stops in 12 min',
      reason: 'At the time of schedule “evening”, if it is idle for 5 min then.',
      share: null,
    });
    expect(model({ next: { ...next, action: 'stop', because }, activity: idle }).countdown).toMatchObject({
      reason: 'Because it was idle for 30 min without a session.',
    });
  });

  it('shows no countdown on old data', () => {
    const next = { action: 'stop', rule: 'idle', atMs: nowMs + 60_000, because } as const;
    expect(model({ next, activity: idle, fresh: false })).toMatchObject({ tone: 'stale', countdown: null });
  });

  it.each<[string, Partial<SandboxState>, readonly string[]]>([
    ['busy', {}, ['keep', 'stop', 'lock']],
    ['warned', { progress: { step: 'warned', sinceMs: nowMs, stopAtMs: nowMs } }, ['keep', 'extend', 'stop', 'lock']],
    ['being stopped', { progress: { step: 'stopping', sinceMs: nowMs, who: 'user' } }, []],
    [
      'not stopped after all',
      { progress: { step: 'stop-failed', sinceMs: nowMs, message: quoted('') } },
      ['retry', 'lock'],
    ],
    ['kept awake', { keepAwakeUntilMs: nowMs + 1 }, ['let-sleep', 'stop', 'lock']],
    ['protected', { protected: true }, ['lock']],
    ['being started', { status: 'stopped', progress: { step: 'starting', sinceMs: nowMs } }, []],
    ['stopped, where it starts in a terminal only', { status: 'stopped' }, ['copy']],
    ['of an unknown status', { status: 'unknown' }, []],
  ])('of a sandbox that is %s offers what fits', (_, patch, actions) => {
    expect(model(patch).actions).toEqual(actions);
  });

  it('of a stopped sandbox offers the way back where there is one without a terminal', () => {
    const one = sandboxState('api', { status: 'stopped' });
    const runtimes = [{ id: 'sbx', state: 'ready', via: 'socket' }] as const;
    expect(cardModel(one, appState([one], { runtimes }), nowMs, wordsFor('en')).actions).toEqual(['start']);
  });

  it('of a stopped sandbox says who stopped it, why, and what that gave back', () => {
    const stopNote = { atMs: nowMs - 20_000, freedBytes: 1400 * mib };
    const message = (note: SandboxState['stopNote']) =>
      model({ status: 'stopped', ...(note && { stopNote: note }) }).message;
    expect(message({ ...stopNote, who: 'user' })).toBe('Stopped by you 20 sec ago · 1.4 GB given back');
    expect(message({ ...stopNote, who: 'policy', because, freedBytes: null })).toBe(
      'Stopped by Sandman 20 sec ago: it was idle for 30 min without a session',
    );
    expect(message(undefined)).toBeNull();
  });

  it('says the same for as long as nothing that can be seen has changed', () => {
    const next = { action: 'warn', rule: 'idle', atMs: nowMs + 600_000, because } as const;
    const one = sandboxState('api', { next, activity: idle });
    const at = (ms: number) => JSON.stringify(cardModel(one, appState([one]), nowMs + ms, wordsFor('en')));
    expect(at(2_000)).toBe(at(1_000));
    expect(at(70_000)).not.toBe(at(0));
  });
});
