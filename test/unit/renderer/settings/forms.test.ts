import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { wordsFor } from '../../../../main/core/i18n/words.ts';
import { parseCron } from '../../../../main/core/settings/cron.ts';
import { scheduleSchema, settingsSchema, type Rule, type Schedule } from '../../../../main/core/settings/schema.ts';
import {
  effectSentence,
  matchOf,
  matchSentence,
  newRuleForm,
  ruleForm,
  ruleOf,
} from '../../../../renderer/settings/models/rule-form.ts';
import {
  newScheduleForm,
  presetOf,
  scheduleForm,
  schedulePresets,
  withSchedule,
} from '../../../../renderer/settings/models/schedule-form.ts';
import { cronSentence, scheduleSentence } from '../../../../main/core/model/schedule-text.ts';

const en = wordsFor('en');
const de = wordsFor('de');
const minute = 60_000;
const common = { timeoutMs: 30 * minute, timeoutWithSessionsMs: 120 * minute };

describe('the form of a rule', () => {
  it.each<[string, Rule]>([
    ['both times', { match: { name: 'web-*' }, idle: { enabled: true, timeoutMs: 1, timeoutWithSessionsMs: 2 } }],
    ['one time', { match: { name: 'web-*' }, idle: { timeoutWithSessionsMs: 2, warningMs: 3 } }],
    ['no time', { match: { name: 'web-*' }, protected: false, idle: { enabled: true } }],
    ['off, with a time', { match: { name: 'a' }, idle: { enabled: false, timeoutMs: 1 } }],
    ['off', { match: { agent: 'claude', path: '~/x' }, idle: { enabled: false } }],
    ['protected', { match: { path: '/srv/*' }, protected: true }],
  ])('gives back the rule that it was made of: %s', (_, rule) => {
    expect(ruleOf(ruleForm(rule), rule)).toEqual(rule);
  });

  it('begins with the times of all, and fits nobody before something is said', () => {
    const form = newRuleForm(common);
    expect(form).toMatchObject(common);
    expect(matchOf(form.match)).toEqual({});
    expect(matchOf({ name: '  web ', agent: ' ', path: '' })).toEqual({ name: 'web' });
  });

  it('keeps what it does not show', () => {
    const before: Rule = { match: { name: 'a' }, idle: { warningMs: 7_000 } };
    expect(ruleOf({ ...ruleForm(before), effect: 'off' }, before).idle).toEqual({
      enabled: false,
      warningMs: 7_000,
    });
  });

  it('takes a time that is given, and leaves the other one to what holds for all', () => {
    const before: Rule = { match: { name: 'a' }, protected: true };
    const form = { ...ruleForm(before), effect: 'timeout' as const, timeoutMs: minute };
    expect(ruleOf(form, before)).toEqual({ match: { name: 'a' }, idle: { enabled: true, timeoutMs: minute } });
    expect(ruleOf({ ...form, timeoutMs: null }, before).idle).toEqual({ enabled: true });
  });

  it('is told in words', () => {
    expect(matchSentence({ name: 'web-*', path: '~/code/*' }, en)).toBe('Name web-* · Folder ~/code/*');
    expect(matchSentence({}, en)).toBe('All sandboxes');
    expect(effectSentence({ idle: { timeoutMs: 10 * minute } }, en)).toBe('stopped after 10 min');
    expect(effectSentence({ protected: true }, en)).toBe('Protected: nothing stops them');
    expect(effectSentence({ idle: { enabled: false } }, de)).toBe('Bei Untätigkeit nicht angehalten');
  });
});

describe('the form of a schedule', () => {
  const evening: Schedule = v.parse(scheduleSchema, { id: 'evening', cron: '0 19 * * 1-5', action: 'stop-idle' });

  it('adds a schedule under a name that is free', () => {
    const once = withSchedule([], newScheduleForm, null);
    const twice = withSchedule(once, { ...newScheduleForm, cron: ' 0 8 * * * ' }, null);
    expect(twice.map(({ id, cron }) => [id, cron])).toEqual([
      ['stop-idle', '0 19 * * 1-5'],
      ['stop-idle-2', '0 8 * * *'],
    ]);
    expect(v.safeParse(settingsSchema, { schedules: twice }).success).toBe(true);
  });

  it('changes the one that is edited, and leaves on what is on and off what is off', () => {
    const off = { ...evening, id: 'other', enabled: false };
    const changed = withSchedule([evening, off], { ...scheduleForm(off), cron: '0 8 * * *' }, 'other');
    expect(changed).toEqual([evening, { ...off, cron: '0 8 * * *' }]);
  });

  it.each(schedulePresets)('has presets that are understood: $id', (preset) => {
    expect(parseCron(preset.cron)).not.toBeNull();
    expect(presetOf({ ...newScheduleForm, ...preset })).toBe(preset.id);
  });

  it('knows one of the user’s own', () => {
    expect(presetOf({ ...newScheduleForm, cron: '1 2 * * *' })).toBeNull();
  });

  it('is told in the language of the window', () => {
    expect(cronSentence('0 19 * * 1-5', en)).toBe('At 7:00 PM, Monday through Friday');
    expect(cronSentence('0 19 * * 1-5', de)).toBe('Um 19:00, Montag bis Freitag');
    expect(scheduleSentence(evening, en)).toBe(
      'At 7:00 PM, Monday through Friday: within the next 30 min, stop what has been idle for 5 min',
    );
    expect(scheduleSentence({ ...evening, action: 'quiet' }, de)).toBe(
      'Um 19:00, Montag bis Freitag: 30 Min. lang nichts anhalten',
    );
  });
});
