import { expect, it } from 'vitest';
import { defaultSettings } from '../../../main/core/settings/schema.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { watch } from '../support/watched.ts';

it('an import that brings or drops locks says so in the ledger, for each (guards: no silent unlock)', async () => {
  const locked = { protected: true };
  const sandboxes = {
    'sbx/dropped': locked,
    'sbx/freed': locked,
    'sbx/kept': locked,
    'sbx/open': { protected: false },
  };
  const { watcher, ledger } = watch(new FakeClock(), [], { ...defaultSettings, sandboxes });
  const file = { sandboxes: { 'sbx/freed': { protected: false }, 'sbx/kept': locked, 'sbx/new': locked } };
  expect(await watcher.importSettings(JSON.stringify(file))).toEqual({ ok: true });
  expect(ledger.map(({ sandbox, decision, who }) => [sandbox, decision, who])).toEqual([
    ['dropped', 'unprotected', 'user'],
    ['freed', 'unprotected', 'user'],
    ['new', 'protected', 'user'],
  ]);
});

it('an import that is refused changes no lock and writes nothing', async () => {
  const sandboxes = { 'sbx/a': { protected: true } };
  const { watcher, ledger } = watch(new FakeClock(), [], { ...defaultSettings, sandboxes });
  expect(await watcher.importSettings('{"idle":{"warningMs":-1}}')).toMatchObject({ ok: false });
  expect(ledger).toEqual([]);
  expect(watcher.getState().settings.sandboxes).toEqual(sandboxes);
});

it('an import says what it did not take as it was', async () => {
  const { watcher } = watch(new FakeClock(), [], defaultSettings);
  expect(await watcher.importSettings('{"idle":{"warningMs":0}}')).toEqual({
    ok: true,
    said: { id: 'settingsFile.moved', values: { count: 1, places: ['idle.warningMs'], more: 0 } },
  });
  expect(watcher.getState().settings.idle.warningMs).toBe(10_000);
});
