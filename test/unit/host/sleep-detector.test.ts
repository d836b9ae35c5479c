import { describe, expect, it } from 'vitest';
import { SleepDetector, type Resumed } from '../../../main/core/host/sleep-detector.ts';
import { FakeClock } from '../support/fake-clock.ts';

function given(heartbeatMs: number | null) {
  const clock = new FakeClock();
  const resumes: Resumed[] = [];
  const detector = new SleepDetector(clock, heartbeatMs, (resumed) => resumes.push(resumed));
  return { clock, detector, resumes };
}

describe('sleep, told from the clocks', () => {
  it('is the time by which the wall clock ran ahead', async () => {
    const { clock, detector, resumes } = given(null);
    await clock.advance(5_000);
    detector.check();
    clock.sleep(3_600_000);
    await clock.advance(5_000);
    detector.check();
    detector.check();
    expect(resumes).toEqual([{ atMs: clock.wallMs(), awayForMs: 3_600_000 }]);
  });

  it('is not a long pause between two looks, a small step of the clock, or a clock that is set back', async () => {
    const { clock, detector, resumes } = given(null);
    await clock.advance(600_000);
    detector.check();
    clock.jumpWall(5_000);
    detector.check();
    clock.jumpWall(-86_400_000);
    detector.check();
    expect(resumes).toEqual([]);
  });

  it('is noticed by itself where a heartbeat runs', async () => {
    const { clock, resumes, detector } = given(60_000);
    await clock.advance(60_000);
    clock.sleep(120_000);
    await clock.advance(60_000);
    expect(resumes).toHaveLength(1);
    detector.dispose();
    clock.sleep(120_000);
    await clock.advance(600_000);
    expect(resumes).toHaveLength(1);
  });

  it('is a heartbeat that comes much too late, where the monotonic clock goes on in sleep', async () => {
    const { clock, resumes } = given(60_000);
    await clock.advance(60_000);
    clock.oversleep(7_200_000);
    await clock.advance(1);
    expect(resumes).toHaveLength(1);
    expect(resumes[0]?.awayForMs).toBeGreaterThan(7_000_000);
    await clock.advance(300_000);
    expect(resumes).toHaveLength(1);
  });
});
