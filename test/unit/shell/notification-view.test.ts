import { describe, expect, it } from 'vitest';
import { message } from '../../../main/core/i18n/message.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import type { WatchEvent } from '../../../main/core/model/events.ts';
import { awayAfterMs, notificationsFor as viewsFor } from '../../../main/shell/notification-view.ts';
import { capNotice, mib, nowMs } from '../support/state.ts';

const notificationsFor = (event: WatchEvent) => viewsFor(event, wordsFor('en'));
const because = { code: 'idle', timeoutMs: 30 * 60_000, sessions: 'none' } as const;
const about = { atMs: nowMs, key: 'sbx/api', name: 'api' } as const;
const warning: WatchEvent = {
  ...about,
  type: 'warning',
  rule: 'idle',
  because,
  reason: 'idle for 30 min without a session',
  stopAtMs: nowMs + 120_000,
  evidence: {
    idleForMs: 30 * 60_000,
    timeoutMs: 30 * 60_000,
    sessions: 0,
    cpuFraction: 0.01,
    memoryBytes: 900 * mib,
    votes: [],
  },
};
const stopped: WatchEvent = {
  ...about,
  type: 'stopped',
  who: 'policy',
  because,
  reason: 'idle for 30 min without a session',
  freedBytes: 900 * mib,
};

describe('a notification', () => {
  it('warns with the time that is left, the reason and what is held', () => {
    expect(notificationsFor(warning)).toEqual([
      {
        kind: 'show',
        view: {
          id: 'sandbox:sbx/api',
          title: 'api will be stopped in 2 min',
          body: 'It was idle for 30 min without a session and holds 900 MB. Click to see it and keep it awake.',
          sandboxKey: 'sbx/api',
          actions: [
            { id: 'keep-awake', key: 'sbx/api', text: 'Keep awake' },
            { id: 'stop-now', key: 'sbx/api', text: 'Stop now' },
          ],
        },
      },
    ]);
  });

  it('speaks the language that was chosen', () => {
    expect(viewsFor(warning, wordsFor('de'))).toMatchObject([
      {
        view: {
          title: 'api wird in 2 Min. angehalten',
          body: 'Grund: seit 30 Min. untätig, ohne Sitzung. Belegt 900 MB. Klicken, um sie zu sehen und wach zu halten.',
        },
      },
    ]);
  });

  it.each<[string, WatchEvent]>([
    ['it was withdrawn', { ...about, type: 'withdrawn', reason: 'busy' }],
    ['somebody stops it by hand', { ...about, type: 'stopping', who: 'user', reason: 'stopped by you' }],
  ])('of a warning is taken back when %s', (_, event) => {
    expect(notificationsFor(event)).toEqual([{ kind: 'withdraw', id: 'sandbox:sbx/api' }]);
  });

  it('tells of a stop by policy, with what it gave back', () => {
    expect(notificationsFor(stopped)).toMatchObject([
      { view: { title: 'api was stopped', body: 'It was idle for 30 min without a session. 900 MB given back.' } },
    ]);
  });

  it('asks for attention once: the stop takes the place of its warning quietly, and warnings come along with another', () => {
    expect(notificationsFor({ ...about, type: 'stopping', who: 'policy', reason: 'idle' })).toEqual([]);
    expect(notificationsFor(stopped)).toMatchObject([{ view: { id: 'sandbox:sbx/api', quiet: true } }]);
    expect(notificationsFor({ ...warning, alongside: true })).toMatchObject([{ view: { quiet: true } }]);
    const [loud] = notificationsFor(warning);
    expect(loud?.kind === 'show' && loud.view).not.toHaveProperty('quiet');
  });

  it('of a warning calls for nobody who has gone, and is there all the same (guards: awayAfterMs)', () => {
    const after = (event: WatchEvent, untouchedMs: number) =>
      viewsFor(event, wordsFor('en'), undefined, untouchedMs).map((one) => one.kind === 'show' && one.view);
    expect(after(warning, awayAfterMs)).toMatchObject([{ id: 'sandbox:sbx/api', quiet: true }]);
    expect(after(warning, awayAfterMs - 1)[0]).not.toHaveProperty('quiet');
    const failed: WatchEvent = { ...about, type: 'stop-failed', who: 'policy', message: message('failure.stillRuns') };
    expect(after(failed, awayAfterMs)[0]).not.toHaveProperty('quiet');
  });

  it.each<[string, WatchEvent]>([
    ['what the user has done', { ...stopped, who: 'user' }],
    ['a stop that watch-only mode did not carry out', { ...stopped, dryRun: true }],
    ['a warning that watch-only mode will not carry out', { ...warning, dryRun: true }],
  ])('does not tell of %s', (_, event) => {
    expect(notificationsFor(event).filter(({ kind }) => kind === 'show')).toEqual([]);
  });

  it('that a stop was coming is taken back when it came by hand, or not at all', () => {
    const back = [{ kind: 'withdraw', id: 'sandbox:sbx/api' }];
    expect(notificationsFor({ ...stopped, who: 'user' })).toEqual(back);
    expect(notificationsFor({ ...stopped, dryRun: true })).toEqual(back);
  });

  it('names the sandbox and the number when memory is high, and goes with the cause', () => {
    const notice = capNotice('api');
    expect(notificationsFor({ type: 'notice', atMs: nowMs, notice })).toMatchObject([
      {
        view: {
          id: 'notice:cap:sbx/api',
          title: 'api uses too much memory',
          body: 'api uses 3 GB, above its cap of 2 GB.',
          sandboxKey: 'sbx/api',
        },
      },
    ]);
    expect(notificationsFor({ type: 'notice-cleared', atMs: nowMs, noticeId: notice.id })).toEqual([
      { kind: 'withdraw', id: 'notice:cap:sbx/api' },
    ]);
  });
});

describe('a notification offers', () => {
  const actionsOf = (event: WatchEvent, startsAgain = true) =>
    viewsFor(event, wordsFor('en'), () => startsAgain).flatMap((change) =>
      change.kind === 'show' ? change.view.actions.map(({ id, key, text }) => `${id} ${key}: ${text}`) : [],
    );

  it('after a stop to start it again and to leave it alone from now on', () => {
    expect(actionsOf(stopped)).toEqual(['start-again sbx/api: Start again', 'protect sbx/api: Never stop it again']);
  });

  it('no start where the runtime needs a terminal for it', () => {
    expect(actionsOf(stopped, false)).toEqual(['protect sbx/api: Never stop it again']);
  });

  it('with short memory to stop the first that could be, which is not always the one to blame', () => {
    const notice = { ...capNotice('api'), offers: ['sbx/web', 'sbx/docs'] as const };
    expect(actionsOf({ type: 'notice', atMs: nowMs, notice })).toEqual(['stop-first sbx/web: Stop web']);
    expect(actionsOf({ type: 'notice', atMs: nowMs, notice: capNotice('api') })).toEqual([]);
  });
});
