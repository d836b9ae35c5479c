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

  const many = (count: number, one: unknown) => JSON.stringify(Array.from({ length: count }, () => one));
  const rule = { match: { name: 'a' }, protected: true };
  const schedule = { id: 'a', cron: '0 19 * * *', action: 'quiet' };

  it.each([
    ['idle.warningMs', '{"idle":{"warningMs":0}}'],
    ['idle.timeoutMs', '{"idle":{"timeoutMs":59999}}'],
    ['idle.timeoutWithSessionsMs', '{"idle":{"timeoutWithSessionsMs":0}}'],
    ['idle.cpuBusyFraction', '{"idle":{"cpuBusyFraction":64}}'],
    ['idle.cpuIdleFraction', '{"idle":{"cpuBusyFraction":64,"cpuIdleFraction":64}}'],
    ['idle.networkBusyBytesPerSecond', '{"idle":{"networkBusyBytesPerSecond":1e12}}'],
    ['memory.capBytes', '{"memory":{"capBytes":1}}'],
    ['memory.capsByName.a', '{"memory":{"capsByName":{"a":1}}}'],
    ['memory.budgetBytes', '{"memory":{"budgetBytes":1}}'],
    ['memory.cancelMs', '{"memory":{"cancelMs":0}}'],
    ['memory.minIdleMs', '{"memory":{"minIdleMs":0}}'],
    ['sandboxes.sbx/a.idle.timeoutMs', '{"sandboxes":{"sbx/a":{"idle":{"timeoutMs":0}}}}'],
    ['rules.0.idle.warningMs', `{"rules":[${JSON.stringify({ ...rule, idle: { warningMs: 0 } })}]}`],
    ['rules', `{"rules":${many(101, rule)}}`],
    ['schedules', `{"schedules":${many(51, schedule)}}`],
    ['pollIntervalMs', '{"pollIntervalMs":100}'],
  ])('are refused where the window would refuse, or work would pass for rest: %s', (place, text) => {
    const imported = importInto(defaultSettings, text);
    expect('wrong' in imported && say(imported.wrong, wordsFor('en'))).toBe(
      `has a value that cannot be used at "${place}"`,
    );
  });

  it('may go as far as the window', () => {
    const idle = { timeoutMs: 60_000, timeoutWithSessionsMs: 60_000, warningMs: 10_000 };
    const most = {
      idle: { ...idle, cpuBusyFraction: 1, cpuIdleFraction: 1 },
      sandboxes: { 'sbx/a': { idle } },
      rules: Array.from({ length: 100 }, () => ({ ...rule, idle })),
      schedules: Array.from({ length: 50 }, () => schedule),
    };
    expect(importInto(defaultSettings, JSON.stringify(most))).toMatchObject({ settings: most });
  });

  it('may begin with a byte order mark', () => {
    expect(importInto(mine, `\uFEFF${exportText(mine)}`)).toEqual({ settings: mine });
  });
});
