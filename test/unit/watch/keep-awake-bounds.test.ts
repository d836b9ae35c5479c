import { describe, expect, it } from 'vitest';
import { saying } from '../../support/said.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { settingsWith, watch } from '../support/watched.ts';

const day = 86_400_000;

describe('keep awake', () => {
  it.each([1e300, Number.POSITIVE_INFINITY, 8.64e15])('until %s is refused, and nothing is kept', async (untilMs) => {
    const { watcher, ledger } = watch(new FakeClock(), [], settingsWith({}));
    const result = await watcher.keepAwakeUntil('sbx/one', untilMs);
    expect(result).toEqual({ ok: false, message: saying('more than a year away') });
    expect(watcher.getState().settings.keepAwakeUntilMs).toEqual({});
    expect(ledger).toEqual([]);
  });

  it('until no time at all is refused', async () => {
    const { watcher } = watch(new FakeClock(), [], settingsWith({}));
    expect(await watcher.keepAwakeUntil('sbx/one', Number.NaN)).toMatchObject({ ok: false });
  });

  it('lasts a year at most, also when it is put off again and again', async () => {
    const clock = new FakeClock();
    const { watcher } = watch(clock, [], settingsWith({}));
    expect(await watcher.keepAwakeUntil('sbx/one', clock.wallMs() + 366 * day)).toEqual({ ok: true });
    const refused = { ok: false, message: saying('more than a year away') };
    expect(await watcher.snooze('sbx/one', 1_000)).toEqual(refused);
    expect(await watcher.keepAwake('sbx/two', 366 * day + 1)).toEqual(refused);
    expect(Object.keys(watcher.getState().settings.keepAwakeUntilMs)).toEqual(['sbx/one']);
  });
});
