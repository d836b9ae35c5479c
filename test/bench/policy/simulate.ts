import process from 'node:process';
import { defaultSettings, type Settings } from '../../../main/core/settings/schema.ts';
import { runRealPolicy } from './real-policy.ts';
import type { Outcome } from './report.ts';
import { runSimplePolicies } from './simple-policies.ts';
import { drawHosts, restFactor, sandboxDaysOf, type SimulationOptions } from './simulation.ts';
import type { Deadlines } from './truth.ts';

export interface Wanted {
  readonly seed: number;
  readonly days: number;
  readonly pollIntervalMs: number;
  readonly explain?: boolean;
}

/** The defaults that people get; only the looks are further apart (`pollIntervalMs` at rest), because there are so many days to get through. */
export function simulatedSettings(pollIntervalMs: number): Settings {
  return { ...defaultSettings, pollIntervalMs: Math.round(pollIntervalMs / restFactor) };
}

export function deadlinesOf(settings: Settings): Deadlines {
  const { timeoutMs, timeoutWithSessionsMs, warningMs } = settings.idle;
  return {
    timeoutMs,
    timeoutWithSessionsMs,
    warningMs,
    pollIntervalMs: settings.pollIntervalMs,
    graceMs: settings.idle.graceMs,
  };
}

/** Draws the lives and runs all policies over them. */
export async function simulate(wanted: Wanted): Promise<Outcome> {
  const settings = simulatedSettings(wanted.pollIntervalMs);
  const options: SimulationOptions = { ...wanted, settings, deadlines: deadlinesOf(settings) };
  const hosts = drawHosts(options);
  const before = process.cpuUsage();
  const real = await runRealPolicy(hosts, options);
  const used = process.cpuUsage(before);
  const seconds = (used.user + used.system) / 1e6;
  return {
    seed: wanted.seed,
    sandboxDays: hosts.reduce((sum, draw) => sum + sandboxDaysOf(draw), 0),
    pollIntervalMs: wanted.pollIntervalMs,
    real,
    simple: runSimplePolicies(hosts, options),
    seconds,
  };
}
