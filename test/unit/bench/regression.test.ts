import { describe, expect, it } from 'vitest';
import { runRealPolicy } from '../../bench/policy/real-policy.ts';
import { deadlinesOf, simulatedSettings } from '../../bench/policy/simulate.ts';
import { drawHosts } from '../../bench/policy/simulation.ts';

/**
 * A short run of `bench:policy` with fixed lives. It is the same each time, so a number that changes was changed by the
 * program (or by the lives: then look at a long run before you change it here).
 */
describe('the real policy over some hundreds of sandbox-days', () => {
  it('stops nothing that is at work, and nearly everything that is idle, in time', async () => {
    const settings = simulatedSettings(60_000);
    const options = { seed: 3, days: 300, settings, deadlines: deadlinesOf(settings) };
    const { tally } = await runRealPolicy(drawHosts(options), options);
    expect(tally.wrongStops).toEqual([]);
    expect(tally.rightStops).toBeGreaterThan(200);
    expect(tally.inTimeFraction()).toBeGreaterThanOrEqual(0.99);
  }, 240_000);
});
