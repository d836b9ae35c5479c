import { describe, expect, it } from 'vitest';
import { runRealPolicy } from '../../bench/policy/real-policy.ts';
import { reportOf, type Report } from '../../bench/policy/report.ts';
import { runSimplePolicies } from '../../bench/policy/simple-policies.ts';
import { deadlinesOf, simulate, simulatedSettings } from '../../bench/policy/simulate.ts';
import { drawHosts, type SimulationOptions } from '../../bench/policy/simulation.ts';
import type { Settings } from '../../../main/core/settings/schema.ts';

const pollIntervalMs = 60_000;

function options(idle: Partial<Settings['idle']> = {}): SimulationOptions {
  const settings = simulatedSettings(pollIntervalMs);
  return {
    seed: 5,
    days: 60,
    settings: { ...settings, idle: { ...settings.idle, ...idle } },
    deadlines: deadlinesOf(settings),
  };
}

/** All numbers but the speed. */
async function numbersOf(seed: number): Promise<Report> {
  const report = reportOf(await simulate({ seed, days: 40, pollIntervalMs }));
  return { ...report, sandboxDaysPerSecond: 0 };
}

describe('the simulator is honest', () => {
  it('counts the stops of a planted policy that stops everything, at work or not', () => {
    const planted = { name: 'at once', stops: () => true };
    const [outcome] = runSimplePolicies(drawHosts(options()), options(), [planted]);
    expect(outcome?.tally.wrongStops.length).toBeGreaterThan(100);
    expect(outcome?.tally.wrongStops.every((one) => one.busyForMs >= 2_000)).toBe(true);
  });

  it('counts what a planted policy misses that never stops', () => {
    const planted = { name: 'never', stops: () => false };
    const [outcome] = runSimplePolicies(drawHosts(options()), options(), [planted]);
    expect(outcome?.tally.wrongStops).toEqual([]);
    expect(outcome?.tally.missed).toBeGreaterThan(20);
    expect(outcome?.tally.inTime).toBe(0);
    expect(outcome?.tally.gbHours).toBe(0);
  });

  it('counts the wrong stops of the real program when it is made blind', async () => {
    const blind = options({
      cpuBusyFraction: 64,
      cpuIdleFraction: 64,
      networkBusyBytesPerSecond: 1e12,
      timeoutMs: 60_000,
      timeoutWithSessionsMs: 60_000,
    });
    const { tally } = await runRealPolicy(drawHosts(blind), blind);
    expect(tally.wrongStops.length).toBeGreaterThan(20);
  }, 120_000);

  it('counts what the real program misses when its idle rule is off', async () => {
    const off = options({ enabled: false });
    const { tally, notices } = await runRealPolicy(drawHosts(off), off);
    expect(tally.missed).toBeGreaterThan(20);
    expect(tally.rightStops).toBe(0);
    expect(notices.get('stopped')).toBeUndefined();
  });

  it('gives the same numbers for the same seed, and other lives for another', async () => {
    const first = await numbersOf(11);
    expect(await numbersOf(11)).toEqual(first);
    const other = await numbersOf(12);
    expect(other.gbHoursSaved).not.toBe(first.gbHoursSaved);
    expect(other.sandboxDays).not.toBe(first.sandboxDays);
  });

  it('has every behaviour in its lives', () => {
    const seen = new Set<string>();
    const planted = { name: 'never', stops: () => false };
    runSimplePolicies(drawHosts(options()), options(), [planted], (segment) => seen.add(segment.behaviour));
    expect([...seen].sort()).toEqual([
      'agent-rounds',
      'build',
      'dev-server-idle',
      'dev-server-used',
      'forgotten-terminal',
      'left-running',
      'model-wait',
      'polling',
      'put-away',
      'reading',
      'tool',
      'typing',
    ]);
  });
});
