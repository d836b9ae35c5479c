import { openDockerode } from '../../../main/core/engine/dockerode-engine.ts';
import type { RuntimeId } from '../../../main/core/model/runtime.ts';
import { systemProcessMemory } from '../../../main/core/process/process-memory.ts';
import { createRunner } from '../../../main/core/process/run.ts';
import { systemProcessTable } from '../../../main/core/process/system-process-table.ts';
import { realRuntimes } from '../../../main/core/runtimes/all.ts';
import type { LookNeeds, SandboxRuntime } from '../../../main/core/runtimes/runtime.ts';
import type { Lab } from '../../lab/lab.ts';

/** The runtimes as the app makes them, in the surroundings of a lab. */
export function labRuntimes(lab: Lab, env: Readonly<Record<string, string>> = {}): readonly SandboxRuntime[] {
  const runner = createRunner({ env: { ...lab.env, ...env } });
  return realRuntimes({
    env: { ...lab.env, ...env },
    platform: process.platform,
    homeDir: lab.env['HOME'] ?? '/',
    run: runner.run,
    openEngine: openDockerode,
    processTable: systemProcessTable(process.platform, runner.run),
    processMemory: systemProcessMemory(process.platform, runner.run),
  });
}

export function labRuntime(lab: Lab, id: RuntimeId, env: Readonly<Record<string, string>> = {}): SandboxRuntime {
  const runtime = labRuntimes(lab, env).find((one) => one.id === id);
  if (!runtime) throw new Error(`no runtime ${id}`);
  return runtime;
}

/** A look at rest at this moment of a made-up clock, in seconds, and what the test changes about it. */
export function needsAt(second: number, patch: Partial<LookNeeds> = {}): LookNeeds {
  return {
    atMs: Date.now(),
    monotonicMs: 1_000_000 + second * 1000,
    attentive: false,
    force: false,
    sessionsMaxAgeMs: () => null,
    ...patch,
  };
}

/** Detect, list and measure, as a look does. */
export async function lookAt(runtime: SandboxRuntime, needs: LookNeeds) {
  const state = await runtime.detect(needs);
  if (state.state !== 'ready') return { state, listed: [], usages: new Map<string, never>() };
  const listed = await runtime.list(needs);
  const running = listed.filter((one) => one.status === 'running');
  return { state, listed, usages: await runtime.measure(running, needs) };
}
