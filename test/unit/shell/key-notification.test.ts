import { describe, expect, it } from 'vitest';
import { noKeyState, type KeyState } from '../../../main/core/apikey/key-state.ts';
import { quoted } from '../../../main/core/i18n/message.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import { keyNotification as notificationIn } from '../../../main/shell/key-notification.ts';

const keyNotification = (before: KeyState, after: KeyState) => notificationIn(before, after, wordsFor('en'));
const restarting = { ...noKeyState, busy: 'restarting' as const };
const ended = (ok: boolean) => ({ ...noKeyState, message: { ok, text: quoted('How it went.') } });

describe('the notification of a restart', () => {
  it('tells how it ended, once', () => {
    expect(keyNotification(restarting, ended(true))).toMatchObject([
      { kind: 'show', view: { id: 'key', title: 'Docker Desktop is back', body: 'How it went.' } },
    ]);
    expect(keyNotification(restarting, ended(false))).toMatchObject([{ view: { body: 'How it went.' } }]);
    expect(keyNotification(ended(true), ended(true))).toEqual([]);
  });

  it('says nothing while it goes on, and nothing about anything else', () => {
    expect(keyNotification(restarting, restarting)).toEqual([]);
    expect(keyNotification({ ...noKeyState, busy: 'checking' }, ended(true))).toEqual([]);
    expect(keyNotification(noKeyState, restarting)).toEqual([]);
  });
});
