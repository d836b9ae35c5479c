import { describe, expect, it } from 'vitest';
import { sandboxKey, unknownUsage, type Usage } from '../../../main/core/model/sandbox.ts';
import { RateTracker } from '../../../main/core/watch/rates.ts';

const key = sandboxKey('containers', 'one');
const usage = (patch: Partial<Usage>): Usage => ({
  memory: null,
  cpuTimeMs: 1_000,
  network: { kind: 'counter', totalBytes: 10_000 },
  sessions: 'absent',
  countedId: 'a',
  ...patch,
});

describe('rates', () => {
  it('need two readings of the same thing', () => {
    const tracker = new RateTracker();
    expect(tracker.next(key, usage({}), 0)).toEqual({ cpuFraction: null, networkBytesPerSecond: null });
    const later = usage({ cpuTimeMs: 2_500, network: { kind: 'counter', totalBytes: 30_000 } });
    expect(tracker.next(key, later, 5_000)).toEqual({ cpuFraction: 0.3, networkBytesPerSecond: 4_000 });
  });

  it.each<[string, Partial<Usage>]>([
    ['the counted thing is another one', { countedId: 'b', cpuTimeMs: 2_000 }],
    ['it is not known what was counted', { countedId: undefined, cpuTimeMs: 2_000 }],
    ['the counter went back', { cpuTimeMs: 10, network: { kind: 'counter', totalBytes: 1 } }],
    ['there is no reading', { cpuTimeMs: null, network: { kind: 'unknown' } }],
  ])('are unknown, and not zero, when %s', (_, patch) => {
    const tracker = new RateTracker();
    tracker.next(key, usage({}), 0);
    expect(tracker.next(key, usage(patch), 5_000)).toEqual({ cpuFraction: null, networkBytesPerSecond: null });
  });

  it('go on after a reading that failed, over all of the time since the last good one', () => {
    const tracker = new RateTracker();
    tracker.next(key, usage({}), 0);
    tracker.next(key, usage({ cpuTimeMs: null, network: { kind: 'unknown' } }), 5_000);
    tracker.next(key, unknownUsage, 10_000);
    const later = usage({ cpuTimeMs: 4_000, network: { kind: 'counter', totalBytes: 25_000 } });
    expect(tracker.next(key, later, 15_000)).toEqual({ cpuFraction: 0.2, networkBytesPerSecond: 1_000 });
  });

  it('stay as they were when two looks follow closely', () => {
    const tracker = new RateTracker();
    tracker.next(key, usage({}), 0);
    tracker.next(key, usage({ cpuTimeMs: 2_000 }), 5_000);
    expect(tracker.next(key, usage({ cpuTimeMs: 2_050 }), 5_050).cpuFraction).toBe(0.2);
    expect(tracker.next(key, usage({ cpuTimeMs: 2_500 }), 6_000).cpuFraction).toBe(0.5);
  });

  it('begin anew for what was gone meanwhile', () => {
    const tracker = new RateTracker();
    tracker.next(key, usage({}), 0);
    tracker.keepOnly(new Set());
    expect(tracker.next(key, usage({ cpuTimeMs: 2_000 }), 5_000).cpuFraction).toBeNull();
  });
});
