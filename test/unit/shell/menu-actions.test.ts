import { describe, expect, it } from 'vitest';
import { message } from '../../../main/core/i18n/message.ts';
import { SaidError } from '../../../main/core/i18n/said-error.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import type { AppState } from '../../../main/core/model/app-state.ts';
import type { IntentResult, SandmanService } from '../../../main/core/model/service.ts';
import { defaultSettings } from '../../../main/core/settings/schema.ts';
import { carryOut } from '../../../main/shell/menu-actions.ts';
import { menuNotification } from '../../../main/shell/menu-notification.ts';
import type { MenuAction } from '../../../main/shell/tray-view.ts';
import { appState, nowMs, sandboxState } from '../support/state.ts';

interface Given {
  readonly before?: AppState;
  readonly after?: AppState;
  readonly startDemo?: () => Promise<void>;
}

/** What is said in notifications of the menu when the service answers like that. */
async function toldBy(action: MenuAction, result: IntentResult, given: Given = {}) {
  const told: string[] = [];
  const logged: string[] = [];
  let state = given.before ?? appState([sandboxState('api')]);
  const answer = () => {
    state = given.after ?? state;
    return Promise.resolve(result);
  };
  const service: Partial<SandmanService> = {
    getState: () => state,
    stopIdle: answer,
    stopSandbox: answer,
    protect: answer,
    keepAwake: answer,
    changeSettings: answer,
  };
  const unasked = () => expect.unreachable();
  await carryOut(action, {
    service: () => service as SandmanService,
    openPopup: unasked,
    openSettings: unasked,
    openFolder: unasked,
    startDemo: given.startDemo ?? unasked,
    quit: unasked,
    logger: { error: (line) => logged.push(line) },
    tell: (said) => {
      const { title, body } = menuNotification(action, said, wordsFor('en'));
      told.push(`${title}: ${body}`);
    },
  });
  return { told, logged };
}

const key = 'sbx/api';
const no = (id: 'failure.noSandbox' | 'failure.stillRuns'): IntentResult => ({ ok: false, message: message(id) });
const wantsNoStops = {
  settings: { ...defaultSettings, notifications: { ...defaultSettings.notifications, stops: false } },
};

it.each<[MenuAction, string]>([
  [{ do: 'watch-only', on: true }, 'Watch only, stop nothing'],
  [{ do: 'stop-idle' }, 'Stop all idle sandboxes'],
  [{ do: 'stop', key }, 'api'],
  [{ do: 'protect', key, on: true }, 'api'],
  [{ do: 'keep', key, forMs: null }, 'api'],
])('what is refused is said, and what was wanted with it: %j', async (action, title) => {
  const { told } = await toldBy(action, no('failure.noSandbox'));
  expect(told).toEqual([`${title}: ${wordsFor('en').t('failure.noSandbox')}`]);
  expect((await toldBy(action, { ok: true })).told).toEqual([]);
});

it('a click on what is said of a sandbox leads to its card', () => {
  const said = message('failure.noSandbox');
  expect(menuNotification({ do: 'protect', key, on: true }, said, wordsFor('en')).sandboxKey).toBe(key);
  expect(menuNotification({ do: 'stop-idle' }, said, wordsFor('en'))).not.toHaveProperty('sandboxKey');
});

describe('"stop all idle" of the menu', () => {
  it('says it in a notification when there was nothing to stop', async () => {
    const { told } = await toldBy({ do: 'stop-idle' }, { ok: true, said: message('stopIdle.none') });
    expect(told).toEqual([`Stop all idle sandboxes: ${wordsFor('en').t('stopIdle.none')}`]);
  });

  it('says nothing of its own of those that could not be stopped: they are told of one by one, where that is wanted', async () => {
    const result: IntentResult = { ok: false, message: message('failure.notStopped', { names: ['api'] }) };
    const progress = { step: 'stop-failed', sinceMs: nowMs, message: message('failure.stillRuns') } as const;
    const after = appState([sandboxState('api', { progress })]);
    expect((await toldBy({ do: 'stop-idle' }, result, { after })).told).toEqual([]);
    const before = appState([], wantsNoStops);
    expect(
      (await toldBy({ do: 'stop-idle' }, result, { before, after: { ...after, ...wantsNoStops } })).told,
    ).toHaveLength(1);
    // One that was refused before anything was tried is told of by nothing else.
    expect((await toldBy({ do: 'stop-idle' }, result)).told).toHaveLength(1);
  });
});

describe('what a notification of its own tells is not said twice', () => {
  const failed = sandboxState('api', {
    progress: { step: 'stop-failed', sinceMs: nowMs, message: message('failure.stillRuns') },
  });

  it('that a stop failed, unless it was refused for another cause, or stops are not to be told', async () => {
    const stop = { do: 'stop', key } as const;
    expect((await toldBy(stop, no('failure.stillRuns'), { after: appState([failed]) })).told).toEqual([]);
    expect((await toldBy(stop, no('failure.noSandbox'), { after: appState([failed]) })).told).toHaveLength(1);
    const after = appState([failed], wantsNoStops);
    expect((await toldBy(stop, no('failure.stillRuns'), { after })).told).toHaveLength(1);
  });

  it('a problem that came with it; one that was there is told again, for it was told long ago', async () => {
    const said = message('problem.settingsNotWritten', { code: 'EACCES' });
    const after = appState([], { problems: [{ code: 'settings-not-written', message: said }] });
    const watchOnly = { do: 'watch-only', on: true } as const;
    const result: IntentResult = { ok: false, message: said };
    expect((await toldBy(watchOnly, result, { after })).told).toEqual([]);
    expect((await toldBy(watchOnly, result, { before: after, after })).told).toHaveLength(1);
  });
});

it('what goes wrong on the desktop is logged and said', async () => {
  const startDemo = () => Promise.reject(new SaidError(message('failure.noSandbox')));
  const sentence = wordsFor('en').t('failure.noSandbox');
  expect(await toldBy({ do: 'demo' }, { ok: true }, { startDemo })).toEqual({
    told: [`Show the demo fleet: ${sentence}`],
    logged: [`menu demo: ${sentence}`],
  });
});
