import { describe, expect, it } from 'vitest';
import type { Spark } from '../../../main/core/history/view.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import { emptySpark, extendSpark, sparkPath, sparkText } from '../../../renderer/spark-model.ts';
import { continued } from '../../../renderer/sparks.ts';
import { appState, mib, nowMs, sandboxState } from '../support/state.ts';

const step = 30_000;
const t0 = Math.floor(nowMs / step) * step;
const line = (...bytes: (number | null)[]): Spark => ({ fromMs: t0, stepMs: step, bytes });

describe('the line of the last hour', () => {
  it('goes on with the next look and forgets what is older', () => {
    expect(extendSpark(line(1, 2, 3), t0 + 2 * step + 5, 9)).toEqual(line(1, 2, 9));
    expect(extendSpark(line(1, 2, 3), t0 + 3 * step, 9)).toEqual({ ...line(2, 3, 9), fromMs: t0 + step });
  });

  it('bridges a slot that was missed between two looks, and leaves a pause a gap', () => {
    expect(extendSpark(line(1, 2, 3, 4), t0 + 5 * step, 9).bytes).toEqual([3, 4, 9, 9]);
    expect(extendSpark(line(1, 2, 3, 4, 5), t0 + 8 * step, 9).bytes).toEqual([5, null, null, null, 9]);
    expect(extendSpark(line(1, 2, 3), t0 + 900 * step, 9).bytes).toEqual([null, null, 9]);
  });

  it('keeps unknown as unknown, and does not go back', () => {
    expect(extendSpark(line(1, 2, 3), t0 + 3 * step, null).bytes).toEqual([2, 3, null]);
    expect(extendSpark(line(1, 2, 3), t0, 9)).toEqual(line(1, 2, 3));
  });

  it('is drawn from zero to the highest point, with a break at a gap and a dot for one slot alone', () => {
    expect(sparkPath(line(0, 50, null, 100), 30, 12)).toBe('M0 11L10 6M30 1h0.01');
    expect(sparkPath(line(null, null), 30, 12)).toBe('');
    expect(sparkPath(emptySpark(step, 5, nowMs), 30, 12)).toBe('');
  });

  it('is told in words', () => {
    const words = wordsFor('en');
    expect(sparkText(line(null, 100 * mib, 700 * mib, 300 * mib), words)).toBe(
      'Memory in the last hour: 100 MB to 700 MB, now 300 MB',
    );
    expect(sparkText(line(null, 5), words)).toBeNull();
  });

  it('begins with the first look at a sandbox, and ends with its stop', () => {
    const api = sandboxState('api');
    const book = continued(new Map(), appState([api]));
    expect(book.get(api.key)?.bytes.at(-1)).toBe(500 * mib);
    expect(continued(book, appState([sandboxState('api', { status: 'stopped' })])).size).toBe(0);
  });
});
