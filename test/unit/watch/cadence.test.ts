import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noMemoryState } from '../../../main/core/policy/memory.ts';
import { cadenceOf, decisionNearMs, type CadenceInputs } from '../../../main/core/watch/cadence.ts';
import { allHung, cliCost, decisionInMs } from '../../../main/core/watch/pace.ts';

const atRest: CadenceInputs = {
  baseMs: 5_000,
  popupOpen: false,
  onBattery: false,
  asleep: false,
  hung: false,
  cli: 'none',
  decisionInMs: null,
  pressure: 'normal',
  atEase: 'none',
};

describe('the cadence', () => {
  it.each<[string, Partial<CadenceInputs>, number, string]>([
    ['at rest', {}, 15_000, 'at-rest'],
    ['on battery', { onBattery: true }, 30_000, 'on-battery'],
    ['with the popup open', { popupOpen: true }, 5_000, 'popup-open'],
    ['with the popup open on battery', { popupOpen: true, onBattery: true }, 5_000, 'popup-open'],
    ['with a decision near', { decisionInMs: decisionNearMs }, 5_000, 'decision-near'],
    ['with a decision far away', { decisionInMs: decisionNearMs + 1 }, 15_000, 'at-rest'],
    ['with memory short', { pressure: 'warning' }, 5_000, 'memory-pressure'],
    ['with memory very short on battery', { pressure: 'critical', onBattery: true }, 5_000, 'memory-pressure'],
    ['with nothing known of the memory', { pressure: 'unknown' }, 15_000, 'at-rest'],
    ['with nothing that answers', { hung: true, popupOpen: true }, 60_000, 'hung'],
    ['asleep', { asleep: true, hung: true, popupOpen: true, decisionInMs: 0 }, 60_000, 'asleep'],
    ['by the commands of sbx', { cli: 'dear' }, 60_000, 'cli-only'],
    ['by the commands of sbx on battery', { cli: 'dear', onBattery: true }, 60_000, 'on-battery'],
    ['by the commands of sbx with a decision near', { cli: 'dear', decisionInMs: 0 }, 15_000, 'decision-near'],
    ['by the commands of sbx with the popup open', { cli: 'dear', popupOpen: true }, 15_000, 'popup-open'],
    ['with few at ease', { atEase: 'few' }, 30_000, 'at-ease'],
    ['with few at ease on battery', { atEase: 'few', onBattery: true }, 30_000, 'on-battery'],
    ['with few at ease by the commands of sbx', { atEase: 'few', cli: 'dear' }, 60_000, 'cli-only'],
    ['with few at ease and a decision near', { atEase: 'few', decisionInMs: 0 }, 5_000, 'decision-near'],
    ['with few at ease and the popup open', { atEase: 'few', popupOpen: true }, 5_000, 'popup-open'],
    ['with few at ease and memory short', { atEase: 'few', pressure: 'warning' }, 5_000, 'memory-pressure'],
    ['with many at ease', { atEase: 'many' }, 60_000, 'at-ease'],
    ['with many at ease on battery', { atEase: 'many', onBattery: true }, 60_000, 'on-battery'],
    ['with many at ease by the commands of docker', { atEase: 'many', cli: 'cheap' }, 60_000, 'cli-only'],
    ['with many at ease and a decision near', { atEase: 'many', decisionInMs: 0 }, 5_000, 'decision-near'],
    ['with many at ease and the popup open', { atEase: 'many', popupOpen: true }, 5_000, 'popup-open'],
    ['with many at ease and memory short', { atEase: 'many', pressure: 'warning' }, 5_000, 'memory-pressure'],
    ['by the commands of docker', { cli: 'cheap' }, 30_000, 'cli-only'],
    ['by the commands of docker with the popup open', { cli: 'cheap', popupOpen: true }, 5_000, 'popup-open'],
  ])('%s', (_, patch, inMs, reason) => {
    expect(cadenceOf({ ...atRest, ...patch })).toEqual({ inMs, reason });
  });

  it('follows the interval of the settings', () => {
    expect(cadenceOf({ ...atRest, baseMs: 200 }).inMs).toBe(600);
    expect(cadenceOf({ ...atRest, baseMs: 200, popupOpen: true }).inMs).toBe(200);
    expect(cadenceOf({ ...atRest, baseMs: 200, atEase: 'few' }).inMs).toBe(1_200);
    expect(cadenceOf({ ...atRest, baseMs: 200, atEase: 'many' }).inMs).toBe(2_400);
  });

  it('is no slower than half a minute because memory is at ease, or a minute because there are many', () => {
    expect(cadenceOf({ ...atRest, baseMs: 8_000, atEase: 'few' }).inMs).toBe(30_000);
    expect(cadenceOf({ ...atRest, baseMs: 20_000, atEase: 'few' })).toEqual(cadenceOf({ ...atRest, baseMs: 20_000 }));
    expect(cadenceOf({ ...atRest, baseMs: 10_000, atEase: 'many' }).inMs).toBe(60_000);
    expect(cadenceOf({ ...atRest, baseMs: 40_000, atEase: 'many' })).toEqual(cadenceOf({ ...atRest, baseMs: 40_000 }));
  });

  it('is never faster than the settings, and never slower because somebody looks on', () => {
    const inputs = fc.record<CadenceInputs>({
      baseMs: fc.integer({ min: 100, max: 60_000 }),
      popupOpen: fc.boolean(),
      onBattery: fc.boolean(),
      asleep: fc.boolean(),
      hung: fc.boolean(),
      cli: fc.constantFrom('none', 'cheap', 'dear'),
      decisionInMs: fc.option(fc.integer({ min: 0, max: 3_600_000 })),
      pressure: fc.constantFrom('normal', 'warning', 'critical', 'unknown'),
      atEase: fc.constantFrom('none', 'few', 'many'),
    });
    fc.assert(
      fc.property(inputs, (one) => {
        const { inMs } = cadenceOf(one);
        expect(inMs).toBeGreaterThanOrEqual(Math.min(one.baseMs, 60_000));
        expect(cadenceOf({ ...one, popupOpen: true }).inMs).toBeLessThanOrEqual(inMs);
      }),
    );
  });
});

describe('what the cadence is made of', () => {
  it('is hung only when everything that is installed is', () => {
    expect(
      allHung([
        { id: 'sbx', state: 'hung' },
        { id: 'containers', state: 'not-installed' },
      ]),
    ).toBe(true);
    expect(
      allHung([
        { id: 'sbx', state: 'hung' },
        { id: 'containers', state: 'ready' },
      ]),
    ).toBe(false);
    expect(allHung([{ id: 'containers', state: 'not-installed' }])).toBe(false);
    expect(allHung([])).toBe(false);
  });

  it('is dear while sbx is asked by commands, cheap while only docker is', () => {
    expect(
      cliCost([
        { id: 'sbx', state: 'ready', via: 'cli' },
        { id: 'docker-sandbox', state: 'ready', via: 'cli' },
      ]),
    ).toBe('dear');
    expect(
      cliCost([
        { id: 'sbx', state: 'ready', via: 'socket' },
        { id: 'docker-sandbox', state: 'ready', via: 'cli' },
      ]),
    ).toBe('cheap');
    expect(
      cliCost([
        { id: 'sbx', state: 'ready', via: 'socket' },
        { id: 'docker-sandbox', state: 'plugin-missing' },
      ]),
    ).toBe('none');
  });

  it('has a decision as near as the next of all', () => {
    const because = { code: 'idle', timeoutMs: 1, sessions: 'none' } as const;
    const next = (atMs: number) => ({ action: 'warn' as const, rule: 'idle' as const, atMs, because });
    expect(decisionInMs([], noMemoryState, 1_000)).toBeNull();
    expect(decisionInMs([next(9_000), next(4_000)], noMemoryState, 1_000)).toBe(3_000);
    expect(decisionInMs([next(500)], noMemoryState, 1_000)).toBe(0);
  });
});
