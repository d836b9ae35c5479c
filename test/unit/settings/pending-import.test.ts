import { describe, expect, it } from 'vitest';
import { PendingImport, type ImportAnswer } from '../../../main/core/settings/pending-import.ts';
import { defaultSettings, type Settings } from '../../../main/core/settings/schema.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { watch } from '../support/watched.ts';

function given(settings: Settings = defaultSettings) {
  const { watcher } = watch(new FakeClock(), [], settings);
  return { watcher, pending: new PendingImport(() => watcher), settings: () => watcher.getState().settings };
}

/** The number to agree to. */
function idIn(answer: ImportAnswer): number {
  if (!answer.ok || !answer.preview) throw new Error('Nothing was offered.');
  return answer.preview.id;
}
const file = (written: unknown) => JSON.stringify(written);
const notHeld = { ok: false, message: { id: 'import.notHeld' } };

describe('a file that was chosen', () => {
  it('changes nothing before somebody agrees, and then what was shown', async () => {
    const { pending, settings } = given();
    const offered = pending.offer(file({ theme: 'dark' }));
    expect(offered).toMatchObject({
      ok: true,
      preview: { changesAnything: true, changes: [{ label: 'general.theme' }] },
    });
    expect(settings()).toEqual(defaultSettings);
    expect(await pending.agree(idIn(offered))).toEqual({ ok: true, said: { id: 'import.done' } });
    expect(settings()).toEqual({ ...defaultSettings, theme: 'dark' });
  });

  it('says after the import what was moved', async () => {
    const { pending } = given();
    const answer = await pending.agree(idIn(pending.offer(file({ idle: { warningMs: 0 } }))));
    expect(answer).toMatchObject({ ok: true, said: { id: 'settingsFile.moved' } });
  });

  it('that is refused is not held, nor is what was chosen before it', async () => {
    const { pending, settings } = given();
    const id = idIn(pending.offer(file({ theme: 'dark' })));
    expect(pending.offer('{')).toEqual({
      ok: false,
      message: { id: 'settingsFile.notImported', values: { wrong: { id: 'settingsFile.noJson' } } },
    });
    expect(await pending.agree(id)).toEqual(notHeld);
    expect(settings()).toEqual(defaultSettings);
  });

  it('that was dropped cannot be agreed to', async () => {
    const { pending, settings } = given();
    const id = idIn(pending.offer(file({ theme: 'dark' })));
    pending.drop();
    expect(await pending.agree(id)).toEqual(notHeld);
    expect(settings()).toEqual(defaultSettings);
  });

  it('is not taken for another one that was chosen after it', async () => {
    const { pending, settings } = given();
    const first = idIn(pending.offer(file({ theme: 'dark' })));
    const second = idIn(pending.offer(file({ theme: 'light' })));
    expect(await pending.agree(first)).toEqual(notHeld);
    expect(settings()).toEqual(defaultSettings);
    expect(await pending.agree(second)).toMatchObject({ ok: true });
    expect(settings().theme).toBe('light');
  });

  it('is imported once, however often it is agreed to', async () => {
    const { pending } = given();
    const id = idIn(pending.offer(file({ theme: 'dark' })));
    expect(await Promise.all([pending.agree(id), pending.agree(id)])).toEqual([
      { ok: true, said: { id: 'import.done' } },
      notHeld,
    ]);
  });
});

describe('settings that change before somebody agrees', () => {
  it('are shown anew, and nothing is imported until that is agreed to (guards: nothing unseen)', async () => {
    const { pending, watcher, settings } = given();
    const id = idIn(pending.offer(file({ theme: 'dark' })));
    await watcher.changeSettings({ idleEnabled: false });
    const again = await pending.agree(id);
    expect(again).toMatchObject({
      ok: true,
      said: { id: 'import.again' },
      preview: { changes: [{ label: 'idle.enabled', to: { on: true } }, { label: 'general.theme' }] },
    });
    expect(settings()).toEqual({ ...defaultSettings, idle: { ...defaultSettings.idle, enabled: false } });
    expect(await pending.agree(id)).toEqual(notHeld);
  });

  it('can then be agreed to', async () => {
    const { pending, watcher, settings } = given();
    const id = idIn(pending.offer(file({ theme: 'dark' })));
    await watcher.changeSettings({ idleEnabled: false });
    const again = idIn(await pending.agree(id));
    expect(await pending.agree(again)).toEqual({ ok: true, said: { id: 'import.done' } });
    expect(settings()).toEqual({ ...defaultSettings, theme: 'dark' });
  });

  it('in what an import leaves as it is need no second look', async () => {
    const { pending, watcher, settings } = given();
    const id = idIn(pending.offer(file({ theme: 'dark' })));
    await watcher.keepAwake('sbx/a', 60_000);
    const kept = settings().keepAwakeUntilMs;
    expect(Object.keys(kept)).toEqual(['sbx/a']);
    expect(await pending.agree(id)).toEqual({ ok: true, said: { id: 'import.done' } });
    expect(settings()).toEqual({ ...defaultSettings, theme: 'dark', keepAwakeUntilMs: kept });
  });
});
