import { expect, it } from 'vitest';
import { message } from '../../../main/core/i18n/message.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import type { Problem } from '../../../main/core/model/decision.ts';
import { defaultSettings } from '../../../main/core/settings/schema.ts';
import { problemNotices } from '../../../main/shell/problem-notices.ts';
import { appState } from '../support/state.ts';

const unseen = (...folders: readonly string[]): Problem => ({
  code: 'workspaces-unseen',
  message: message('problem.workspacesUnseen', { folders }),
});
const other: Problem = { code: 'other-enforcer', message: message('problem.otherEnforcer', { pid: '7' }) };

function noticesOf(before: readonly Problem[], problems: readonly Problem[], isWanted = true) {
  const notifications = { ...defaultSettings.notifications, problems: isWanted };
  const state = appState([], { problems, settings: { ...defaultSettings, notifications } });
  return problemNotices(before, state, wordsFor('en'));
}

it('a problem is told when it comes, at the start or later', () => {
  expect(noticesOf([], [other])).toMatchObject([{ kind: 'show', view: { id: 'problem:other-enforcer' } }]);
  expect(noticesOf([other], [other, unseen('/a')])).toMatchObject([
    { kind: 'show', view: { id: 'problem:workspaces-unseen', body: expect.stringContaining('/a') as string } },
  ]);
});

it('a problem that stays is told once, though the state is made anew', () => {
  expect(noticesOf([unseen('/a')], [unseen('/a')])).toEqual([]);
});

it('a problem that reads differently now is put right quietly', () => {
  const [first] = noticesOf([], [unseen('/a')]);
  expect(first?.kind === 'show' && first.view).not.toHaveProperty('quiet');
  expect(noticesOf([unseen('/a')], [unseen('/b')])).toMatchObject([
    { kind: 'show', view: { body: expect.stringContaining('/b') as string, quiet: true } },
  ]);
});

it('a problem that is gone is taken back, before others are told', () => {
  expect(noticesOf([unseen('/a')], [other])).toMatchObject([
    { kind: 'withdraw', id: 'problem:workspaces-unseen' },
    { kind: 'show', view: { id: 'problem:other-enforcer' } },
  ]);
});

it('whoever wants no notification of problems gets none, at the start neither; what is gone is taken back', () => {
  const back = [{ kind: 'withdraw', id: 'problem:other-enforcer' }];
  expect(noticesOf([], [other], false)).toEqual(back);
  expect(noticesOf([other], [], false)).toEqual(back);
});
