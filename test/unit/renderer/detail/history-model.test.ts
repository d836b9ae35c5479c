import { describe, expect, it } from 'vitest';
import type { HistoryMark } from '../../../../main/core/history/marks.ts';
import type { HistoryView } from '../../../../main/core/history/view.ts';
import { wordsFor } from '../../../../main/core/i18n/words.ts';
import { latestOf, markText, peakOf, summaryOf, tableOf } from '../../../../renderer/detail/history-model.ts';
import { cpuScale, lonePoints, memoryScale, plotData, timeTicks } from '../../../../renderer/detail/plot-model.ts';
import { mib, nowMs } from '../../support/state.ts';

const en = wordsFor('en');
const de = wordsFor('de');
const minute = 60_000;
const key = 'sbx/api';

/** Slots of ten minutes; half of the last one has passed. */
function view(memory: (number | null)[], marks: readonly HistoryMark[] = []): HistoryView {
  const bytes = memory.map((value) => value && value * mib);
  const fromMs = nowMs - (memory.length - 0.5) * 10 * minute;
  return {
    range: '1h',
    fromMs,
    toMs: nowMs,
    stepMs: 10 * minute,
    memory: { mean: bytes, peak: bytes.map((value) => value && value * 2) },
    cpu: { mean: memory.map((value) => value && 0.25), peak: memory.map((value) => value && 0.5) },
    marks,
    week: { peakBytes: null, knownMs: 0 },
  };
}

describe('the history in words', () => {
  it('says what is, what it was average and where the peak was', () => {
    const one = view([100, 300, 200]);
    expect(summaryOf(one, en)?.memory).toBe(
      `now 200\u00a0MB, average 200\u00a0MB, peak 600\u00a0MB (${en.time(one.fromMs + 10 * minute).replaceAll(' ', '\u00a0')})`,
    );
    expect(summaryOf(one, en)?.cpu).toContain('now 25%, average 25%, peak 50%');
    expect(summaryOf(one, de)?.memory).toContain('jetzt 200\u00a0MB, Mittel 200\u00a0MB, Spitze 600\u00a0MB');
  });

  it('says how old the last figure is when there is no newer one, and how much was watched', () => {
    const summary = summaryOf(view([100, null, null, null]), en);
    expect(summary?.memory).toContain('last 100\u00a0MB, 35 min ago');
    expect(summary?.known).toBe('Watched for 10 min of this time; nothing is known of the rest.');
  });

  it('says so when it was watched all the time', () => {
    expect(summaryOf(view([100, 100, 100]), en)?.known).toBe('Watched all the time.');
  });

  it('is nothing where nothing is known, and never zero', () => {
    expect(summaryOf(view([null, null]), en)).toBeNull();
    expect(peakOf(view([null]).memory, view([null]))).toBeNull();
    expect(latestOf(view([null]).memory, view([null]))).toBeNull();
  });

  it('counts what happened, and names who stopped it', () => {
    const atMs = nowMs - 5 * minute;
    const byDocker: HistoryMark = { atMs, key, kind: 'stopped', who: 'docker' };
    const marks: HistoryMark[] = [
      { atMs, key, kind: 'warned' },
      { atMs, key, kind: 'stopped', who: 'policy' },
      byDocker,
      { atMs, key: null, kind: 'slept', forMs: minute },
    ];
    const one = view([1, 1], marks);
    expect(summaryOf(one, en)?.happened).toBe('2 stops, 1 warning, the computer slept once');
    expect(markText(byDocker, one, true, en)).toBe(`api: stopped by Docker’s idle timer (${en.time(atMs)})`);
  });

  it('is a table for those who do not see the plot, without the rows of which nothing is known', () => {
    const one = view([100, 300, null, null], [{ atMs: nowMs - 29 * minute, key, kind: 'started' }]);
    expect(tableOf(one, 2, false, en)).toEqual([
      {
        atMs: one.fromMs,
        from: en.time(one.fromMs),
        memory: '200 MB',
        peak: '600 MB',
        cpu: '25%',
        marks: `started (${en.time(nowMs - 29 * minute)})`,
      },
    ]);
  });
});

describe('the plot', () => {
  it('keeps gaps, and puts a slot at its middle', () => {
    const one = view([100, null, 200]);
    const [xs, means] = plotData(one.memory, one);
    expect(means).toEqual([100 * mib, null, 200 * mib]);
    expect(xs.map((x) => x * 1000 - one.fromMs)).toEqual([5 * minute, 15 * minute, 25 * minute]);
  });

  it('shows a slot between two gaps as a point', () => {
    expect(lonePoints([1, null, 2, 3, null, 4], 2)).toEqual([0, 5]);
    expect(lonePoints([null], 2)).toEqual([]);
  });

  it('shows the middle of some slots as a point where they are too few for a line', () => {
    expect(lonePoints([1, 2, null, 3, 4, 5, null, 6, 7, 8, 9], 3.5)).toEqual([1, 4]);
    expect(lonePoints([null, 1, 2, 3], 4)).toEqual([2]);
  });

  it('ends its scale on a round size above the peak, and at the cap where that is near', () => {
    const curve = view([500, 900]).memory;
    expect(memoryScale(curve, undefined)).toMatchObject({ max: 2048 * mib });
    expect(memoryScale(curve, 2100 * mib)).toMatchObject({ max: 3072 * mib });
    expect(memoryScale(curve, 64 * 1024 * mib)).toMatchObject({ max: 2048 * mib });
    expect(memoryScale(view([null]).memory, undefined).max).toBeGreaterThan(0);
    expect(cpuScale(view([1]).cpu).ticks).toEqual([0, 0.25, 0.5, 0.75]);
  });

  it('has at most five times on its axis, on full hours and days of the machine', () => {
    for (const rangeMs of [60 * minute, 1440 * minute, 7 * 1440 * minute]) {
      const ticks = timeTicks(nowMs - rangeMs, nowMs, () => -120 * minute);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(5);
      const step = (ticks[1] ?? 0) - (ticks[0] ?? 0);
      expect(ticks.every((tick) => (tick + 120 * minute) % step === 0)).toBe(true);
    }
  });

  /** Ticks of a week, or a day, as the clock of a place shows them. */
  const onClock = (timeZone: string, days: number, end: string) => {
    const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    const offsetMs = (atMs: number) => atMs - Date.parse(`${clock.format(atMs).replace(' ', 'T')}Z`);
    const toMs = Date.parse(end);
    return timeTicks(toMs - days * 1440 * minute, toMs, offsetMs).map((at) => clock.format(at));
  };

  it.each([
    ['to summer time', '2026-03-31T12:00Z', ['2026-03-26', '2026-03-28', '2026-03-30']],
    ['from summer time', '2026-10-27T12:00Z', ['2026-10-22', '2026-10-24', '2026-10-26']],
  ])('stays on midnight across a change %s', (_, end, days) => {
    expect(onClock('Europe/Berlin', 7, end)).toEqual(days.map((day) => `${day} 00:00`));
  });

  it('stays on full hours on the day of the change, and begins a day when the clock does', () => {
    expect(onClock('Europe/Berlin', 1, '2026-03-29T16:00Z')).toEqual([
      '2026-03-28 18:00',
      '2026-03-29 00:00',
      '2026-03-29 06:00',
      '2026-03-29 12:00',
      '2026-03-29 18:00',
    ]);
    // There the clock goes from midnight to one.
    expect(onClock('Africa/Cairo', 1, '2026-04-24T12:00Z')).toContain('2026-04-24 01:00');
    expect(onClock('Asia/Kathmandu', 1, '2026-04-24T12:00Z')).toContain('2026-04-24 00:00');
  });
});
