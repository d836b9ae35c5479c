import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration, parseUntil } from '../../../main/cli/duration.ts';
import { KeepAwakes } from '../../../main/core/enforce/keep-awakes.ts';
import { fits, policyFor } from '../../../main/core/settings/for-sandbox.ts';
import { patchSandbox, patchSettings, patchTrial } from '../../../main/core/settings/patch.ts';
import { aNow, day, hour, later, minute, sandboxAt, settingsOf } from '../support/cases.ts';

describe('keep awake', () => {
  it('for a time goes by the monotonic clock, whatever the wall clock does (guards: untilMonotonicMs)', () => {
    fc.assert(
      fc.property(fc.integer({ min: -day, max: day }), fc.integer({ min: 0, max: 2 * hour }), (jumpMs, passedMs) => {
        const kept = new KeepAwakes({});
        expect(kept.keepFor('sbx/one', hour, aNow)).toBe(aNow.wallMs + hour);
        const now = later(aNow, passedMs);
        const jumped = { ...now, wallMs: now.wallMs + jumpMs };
        expect(kept.remainingMs('sbx/one', jumped)).toBe(Math.max(0, hour - passedMs));
      }),
    );
  });

  it('until a time goes by the wall clock, also what an earlier run left in the settings', () => {
    const kept = new KeepAwakes({ 'sbx/old': aNow.wallMs + minute });
    kept.keepUntil('sbx/one', aNow.wallMs + hour);
    const later30 = { wallMs: aNow.wallMs + 30 * minute, monotonicMs: aNow.monotonicMs };
    expect(kept.remainingMs('sbx/one', later30)).toBe(30 * minute);
    expect(kept.remainingMs('sbx/old', aNow)).toBe(minute);
    expect(kept.remainingMs('sbx/old', later30)).toBe(0);
    kept.end('sbx/one');
    expect(kept.remainingMs('sbx/one', aNow)).toBe(0);
    expect(kept.remainingMs('sbx/nobody', aNow)).toBe(0);
  });
});

describe('the settings of one sandbox', () => {
  const one = sandboxAt('web', { agent: 'claude', workspaces: ['/home/ann/code/shop'] });

  it('are its own, else those of the first rule that says something, else the common ones', () => {
    const settings = settingsOf({
      idle: { timeoutMs: 1, timeoutWithSessionsMs: 2, warningMs: 3 },
      rules: [
        { match: { name: 'other' }, idle: { timeoutMs: 9 } },
        { match: { agent: 'claude' }, idle: { timeoutMs: 10 } },
        { match: { path: '~/code/*' }, idle: { timeoutMs: 11, warningMs: 12 }, protected: true },
      ],
      sandboxes: { 'sbx/web': { idle: { timeoutWithSessionsMs: 20 } } },
    });
    expect(policyFor(one, settings)).toEqual({
      protected: true,
      idle: { enabled: true, timeoutMs: 10, timeoutWithSessionsMs: 20, warningMs: 12 },
    });
    const unlocked = patchSandbox(settings, 'sbx/web', { protected: false });
    expect(policyFor(one, unlocked).protected).toBe(false);
  });

  it.each([
    [{ name: 'w*' }, true],
    [{ name: 'W*' }, false],
    [{ name: 'we?' }, true],
    [{ name: 'w.b' }, false],
    [{ name: 'web', agent: 'codex' }, false],
    [{ path: '/home/*/code/**' }, true],
    [{ path: '/home/*/play/**' }, false],
    [{}, true],
  ])('are chosen by patterns: %j', (match, expected) => {
    expect(fits(match, one)).toBe(expected);
  });

  it('does not take a pattern for what a sandbox does not have', () => {
    expect(fits({ agent: '*' }, sandboxAt('bare'))).toBe(false);
    expect(fits({ path: '*' }, sandboxAt('bare'))).toBe(false);
  });

  it('are dropped when they say nothing any more, and do not reach the names of objects', () => {
    const locked = patchSandbox(settingsOf(), 'sbx/web', { protected: true, idle: { timeoutMs: 5 } });
    expect(locked.sandboxes).toEqual({ 'sbx/web': { protected: true, idle: { timeoutMs: 5 } } });
    const without = patchSandbox(locked, 'sbx/web', { idle: null });
    expect(without.sandboxes).toEqual({ 'sbx/web': { protected: true } });
    expect(policyFor({ ...one, key: 'constructor' }, locked).protected).toBe(false);
    expect(patchSandbox(settingsOf(), 'sbx/web', { idle: null }).sandboxes).toEqual({});
  });

  it('of the first days end when somebody decides about watch-only mode', () => {
    const trying = patchTrial(settingsOf(), aNow.wallMs, 3);
    expect(trying).toMatchObject({ watchOnly: true, trial: { sinceMs: aNow.wallMs, untilMs: aNow.wallMs + 3 * day } });
    expect(patchSettings(trying, { idleTimeoutMs: hour })).toMatchObject({ watchOnly: true, trial: trying.trial });
    expect(patchSettings(trying, { watchOnly: false })).toMatchObject({ watchOnly: false, trial: null });
  });
});

describe('a time on the command line', () => {
  it.each([
    ['90s', 90_000],
    ['30m', 30 * minute],
    ['5 min', 5 * minute],
    ['1h30m', 90 * minute],
    ['1.5h', 90 * minute],
    ['2d', 2 * day],
    ['0s', null],
    ['31d', null],
    ['soon', null],
    ['5', null],
    ['-1h', null],
    ['1h later', null],
  ])('"%s" is %s ms', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it('of day is the next one, a date is that date, and nonsense is nothing', () => {
    const noon = new Date(2026, 10, 24, 12, 0).getTime();
    expect(parseUntil('18:30', noon)).toBe(new Date(2026, 10, 24, 18, 30).getTime());
    expect(parseUntil('12:00', noon)).toBe(new Date(2026, 10, 25, 12, 0).getTime());
    expect(parseUntil('2026-12-01T08:00:00Z', noon)).toBe(Date.parse('2026-12-01T08:00:00Z'));
    for (const text of ['24:00', '8', 'tomorrow', '2026-99-01']) expect(parseUntil(text, noon)).toBeNull();
  });
});
