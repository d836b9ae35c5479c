import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { say } from '../../../main/core/i18n/message.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import { patchSettings, patchTrial } from '../../../main/core/settings/patch.ts';
import {
  defaultSettings,
  freshSettings,
  sandboxPatchSchema,
  settingsPatchSchema,
  settingsSchema,
  type SettingsPatch,
} from '../../../main/core/settings/schema.ts';
import { exportText, importInto } from '../../../main/core/settings/transfer.ts';

const gib = 1024 ** 3;
const day = 86_400_000;

/** One change for everything that the window may change: a key that is added has to be named here. */
const patches: Required<SettingsPatch> = {
  watchOnly: true,
  idleEnabled: false,
  idleTimeoutMs: 600_000,
  idleTimeoutWithSessionsMs: 700_000,
  idleWarningMs: 60_000,
  rules: [{ match: { name: 'a' }, protected: true }],
  memoryCapBytes: gib,
  memoryCapsByName: { a: gib },
  memoryBudgetBytes: 'off',
  memorySustainedMs: 1_000,
  memoryAct: 'notify',
  victimOrder: ['sbx/a'],
  schedules: [{ id: 'a', cron: '0 19 * * *', action: 'quiet' }],
  theme: 'dark',
  notifications: { stops: false },
  firstRun: 'comfort',
  language: 'de',
};

describe('a change of the window', () => {
  it.each(Object.entries(patches))('%s changes the settings, and nothing but that', (name, value) => {
    const patch = v.parse(settingsPatchSchema, { [name]: value });
    const changed = patchSettings(defaultSettings, patch);
    expect(changed).not.toEqual(defaultSettings);
    expect(v.parse(settingsSchema, changed)).toEqual(changed);
    const back = patchSettings(changed, {});
    expect(back).toEqual(changed);
    const places = (Object.keys(changed) as (keyof typeof changed)[]).filter(
      (key) => JSON.stringify(changed[key]) !== JSON.stringify(defaultSettings[key]),
    );
    expect(places).toHaveLength(1);
  });

  it('with nothing in it changes nothing', () => {
    expect(patchSettings(freshSettings, {})).toEqual(freshSettings);
  });

  it('may not ask for a stop at once, nor for one without a warning, also for one sandbox alone or by a rule', () => {
    const accepted = (idle: object) =>
      v.is(sandboxPatchSchema, { idle }) && v.is(settingsPatchSchema, { rules: [{ match: {}, idle }] });
    const least = { timeoutMs: 60_000, timeoutWithSessionsMs: 60_000, warningMs: 10_000 };
    expect(accepted(least)).toBe(true);
    for (const name of Object.keys(least) as (keyof typeof least)[]) {
      const idle = { ...least, [name]: least[name] - 1 };
      expect(v.is(sandboxPatchSchema, { idle })).toBe(false);
      expect(v.is(settingsPatchSchema, { rules: [{ match: {}, idle }] })).toBe(false);
    }
    expect(v.is(sandboxPatchSchema, { capBytes: 1 })).toBe(false);
  });

  it('takes a cap away, and ends the first run, with null', () => {
    const capped = patchSettings(freshSettings, { memoryCapBytes: gib });
    expect(patchSettings(capped, { memoryCapBytes: null }).memory.capBytes).toBeNull();
    expect(patchSettings(capped, { firstRun: null }).firstRun).toBeNull();
  });

  it('names the notifications that it means and leaves the others', () => {
    const { notifications } = patchSettings(defaultSettings, { notifications: { memory: false } });
    expect(notifications).toEqual({ warnings: true, stops: true, memory: false, problems: true });
  });
});

describe('a settings file of before', () => {
  it('is taken as it is, and is not led through the first run', () => {
    const old = { version: 1, watchOnly: true, idle: { timeoutMs: 900_000 } };
    const settings = v.parse(settingsSchema, old);
    expect(settings).toEqual({
      ...defaultSettings,
      watchOnly: true,
      idle: { ...defaultSettings.idle, timeoutMs: 900_000 },
    });
    expect(settings.firstRun).toBeNull();
  });
});

describe('exported settings', () => {
  const mine = {
    ...patchSettings(defaultSettings, { ...patches, firstRun: null }),
    keepAwakeUntilMs: { 'sbx/a': 1 },
    trial: { sinceMs: 0, untilMs: day },
  };

  it('are taken in elsewhere, and what belongs to the moment stays as it is there', () => {
    const theirs = { ...freshSettings, keepAwakeUntilMs: { 'sbx/b': 2 } };
    const imported = importInto(theirs, exportText(mine));
    expect(imported).toEqual({
      settings: { ...mine, keepAwakeUntilMs: { 'sbx/b': 2 }, trial: null, firstRun: 'welcome' },
    });
  });

  it.each([
    ['{', 'is not valid JSON'],
    ['[]', 'does not hold settings'],
    ['{"version":2}', 'is from a newer version of Sandman'],
    [
      '{"idle":{"cpuBusyFraction":64,"cpuIdleFraction":64}}',
      'has a value that cannot be used at "idle.cpuIdleFraction"',
    ],
    ['{"idle":{"timeoutMs":-1}}', 'has a value that cannot be used at "idle.timeoutMs"'],
    [
      '{"schedules":[{"id":"a","cron":"99 19 * * *","action":"quiet"}]}',
      'has a value that cannot be used at "schedules.0.cron"',
    ],
  ])('that are damaged say where: %s', (text, wrong) => {
    const imported = importInto(mine, text);
    expect('wrong' in imported && say(imported.wrong, wordsFor('en'))).toBe(wrong);
  });

  it('leave the first days as they are here: what only watched goes on doing so (guards: watchOnly)', () => {
    const trying = patchTrial(defaultSettings, 0, 3);
    const acting = exportText({ ...mine, watchOnly: false });
    expect(importInto(trying, acting)).toMatchObject({ settings: { watchOnly: true, trial: trying.trial } });
    expect(importInto({ ...trying, trial: null }, acting)).toMatchObject({ settings: { watchOnly: false } });
  });

  const rule = { match: { name: 'a' }, protected: true };
  const schedule = { id: 'a', cron: '0 19 * * *', action: 'quiet' };
  const said = (imported: ReturnType<typeof importInto>) =>
    'said' in imported && imported.said ? say(imported.said, wordsFor('en')) : null;

  it.each([
    ['idle.warningMs', { idle: { warningMs: 0 } }, { idle: { warningMs: 10_000 } }],
    ['idle.timeoutMs', { idle: { timeoutMs: 59_999 } }, { idle: { timeoutMs: 60_000 } }],
    ['idle.timeoutWithSessionsMs', { idle: { timeoutWithSessionsMs: 0 } }, { idle: { timeoutWithSessionsMs: 60_000 } }],
    ['idle.cpuBusyFraction', { idle: { cpuBusyFraction: 64 } }, { idle: { cpuBusyFraction: 1 } }],
    [
      'idle.networkBusyBytesPerSecond',
      { idle: { networkBusyBytesPerSecond: 1e12 } },
      { idle: { networkBusyBytesPerSecond: 1024 ** 2 } },
    ],
    ['memory.capBytes', { memory: { capBytes: 1 } }, { memory: { capBytes: gib / 16 } }],
    ['memory.capsByName.a', { memory: { capsByName: { a: 1 } } }, { memory: { capsByName: { a: gib / 16 } } }],
    ['memory.budgetBytes', { memory: { budgetBytes: 1 } }, { memory: { budgetBytes: gib / 16 } }],
    ['memory.cancelMs', { memory: { cancelMs: 0 } }, { memory: { cancelMs: 10_000 } }],
    ['memory.minIdleMs', { memory: { minIdleMs: 0 } }, { memory: { minIdleMs: 60_000 } }],
    [
      'sandboxes.sbx/a.idle.timeoutMs',
      { sandboxes: { 'sbx/a': { protected: true, idle: { enabled: true, timeoutMs: 0 } } } },
      { sandboxes: { 'sbx/a': { protected: true, idle: { enabled: true, timeoutMs: 60_000 } } } },
    ],
    [
      'rules.0.idle.warningMs',
      { rules: [{ ...rule, idle: { warningMs: 0 } }] },
      { rules: [{ ...rule, idle: { warningMs: 10_000 } }] },
    ],
    ['pollIntervalMs', { pollIntervalMs: 100 }, { pollIntervalMs: 1_000 }],
  ])('are moved to where the window would take them, and that is said: %s', (place, written, taken) => {
    const imported = importInto(defaultSettings, JSON.stringify(written));
    expect(imported).toMatchObject({ settings: v.parse(settingsSchema, taken) });
    expect(said(imported)).toBe(
      `Imported. One value went further than this window lets it and has now the nearest that it takes: ${place}.`,
    );
  });

  it('name a few of many values that were moved', () => {
    const imported = importInto(
      defaultSettings,
      JSON.stringify({ rules: Array.from({ length: 7 }, () => ({ ...rule, idle: { warningMs: 0 } })) }),
    );
    const named = [0, 1, 2, 3, 4].map((index) => `rules.${index}.idle.warningMs`);
    expect(said(imported)).toBe(
      `Imported. 7 values went further than this window lets them and have now the nearest that it takes: ${wordsFor('en').list(named)}, and 2 more.`,
    );
  });

  const number = (...of: number[]) => fc.constantFrom(...of);
  const ownIdle = fc.record(
    { timeoutMs: number(0, 59_999, 90_000), timeoutWithSessionsMs: number(0, 90_000), warningMs: number(0, 20_000) },
    { requiredKeys: [] },
  );
  const byHand = fc.record(
    {
      pollIntervalMs: number(100, 5_000),
      idle: ownIdle,
      memory: fc.record(
        { capBytes: number(1, gib), budgetBytes: number(1, gib), minIdleMs: number(0, day), cancelMs: number(0, day) },
        { requiredKeys: [] },
      ),
      sandboxes: fc.dictionary(fc.string(), fc.record({ idle: ownIdle }), { maxKeys: 3 }),
      rules: fc.array(fc.record({ match: fc.constant({}), idle: ownIdle }), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  );

  it('can always be taken in, whatever was written by hand, and a second time as they are', () => {
    fc.assert(
      fc.property(byHand, (written) => {
        const settings = v.parse(settingsSchema, written);
        const first = importInto(defaultSettings, exportText(settings));
        expect(first).toHaveProperty('settings');
        const taken = 'settings' in first ? first.settings : defaultSettings;
        const { idleTimeoutMs, idleTimeoutWithSessionsMs, idleWarningMs, rules, memoryCapBytes, memoryBudgetBytes } =
          settingsPatchSchema.entries;
        expect(v.is(idleTimeoutMs, taken.idle.timeoutMs)).toBe(true);
        expect(v.is(idleTimeoutWithSessionsMs, taken.idle.timeoutWithSessionsMs)).toBe(true);
        expect(v.is(idleWarningMs, taken.idle.warningMs)).toBe(true);
        expect(v.is(rules, taken.rules)).toBe(true);
        expect(v.is(memoryCapBytes, taken.memory.capBytes)).toBe(true);
        expect(v.is(memoryBudgetBytes, taken.memory.budgetBytes)).toBe(true);
        expect(importInto(defaultSettings, exportText(taken))).toEqual({ settings: taken });
      }),
      { numRuns: 200 },
    );
  });

  it('are taken in however many rules and schedules somebody has written by hand', () => {
    const settings = v.parse(settingsSchema, {
      rules: Array.from({ length: 101 }, () => rule),
      schedules: Array.from({ length: 51 }, () => schedule),
    });
    expect(importInto(defaultSettings, exportText(settings))).toEqual({ settings });
  });

  it('may go as far as the window', () => {
    const idle = { timeoutMs: 60_000, timeoutWithSessionsMs: 60_000, warningMs: 10_000 };
    const most = {
      idle: { ...idle, cpuBusyFraction: 1, cpuIdleFraction: 1 },
      sandboxes: { 'sbx/a': { idle } },
      rules: Array.from({ length: 100 }, () => ({ ...rule, idle })),
      schedules: Array.from({ length: 50 }, () => schedule),
    };
    const imported = importInto(defaultSettings, JSON.stringify(most));
    expect(imported).toMatchObject({ settings: most });
    expect(said(imported)).toBeNull();
  });

  it('may begin with a byte order mark', () => {
    expect(importInto(mine, `\uFEFF${exportText(mine)}`)).toEqual({ settings: mine });
  });
});
