import { beforeEach, expect, it } from 'vitest';
import { message } from '../../../main/core/i18n/message.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import type { Problem } from '../../../main/core/model/decision.ts';
import type { WatchEvent } from '../../../main/core/model/events.ts';
import { NoticeTeller } from '../../../main/shell/notice-teller.ts';
import type { NotificationChange, NotificationView } from '../../../main/shell/notification-view.ts';
import { appState, nowMs, sandboxState } from '../support/state.ts';

const other: Problem = { code: 'other-enforcer', message: message('problem.otherEnforcer', { pid: '7' }) };
const damaged: Problem = { code: 'settings-damaged', message: message('failure.unknown') };
const about = { atMs: nowMs, key: 'sbx/api', name: 'api' } as const;
const stopped: WatchEvent = { ...about, type: 'stopped', who: 'policy', reason: 'idle', freedBytes: null };
const failed: WatchEvent = { ...about, type: 'stop-failed', who: 'policy', message: message('failure.stillRuns') };
const runs = appState([sandboxState('api')]);
const rests = appState([sandboxState('api', { status: 'stopped' })]);

/** The notifications on screen, and how often one was put there. */
class Screen {
  readonly views = new Map<string, NotificationView>();
  times = 0;

  apply(changes: readonly NotificationChange[]): void {
    for (const change of changes) {
      if (change.kind === 'withdraw') this.views.delete(change.id);
      else this.views.set(change.view.id, change.view);
      if (change.kind === 'show') this.times += 1;
    }
  }

  shown(): readonly NotificationView[] {
    return [...this.views.values()];
  }

  ids(): readonly string[] {
    return [...this.views.keys()];
  }
}

let screen: Screen;
let teller: NoticeTeller;
beforeEach(() => {
  screen = new Screen();
  teller = new NoticeTeller({ notifications: screen, words: () => wordsFor('en'), untouchedMs: () => 0 });
});

it.each([
  ['that it was stopped is on screen until it runs again', stopped, rests, runs],
  ['that it could not be stopped is on screen until it is', failed, runs, rests],
])('%s', (_, event, now, later) => {
  teller.hear(event, now);
  teller.see(now);
  expect(screen.ids()).toEqual(['sandbox:sbx/api']);
  teller.see(later);
  expect(screen.ids()).toEqual([]);
});

it('a warning of one that runs again is no leftover of the stop before', () => {
  teller.hear(stopped, rests);
  teller.see(runs);
  const because = { code: 'idle', timeoutMs: 60_000, sessions: 'none' } as const;
  const evidence = { idleForMs: 1, timeoutMs: 1, sessions: 0, cpuFraction: 0, memoryBytes: null, votes: [] };
  const warning = { rule: 'idle', because, reason: 'idle', stopAtMs: nowMs + 60_000, evidence } as const;
  teller.hear({ ...about, ...warning, type: 'warning' }, runs);
  teller.see(runs);
  expect(screen.ids()).toEqual(['sandbox:sbx/api']);
});

it('a problem is told once, whenever it comes, and taken back when it is gone', () => {
  teller.see(appState([], { problems: [other] }));
  teller.see(appState([], { problems: [other] }));
  expect([screen.ids(), screen.times]).toEqual([['problem:other-enforcer'], 1]);
  teller.see(appState([], { problems: [other, damaged] }));
  expect(screen.ids()).toEqual(['problem:other-enforcer', 'problem:settings-damaged']);
  teller.see(appState([], { problems: [damaged] }));
  expect(screen.ids()).toEqual(['problem:settings-damaged']);
});

it('the demo in the place of the service leaves nothing of it, and tells nothing twice', () => {
  teller.see(appState([], { problems: [other, damaged] }));
  teller.see(appState([], { problems: [other], demo: true }));
  expect([screen.ids(), screen.times]).toEqual([['problem:other-enforcer'], 2]);
});

it('a problem that comes and goes is told once in an hour, and always taken back', () => {
  const at = (atMs: number, problems: readonly Problem[]) => teller.see(appState([], { atMs, problems }));
  for (let minute = 0; minute < 60; minute += 2) {
    at(nowMs + minute * 60_000, [other]);
    expect(screen.ids()).toEqual(minute === 0 ? ['problem:other-enforcer'] : []);
    at(nowMs + (minute + 1) * 60_000, []);
    expect(screen.ids()).toEqual([]);
  }
  at(nowMs + 61 * 60_000, [other]);
  expect([screen.ids(), screen.times]).toEqual([['problem:other-enforcer'], 2]);
});
