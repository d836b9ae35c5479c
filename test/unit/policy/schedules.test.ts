import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSchedules } from '../../../main/core/policy/schedule-times.ts';
import { countSlots, latestSlot, nextSlots } from '../../../main/core/policy/slots.ts';
import { previewSchedule, ScheduleViews } from '../../../main/core/watch/schedule-views.ts';
import { parseCron, type Cron } from '../../../main/core/settings/cron.ts';
import { day, hour, later, minute, scheduleOf, settingsOf } from '../support/cases.ts';

const zoneBefore = process.env['TZ'];
beforeEach(() => {
  process.env['TZ'] = 'Europe/Berlin';
});
afterEach(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

function cronOf(expression: string): Cron {
  const cron = parseCron(expression);
  if (!cron) throw new Error(`no cron: ${expression}`);
  return cron;
}
const at = (text: string) => Date.parse(text);
const iso = (times: readonly number[]) => times.map((ms) => new Date(ms).toISOString().slice(0, 16));
const momentAt = (text: string) => ({ wallMs: at(text), monotonicMs: 5 * day });

describe('the times of a cron expression', () => {
  it.each([
    ['0 19 * * 1-5', '2026-11-24T18:00Z', ['11-25T18:00', '11-26T18:00', '11-27T18:00', '11-30T18:00', '12-01T18:00']],
    [
      '*/20 9,10 * * *',
      '2026-11-24T08:10Z',
      ['11-24T08:20', '11-24T08:40', '11-24T09:00', '11-24T09:20', '11-24T09:40'],
    ],
    [
      '0 0 1 1 *',
      '2026-11-24T08:10Z',
      ['2026-12-31T23:00', '2027-12-31T23:00', '2028-12-31T23:00', '2029-12-31T23:00', '2030-12-31T23:00'],
    ],
    ['30 2 29 2 *', '2026-11-24T08:10Z', ['2028-02-29T01:30', '2032-02-29T01:30']],
  ])('are found in the zone of the machine: %s', (expression, from, expected) => {
    const found = iso(nextSlots(cronOf(expression), at(from), expected.length));
    expect(found.map((one, index) => one.slice(-(expected[index]?.length ?? 0)))).toEqual(expected);
  });

  it('leave out the hour that summer time leaves out', () => {
    expect(iso(nextSlots(cronOf('30 2 * * *'), at('2027-03-27T12:00Z'), 2))).toEqual([
      '2027-03-29T00:30',
      '2027-03-30T00:30',
    ]);
  });

  it('are those of the day that summer time leaves, when it leaves out the first or the last of them', () => {
    expect(iso(nextSlots(cronOf('30 2,3 * * *'), at('2027-03-28T00:00Z'), 1))).toEqual(['2027-03-28T01:30']);
    expect(iso(nextSlots(cronOf('30 1,2 * * *'), at('2027-03-27T23:00Z'), 1))).toEqual(['2027-03-28T00:30']);
    // What is left out would be a time that is not meant: the last one alone tells that the day is.
    expect(iso(nextSlots(cronOf('30 2,4 * * *'), at('2027-03-28T00:00Z'), 1))).toEqual(['2027-03-28T02:30']);
  });

  it('are in their order, each once, on the day whose clock is put forward', () => {
    expect(iso(nextSlots(cronOf('*/30 * * * *'), at('2027-03-28T00:15Z'), 5))).toEqual([
      '2027-03-28T00:30',
      '2027-03-28T01:00',
      '2027-03-28T01:30',
      '2027-03-28T02:00',
      '2027-03-28T02:30',
    ]);
  });

  it('come in both of the hours that a clock shows twice when it is put back', () => {
    const halfHours = cronOf('*/30 * * * *');
    expect(iso(nextSlots(halfHours, at('2027-10-30T23:45Z'), 6))).toEqual([
      '2027-10-31T00:00',
      '2027-10-31T00:30',
      '2027-10-31T01:00',
      '2027-10-31T01:30',
      '2027-10-31T02:00',
      '2027-10-31T02:30',
    ]);
    expect(latestSlot(halfHours, at('2027-10-31T00:59Z'), at('2027-10-31T01:10Z'))).toBe(at('2027-10-31T01:00Z'));
  });

  it.each(['2027-03-27T12:00Z', '2027-10-30T12:00Z'])('are the minutes that the clock shows from %s on', (from) => {
    const cron = cronOf('*/15 0-3,23 * * *');
    const shown = Array.from({ length: 24 * 60 }, (_, index) => at(from) + (index + 1) * minute).filter((ms) =>
      cron.matches(ms),
    );
    expect(nextSlots(cron, at(from), 1_000, at(from) + day)).toEqual(shown);
  });

  it('have an end where one is asked for', () => {
    const daily = cronOf('0 12 * * *');
    const from = at('2026-11-24T11:00Z');
    expect(iso(nextSlots(daily, from, 9, from + 2 * day))).toEqual(['2026-11-25T11:00', '2026-11-26T11:00']);
    expect(nextSlots(daily, from, 9, from + 2 * day - 1)).toHaveLength(1);
    const midnight = at('2026-11-24T23:00Z');
    expect(nextSlots(cronOf('0 0 * * *'), from, 9, midnight)).toEqual([midnight]);
    expect(countSlots(daily, from, from + 3 * day)).toBe(3);
    expect(countSlots(cronOf('* * * * *'), from, from + 3 * day)).toBe(1_000);
    expect(countSlots(cronOf('* * * * *'), from, from + 3 * day, 7)).toBe(7);
  });

  it('have a newest one before a moment', () => {
    const daily = cronOf('0 12 * * *');
    const noon = at('2026-11-24T11:00Z');
    expect(latestSlot(daily, noon - minute, noon)).toBe(noon);
    expect(latestSlot(daily, noon, noon + hour)).toBeNull();
    expect(latestSlot(daily, noon - day, noon - 1)).toBeNull();
    expect(latestSlot(daily, noon - day - 1, noon - 1)).toBe(noon - day);
    expect(latestSlot(cronOf('0 0 29 2 *'), at('2024-01-01T00:00Z'), at('2026-11-24T00:00Z'))).toBe(
      at('2024-02-28T23:00Z'),
    );
    expect(latestSlot(cronOf('*/10 * * * *'), noon, noon + 35 * minute)).toBe(noon + 30 * minute);
  });

  it('agree with each other and with the expression, whatever it is', () => {
    const field = (max: number, min = 0) =>
      fc.oneof(
        fc.constant('*'),
        fc.integer({ min, max }).map(String),
        fc.integer({ min: 2, max: 15 }).map((step) => `*/${step}`),
      );
    const expression = fc
      .tuple(field(59), field(23), field(28, 1), field(12, 1), field(6))
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(
        expression,
        fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2028-01-01T00:00Z') }),
        (text, fromMs) => {
          const cron = cronOf(text);
          let previousMs = fromMs;
          for (const slotMs of nextSlots(cron, fromMs, 3)) {
            expect(slotMs).toBeGreaterThan(previousMs);
            expect(cron.matches(slotMs)).toBe(true);
            expect(latestSlot(cron, previousMs, slotMs)).toBe(slotMs);
            expect(latestSlot(cron, previousMs, slotMs - 1)).toBeNull();
            previousMs = slotMs;
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a schedule', () => {
  const settings = settingsOf({ schedules: [{ id: 'evening', cron: '0 19 * * 1-5', action: 'stop-idle' }] });
  const openAt = (text: string, before: string | null = null, own = settings) => {
    const { open, missed } = openSchedules(
      own,
      before === null ? null : { wallMs: at(before), monotonicMs: 0 },
      momentAt(text),
    );
    return { open: open.map(({ id }) => id), missed };
  };

  it('holds from its time on for as long as it says', () => {
    expect(openAt('2026-11-24T17:59:59Z').open).toEqual([]);
    expect(openAt('2026-11-24T18:00:00Z').open).toEqual(['evening']);
    expect(openAt('2026-11-24T18:29:59Z').open).toEqual(['evening']);
    expect(openAt('2026-11-24T18:30:00Z').open).toEqual([]);
    expect(openAt('2026-11-28T18:00:00Z').open).toEqual([]);
  });

  it.each(['quiet', 'stop-idle'])('holds in both hours that the clock shows twice: %s', (action) => {
    const halfHours = settingsOf({ schedules: [{ id: 'half', cron: '*/30 * * * *', action, forMs: 30 * minute }] });
    for (const time of ['00:10', '00:50', '01:10', '01:50', '02:10']) {
      expect([time, openAt(`2027-10-31T${time}:00Z`, null, halfHours).open]).toEqual([time, ['half']]);
    }
  });

  it('does not hold when it is switched off or makes no sense', () => {
    const with_ = (patch: object) => ({ ...settings, schedules: [{ ...scheduleOf(), ...patch }] });
    expect(openAt('2026-11-24T18:00:00Z', null, with_({})).open).toEqual(['evening']);
    expect(openAt('2026-11-24T18:00:00Z', null, with_({ enabled: false })).open).toEqual([]);
    expect(openAt('2026-11-24T18:00:00Z', null, with_({ cron: '99 19 * * *' })).open).toEqual([]);
  });

  it('holds for one look, once, when its times went by asleep, however many there were (guards: missed slots)', () => {
    const before = { wallMs: at('2026-11-23T12:00:00Z'), monotonicMs: 0 };
    const awake = { wallMs: at('2026-11-26T07:00:00Z'), monotonicMs: 5_000 };
    const first = openSchedules(settings, before, awake);
    expect(first.open.map(({ id }) => id)).toEqual(['evening']);
    expect(first.missed).toEqual([{ id: 'evening', times: 3 }]);
    expect(openSchedules(settings, awake, later(awake, 5_000))).toEqual({ open: [], missed: [] });
    // Asleep without one of its times: nothing was missed.
    const morning = { wallMs: at('2026-11-26T06:00:00Z'), monotonicMs: 0 };
    expect(openSchedules(settings, morning, awake)).toEqual({ open: [], missed: [] });
  });

  it('is not missed by a look that came in time', () => {
    expect(openAt('2026-11-24T18:31:00Z', '2026-11-24T18:30:55Z')).toEqual({ open: [], missed: [] });
    const slept = openAt('2026-11-24T18:10:00Z', '2026-11-24T12:00:00Z');
    expect(slept).toEqual({ open: ['evening'], missed: [] });
  });

  it('never opens twice for one time, whatever the machine sleeps through (guards: the look before)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1_000, max: 3 * day }), { maxLength: 12 }), (sleeps) => {
        let now = momentAt('2026-11-23T12:00:00Z');
        let replayed = 0;
        for (const asleepMs of sleeps) {
          const before = now;
          now = { wallMs: now.wallMs + asleepMs, monotonicMs: now.monotonicMs + 1_000 };
          const { missed } = openSchedules(settings, before, now);
          expect(missed.length).toBeLessThanOrEqual(1);
          expect(openSchedules(settings, now, later(now, 1_000)).missed).toEqual([]);
          replayed += missed.reduce((sum, { times }) => sum + times, 0);
        }
        const all = countSlots(cronOf('0 19 * * 1-5'), at('2026-11-23T12:00:00Z'), now.wallMs);
        expect(replayed).toBeLessThanOrEqual(all);
      }),
    );
  });

  it('is previewed as its next five times', () => {
    const preview = previewSchedule('0 19 * * 1-5', at('2026-11-24T08:00:00Z'));
    expect(preview).toMatchObject({ ok: true, cron: '0 19 * * 1-5' });
    expect(preview.ok && iso(preview.nextRunsMs)).toEqual([
      '2026-11-24T18:00',
      '2026-11-25T18:00',
      '2026-11-26T18:00',
      '2026-11-27T18:00',
      '2026-11-30T18:00',
    ]);
    expect(previewSchedule('every evening', 0)).toMatchObject({ ok: false });
    expect(previewSchedule('0 19 * * 1-5 *', 0)).toMatchObject({ ok: false });
  });

  it('is in the state with what it does and whether it holds', () => {
    const schedules = [scheduleOf(), scheduleOf({ id: 'night', cron: '0 22 * * *', action: 'quiet', forMs: 9 * hour })];
    const views = new ScheduleViews().of(schedules, schedules.slice(1), at('2026-11-24T21:30:00Z'));
    expect(views).toMatchObject([
      {
        id: 'evening',
        open: false,
        cron: '0 19 * * 1-5',
        minIdleMs: 300_000,
        forMs: 1_800_000,
      },
      { id: 'night', open: true, cron: '0 22 * * *', action: 'quiet', forMs: 9 * hour },
    ]);
  });
});
