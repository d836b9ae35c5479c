import { describe, expect, it } from 'vitest';
import { cpuMsBetween } from '../../bench/face/process-tree.ts';
import { median } from '../../bench/face/report.ts';
import { groundOf, hasDrawing } from '../../bench/face/screen-eye.ts';

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
