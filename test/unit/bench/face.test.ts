import { describe, expect, it } from 'vitest';
import { cpuMsBetween } from '../../bench/face/process-tree.ts';
import { median, type FaceRun } from '../../bench/face/report.ts';
import { groundOf, hasDrawing } from '../../bench/face/screen-eye.ts';
import { missedTargets } from '../../bench/face/targets.ts';

const page = 0xf6f6f8;
const ink = 0x1d1d22;
const picture = (drawn: number, of = 1_000) => Uint32Array.from({ length: of }, (_, at) => (at < drawn ? ink : page));

describe('what is on the screen', () => {
  it('has the ground that most of it has', () => {
    expect(groundOf(picture(300))).toBe(page);
    expect(groundOf(picture(700))).toBe(ink);
  });

  it('is drawn when enough stands out of the ground, and not yet when a window is only there', () => {
    expect(hasDrawing(picture(0), page, 60)).toBe(false);
    expect(hasDrawing(picture(59), page, 60)).toBe(false);
    expect(hasDrawing(picture(60), page, 60)).toBe(true);
  });

  it('is something else when nearly all of it has another colour', () => {
    expect(hasDrawing(picture(950), page, 60)).toBe(false);
  });
});

describe('processor time between two readings', () => {
  it('is that of the threads that are there now, the new ones from their start', () => {
    const before = new Map([
      ['1/1', 5e6],
      ['1/2', 7e6],
    ]);
    const after = new Map([
      ['1/1', 9e6],
      ['1/3', 2e6],
    ]);
    expect(cpuMsBetween(before, after)).toBe(6);
  });
});

describe('the median', () => {
  it('is the one in the middle, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([])).toBeNaN();
  });
});

describe('the targets of the face', () => {
  const emptyApp = { pssBytes: 100, closedPssBytes: 110, cpuFractionAtRest: 0, startMs: 1, windowMs: 200 };
  const memory = (ratio: number) => ({ pssBytes: 100 * ratio, ratio });
  const good: FaceRun = {
    sandboxes: 5,
    neverOpened: memory(1.1),
    open: memory(9),
    closed60s: memory(1.15),
    cpuFractionAtRest: 0.001,
    emptyCpuFractionAtRest: 0,
    startToIconMs: 1,
    clickToPaintMs: { cold: 400, warm: 150 },
    stateToPaintMs: 1,
    scroll: { p50FrameMs: 1, p95FrameMs: 1, droppedShare: 0, longestTaskMs: 0 },
  };
  const missed = (patch: Partial<FaceRun>, windowMs = 200) =>
    missedTargets({ emptyApp: { ...emptyApp, windowMs }, runs: [good, { ...good, sandboxes: 200, ...patch }] });

  it('are met at their limits', () => {
    expect(missed({})).toEqual([]);
  });

  it.each<[string, Partial<FaceRun>]>([
    ['never opened', { neverOpened: memory(1.101) }],
    ['closed for a while', { closed60s: memory(1.151) }],
    ['warm', { clickToPaintMs: { cold: 400, warm: 151 } }],
    ['cold', { clickToPaintMs: { cold: 401, warm: 150 } }],
    ['processor', { cpuFractionAtRest: 0.0011 }],
    ['processor', { cpuFractionAtRest: Number.NaN }],
    ['processor', JSON.parse('{"cpuFractionAtRest":null}') as Partial<FaceRun>],
  ])('are missed above them, and what was not measured is missed, too: %s', (what, patch) => {
    expect(missed(patch)).toEqual([expect.stringContaining(what)]);
    expect(missed(patch)[0]).toMatch(/^200 sandboxes: /);
  });

  it('leave a cold window the time of an empty one where a machine is slower', () => {
    const slow = { clickToPaintMs: { cold: 520, warm: 150 } };
    expect(missed(slow, 400)).toEqual([]);
    expect(missed(slow, 399)).toHaveLength(1);
  });
});
