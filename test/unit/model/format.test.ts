import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCountdown,
  formatCpu,
  formatDuration,
  shortenPath,
} from '../../../main/core/model/format.ts';

describe('for people', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1024, '1 KB'],
    [780 * 1024 ** 2, '780 MB'],
    [1.44 * 1024 ** 3, '1.4 GB'],
    [1000 * 1024 ** 2, '1 GB'],
    [250 * 1024 ** 3, '250 GB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [-5, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [3_900_000, '1 h 5 min'],
    [25 * 3_600_000, '1 d 1 h'],
  ])('%d ms are %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it.each([
    [1, '0:01'],
    [0, '0:00'],
    [105_000, '1:45'],
    [3_723_000, '1:02:03'],
  ])('%d ms are counted down as %s', (ms, text) => expect(formatCountdown(ms)).toBe(text));

  it.each([
    [0, '0 %'],
    [0.004, '0.4 %'],
    [0.125, '13 %'],
    [2.5, '250 %'],
  ])('%d cores are %s', (fraction, text) => expect(formatCpu(fraction)).toBe(text));

  it.each([
    ['/home/ann/code/api', '~/code/api'],
    ['/Users/ann', '~'],
    ['C:\\Users\\ann\\api', '~\\api'],
    ['/srv/home/ann', '/srv/home/ann'],
  ])('%s is %s', (path, text) => expect(shortenPath(path)).toBe(text));
});
