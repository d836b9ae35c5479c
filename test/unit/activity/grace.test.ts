import { describe, expect, it } from 'vitest';
import { isGap, maxGapMs, momentOf } from '../../../main/core/activity/gap.ts';
import { graceFrom } from '../../../main/core/activity/grace.ts';
import { aNow, hour, later, lookAt, minute, sandboxAt, second, settingsOf } from '../support/cases.ts';

const settings = settingsOf();
const grace = (
  patch: Parameters<typeof sandboxAt>[1] & {
    previous?: Parameters<typeof graceFrom>[2]['previous'];
    justLoggedIn?: boolean;
  } = {},
  own = settings,
) => {
  const { previous = null, justLoggedIn, ...rest } = patch;
  const sandbox = sandboxAt('one', rest);
  return graceFrom(
    sandbox,
    lookAt(aNow, [sandbox]),
    { previous, ...(justLoggedIn !== undefined && { justLoggedIn }) },
    own,
  );
};
const before = later(aNow, -5 * second);

describe('the grace', () => {
  it('comes with the first look after login', () => {
    expect(grace({ justLoggedIn: true })).toBe(minute);
    expect(grace({ justLoggedIn: false })).toBe(0);
    expect(grace()).toBe(0);
  });

  it('is what is left of it for a sandbox that ran already when Sandman came', () => {
    expect(grace({ startedAtMs: aNow.wallMs - 20 * second })).toBe(40 * second);
    expect(grace({ startedAtMs: aNow.wallMs })).toBe(minute);
    expect(grace({ startedAtMs: aNow.wallMs - hour })).toBe(0);
    expect(grace({ startedAtMs: aNow.wallMs + 1 })).toBe(0);
  });

  it('comes with a start that was seen', () => {
    const ran = sandboxAt('one');
    expect(grace({ previous: lookAt(before, [ran]) })).toBe(0);
    expect(grace({ previous: lookAt(before, [{ ...ran, status: 'stopped' }]) })).toBe(minute);
    expect(grace({ previous: lookAt(before, [sandboxAt('other')]) })).toBe(minute);
    expect(grace({ previous: lookAt(before, [ran]), justLoggedIn: true })).toBe(0);
  });

  it('comes with the return of the daemon', () => {
    const dark = (state: 'hung' | 'ready', id: 'sbx' | 'containers') =>
      lookAt(before, [sandboxAt('one')], { runtimes: [{ id, state }] });
    expect(grace({ previous: dark('hung', 'sbx') })).toBe(minute);
    expect(grace({ previous: dark('ready', 'sbx') })).toBe(0);
    expect(grace({ previous: dark('ready', 'containers') })).toBe(minute);
    const sandbox = sandboxAt('one');
    const stillDark = lookAt(aNow, [sandbox], { runtimes: [{ id: 'sbx', state: 'hung' }] });
    expect(graceFrom(sandbox, stillDark, { previous: dark('hung', 'sbx') }, settings)).toBe(0);
  });

  it('comes with the resume from sleep', () => {
    const ran = [sandboxAt('one')];
    expect(grace({ previous: lookAt(later(aNow, -hour), ran) })).toBe(minute);
    expect(grace({ previous: lookAt({ ...before, wallMs: aNow.wallMs - hour }, ran) })).toBe(minute);
  });

  it('is at most a tenth of the timeout of the sandbox', () => {
    expect(grace({ justLoggedIn: true }, settingsOf({ idle: { timeoutMs: minute } }))).toBe(6 * second);
    const own = settingsOf({ sandboxes: { 'sbx/one': { idle: { timeoutMs: 10 * second } } } });
    expect(grace({ justLoggedIn: true }, own)).toBe(second);
    expect(grace({ justLoggedIn: true }, settingsOf({ idle: { graceMs: 7 } }))).toBe(7);
  });

  it('is not asked for when nothing is known of the look before', () => {
    const sandbox = sandboxAt('one', { startedAtMs: aNow.wallMs });
    expect(graceFrom(sandbox, lookAt(aNow, [sandbox]), {}, settings)).toBe(0);
  });
});

describe('a gap', () => {
  const between = (monotonicMs: number, wallMs: number, pollIntervalMs = 5_000) =>
    isGap(
      aNow,
      { monotonicMs: aNow.monotonicMs + monotonicMs, wallMs: aNow.wallMs + wallMs },
      settingsOf({ pollIntervalMs }),
    );

  it('is more than three looks, and more than half a minute', () => {
    expect(maxGapMs(settingsOf({ pollIntervalMs: 5_000 }))).toBe(30 * second);
    expect(maxGapMs(settingsOf({ pollIntervalMs: 20_000 }))).toBe(minute);
    expect(between(30 * second, 30 * second)).toBe(false);
    expect(between(30 * second + 1, 30 * second)).toBe(true);
  });

  it('is a wall clock that went on by itself, and not one that was set back', () => {
    expect(between(5 * second, 65 * second)).toBe(false);
    expect(between(5 * second, 65 * second + 1)).toBe(true);
    expect(between(5 * second, 5 * minute, 120_000)).toBe(true);
    expect(between(5 * second, -hour)).toBe(false);
  });

  it('is measured by when the look was due, where that is later than usual (guards: dueAfterMs)', () => {
    expect(maxGapMs(settings, minute)).toBe(125 * second);
    expect(maxGapMs(settings, 5 * second)).toBe(30 * second);
    const after = (ms: number) => isGap(aNow, { ...later(aNow, ms), dueAfterMs: minute }, settings);
    expect(after(125 * second)).toBe(false);
    expect(after(125 * second + 1)).toBe(true);
  });

  it('is a return from sleep that the desktop tells of, however short it was (guards: hasWoken)', () => {
    const wokeUp = (resumedAtMs: number | undefined, knownBefore?: number) =>
      isGap(
        { ...aNow, ...(knownBefore !== undefined && { resumedAtMs: knownBefore }) },
        { ...later(aNow, 5 * second), ...(resumedAtMs !== undefined && { resumedAtMs }) },
        settings,
      );
    const wallMs = aNow.wallMs;
    expect(wokeUp(wallMs + second, wallMs - hour)).toBe(true);
    expect(wokeUp(wallMs - hour, wallMs - hour)).toBe(false);
    expect(wokeUp(undefined, wallMs - hour)).toBe(false);
    // The look before knew of none: it is new only when it was after that.
    expect(wokeUp(wallMs)).toBe(true);
    expect(wokeUp(wallMs - 1)).toBe(false);
    // The clock was set back since.
    expect(wokeUp(wallMs - 2 * hour, wallMs - hour)).toBe(true);
  });

  it('is told from what two looks say of themselves (guards: momentOf)', () => {
    const look = lookAt(aNow, []);
    const { monotonicMs, wallMs } = aNow;
    expect(momentOf(look)).toStrictEqual({ monotonicMs, wallMs });
    const host = { resumedAtMs: 8 } as NonNullable<(typeof look)['host']>;
    expect(momentOf({ ...look, dueAfterMs: 7, host })).toStrictEqual({
      monotonicMs,
      wallMs,
      dueAfterMs: 7,
      resumedAtMs: 8,
    });
  });
});
