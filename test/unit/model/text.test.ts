import { describe, expect, it } from 'vitest';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import {
  activitySentence,
  nextSentence,
  summarySentence,
  trialSentence,
  viewKind,
} from '../../../main/core/model/text.ts';
import { runtimeConditions } from '../../../main/core/model/runtime.ts';
import { runtimeSentence } from '../../../main/core/model/text.ts';
import { appState, nowMs, sandboxState, unknown } from '../support/state.ts';

const en = wordsFor('en');
const de = wordsFor('de');

describe('the state in a sentence', () => {
  it.each([
    [appState([], { atMs: 0 }), 'loading', 'Looking for sandboxes…'],
    [
      appState([], { runtimes: [{ id: 'sbx', state: 'plugin-missing' }] }),
      'no-runtime',
      'No sandboxes on this machine',
    ],
    [appState([], { runtimes: [{ id: 'sbx', state: 'hung' }] }), 'blind', 'Cannot see your sandboxes'],
    [appState([], { runtimes: [{ id: 'sbx', state: 'daemon-not-running' }] }), 'empty', 'No sandbox is running'],
    [appState([sandboxState('a')]), 'list', '1 sandbox using 500 MB'],
  ])('%#', (state, kind, sentence) => {
    expect(viewKind(state)).toBe(kind);
    expect(summarySentence(state, en)).toBe(sentence);
  });

  it('says that a sum with a part missing is a lower bound', () => {
    const dark = sandboxState('dark');
    const state = appState([sandboxState('a'), { ...dark, usage: { ...dark.usage, memory: null } }]);
    expect(summarySentence(state, en)).toBe('2 sandboxes using at least 500 MB');
  });

  it('does not say what was seen before as if it were so now', () => {
    const old = sandboxState('old', { fresh: false });
    expect(summarySentence(appState([old]), en)).toBe('1 sandbox, last seen using 500 MB');
    expect(summarySentence(appState([old]), de)).toBe('1 Sandbox, zuletzt mit 500 MB');
    expect(summarySentence(appState([old, sandboxState('a')]), en)).toBe('2 sandboxes using about 1 GB');
    const dark = { ...old, usage: { ...old.usage, memory: null } };
    expect(summarySentence(appState([dark, old]), en)).toBe('2 sandboxes, last seen using at least 500 MB');
  });

  it('counts what cannot be named for certain with the running ones', () => {
    expect(viewKind(appState([sandboxState('odd', { status: 'unknown' })]))).toBe('list');
  });
});

describe('a runtime', () => {
  it.each(runtimeConditions.filter((one) => one !== 'ready'))('that is %s says what to do', (state) => {
    const { title, whatToDo } = runtimeSentence({ id: 'sbx', state }, en);
    expect(title).not.toBe('');
    expect(whatToDo).not.toBe('');
  });
});

describe('a sandbox', () => {
  it('is idle, busy or not known, and says by what', () => {
    expect(activitySentence(sandboxState('a'), nowMs, en)).toBe('busy: CPU');
    const idle = { state: 'idle', idleForMs: 300_000, votes: [] } as const;
    expect(activitySentence(sandboxState('a', { activity: idle }), nowMs, en)).toBe('idle for 5 min');
    expect(activitySentence(sandboxState('a', { activity: unknown }), nowMs, en)).toBe('just seen');
    const dark = [{ signal: 'network', says: 'unknown', value: null, threshold: null }] as const;
    expect(activitySentence(sandboxState('a', { activity: { ...unknown, votes: dark } }), nowMs, en)).toBe(
      'not known whether idle: network not known',
    );
    const unsure = [{ signal: 'cpu', says: 'unknown', value: 0.04, threshold: 0.05, alone: true }] as const;
    expect(activitySentence(sandboxState('a', { activity: { ...unknown, votes: unsure } }), nowMs, en)).toBe(
      'perhaps busy: looking again',
    );
    expect(
      activitySentence(sandboxState('a', { activity: { ...unknown, votes: [...unsure, ...dark] } }), nowMs, en),
    ).toBe('not known whether idle: CPU and network not known');
    expect(activitySentence(sandboxState('a', { fresh: false, observedAtMs: nowMs - 90_000 }), nowMs, en)).toBe(
      'not seen for 1 min',
    );
  });

  it('says what will happen to it', () => {
    expect(nextSentence(sandboxState('a'), nowMs, en)).toBeNull();
    const because = { code: 'idle', timeoutMs: 1_800_000, sessions: 'untold' } as const;
    const next = { action: 'stop', rule: 'idle', atMs: nowMs + 105_000, because } as const;
    expect(nextSentence(sandboxState('a', { next }), nowMs, en)).toBe('stops in 1:45: idle for 30 min');
    expect(nextSentence(sandboxState('a', { next, keepAwakeUntilMs: nowMs + 3_600_000 }), nowMs, en)).toBe(
      'kept awake for 1 hr',
    );
    expect(nextSentence(sandboxState('a', { next }), nowMs, de)).toBe('hält in 1:45 an: seit 30 Min. untätig');
    expect(nextSentence(sandboxState('a', { protected: true, keepAwakeUntilMs: nowMs + 1 }), nowMs, en)).toBe(
      'protected',
    );
  });
});

describe('the first days', () => {
  const said = (stops: number) =>
    [en, de].map((words) => trialSentence({ stops, gbHours: 4, horizonHours: 24, sinceMs: 0 }, words));

  it('are summed up in whole sentences, for one stop and for more', () => {
    expect(said(0)[0]).toBe('So far nothing would have been stopped');
    expect(said(1)[0]).toBe('So far Sandman would have stopped 1 sandbox and given back 4 GB·h');
    expect(said(3)).toEqual([
      'So far Sandman would have stopped sandboxes 3 times and given back 4 GB·h',
      'Bisher hätte Sandman 3-mal eine Sandbox angehalten und 4 GB·h zurückgegeben',
    ]);
  });
});
