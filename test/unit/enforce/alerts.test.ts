import { describe, expect, it } from 'vitest';
import { Alerts, alongsideMs } from '../../../main/core/enforce/alerts.ts';
import { keyOf } from '../support/cases.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { minute, settingsWith, watch } from '../support/watched.ts';

describe('warnings that come together', () => {
  const [one, other] = [keyOf('one'), keyOf('other')];

  it('ask for attention once in two minutes; what comes along does not make them longer', () => {
    const alerts = new Alerts();
    expect(alerts.isAlongside(one, 1_000)).toBe(false);
    expect(alerts.isAlongside(other, 1_000)).toBe(true);
    expect(alerts.isAlongside(other, 1_000 + alongsideMs - 1)).toBe(true);
    expect(alerts.isAlongside(other, 1_000 + alongsideMs)).toBe(false);
  });

  it('come along only with one that is still up (guards: isOver)', () => {
    const alerts = new Alerts();
    alerts.isAlongside(one, 0);
    alerts.isAlongside(other, 0);
    alerts.isOver(other);
    expect(alerts.isAlongside(other, 5_000)).toBe(true);
    alerts.isOver(one);
    expect(alerts.isAlongside(other, 10_000)).toBe(false);
  });

  it.each([
    ['withdrawn', 'keepAwake'],
    ['stopped', 'stopSandbox'],
  ] as const)('asks itself when the one before it was %s', async (_, wish) => {
    const clock = new FakeClock();
    const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('a'), fakeSandbox('b', { cpuFraction: 0.5 })]);
    const { watcher, events } = watch(clock, [runtime], settingsWith({}));
    await watcher.start();
    await clock.advance(minute);
    runtime.get('b').cpuFraction = 0;
    const warned = () => events.flatMap((event) => (event.type === 'warning' ? [event] : []));
    while (warned().length === 0) await clock.advance(1_000);
    await (wish === 'keepAwake' ? watcher.keepAwake('sbx/a', 60 * minute) : watcher.stopSandbox('sbx/a'));
    while (warned().length === 1) await clock.advance(1_000);
    expect(warned()[1]).toMatchObject({ name: 'b' });
    expect((warned()[1]?.atMs ?? 0) - (warned()[0]?.atMs ?? 0)).toBeLessThan(alongsideMs);
    expect(warned()[1]).not.toHaveProperty('alongside');
  });
});
