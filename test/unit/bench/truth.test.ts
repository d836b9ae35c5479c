import { describe, expect, it } from 'vitest';
import { PerfectObserver, type Deadlines } from '../../bench/policy/truth.ts';

const minute = 60_000;
const deadlines: Deadlines = {
  timeoutMs: 30 * minute,
  timeoutWithSessionsMs: 120 * minute,
  warningMs: 2 * minute,
  pollIntervalMs: minute,
  graceMs: 0,
};

/** Looks every minute from `fromMinute` to `toMinute`, both included. */
function looks(observer: PerfectObserver, fromMinute: number, toMinute: number): void {
  for (let at = fromMinute; at <= toMinute; at += 1) observer.goodLook(at * minute);
}

describe('the perfect observer', () => {
  it('calls a stop in time up to timeout + warning + two looks, and late after it', () => {
    const inTime = new PerfectObserver(deadlines);
    inTime.beginStretch(false);
    looks(inTime, 0, 34);
    expect(inTime.stopped(34 * minute)).toEqual({ kind: 'in-time', lateMs: 2 * minute });
    const late = new PerfectObserver(deadlines);
    late.beginStretch(false);
    looks(late, 0, 35);
    expect(late.stopped(35 * minute)).toEqual({ kind: 'late', lateMs: 3 * minute });
  });

  it('calls a stretch missed that ends without a stop after it was due, and says nothing of a shorter one', () => {
    const missed = new PerfectObserver(deadlines);
    missed.beginStretch(false);
    looks(missed, 0, 35);
    expect(missed.endStretch()).toEqual({ kind: 'missed' });
    const short = new PerfectObserver(deadlines);
    short.beginStretch(false);
    looks(short, 0, 34);
    expect(short.endStretch()).toBeNull();
  });

  it('gives the longer timeout to a stretch with a session', () => {
    const observer = new PerfectObserver(deadlines);
    observer.beginStretch(true);
    looks(observer, 0, 124);
    expect(observer.stopped(124 * minute)).toMatchObject({ kind: 'in-time' });
  });

  it('does not count the time around a failed look, and begins anew after sleep, with the grace', () => {
    const failed = new PerfectObserver(deadlines);
    failed.beginStretch(false);
    looks(failed, 0, 10);
    failed.badLook(11 * minute);
    looks(failed, 12, 36);
    expect(failed.endStretch()).toBeNull();
    const slept = new PerfectObserver({ ...deadlines, graceMs: 3 * minute });
    slept.beginStretch(false);
    looks(slept, 0, 30);
    slept.beginAnew();
    looks(slept, 31, 67);
    expect(slept.endStretch()).toBeNull();
    slept.beginStretch(false);
    slept.beginAnew();
    looks(slept, 101, 139);
    expect(slept.endStretch()).toEqual({ kind: 'missed' });
  });

  it('begins anew after five minutes in the dark, and goes on after less', () => {
    const dark = (minutes: number) => {
      const observer = new PerfectObserver(deadlines);
      observer.beginStretch(false);
      looks(observer, 0, 30);
      observer.outage((30 + minutes) * minute);
      looks(observer, 30 + minutes, 36 + minutes);
      return observer.endStretch();
    };
    expect(dark(5)).toEqual({ kind: 'missed' });
    expect(dark(6)).toBeNull();
  });

  it('gives a new run its grace', () => {
    const observer = new PerfectObserver({ ...deadlines, graceMs: 3 * minute });
    observer.started();
    observer.beginStretch(false);
    looks(observer, 0, 37);
    expect(observer.endStretch()).toBeNull();
    observer.started();
    observer.beginStretch(false);
    looks(observer, 100, 138);
    expect(observer.endStretch()).toEqual({ kind: 'missed' });
  });

  it('counts one stop of a stretch, however often it is told', () => {
    const observer = new PerfectObserver(deadlines);
    observer.beginStretch(false);
    looks(observer, 0, 33);
    expect(observer.stopped(33 * minute)).not.toBeNull();
    expect(observer.stopped(34 * minute)).toBeNull();
    expect(observer.endStretch()).toBeNull();
  });
});
