import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from 'vite';
import type { RuntimeId } from '../../../main/core/model/runtime.ts';
import { Lab } from '../../lab/lab.ts';
import type { LabRuntime, LabSandbox, LabScenario } from '../../lab/scenario.ts';
import type { Finding, Task } from './protocol.ts';

/** A lab with so many running sandboxes of one runtime, each with a small real process behind it. */
export function labWith(runtime: LabRuntime, count: number): Promise<Lab> {
  const sandboxes = Array.from({ length: count }, (_, index): LabSandbox => ({ name: `s${index}`, light: true }));
  const scenarios: Readonly<Record<LabRuntime, LabScenario>> = {
    sbx: { sbx: { sandboxes } },
    'docker-sandbox': { dockerSandbox: { sandboxes } },
    containers: { containers: { sandboxes } },
  };
  return Lab.start(scenarios[runtime]);
}

const root = path.join(import.meta.dirname, '..', '..', '..');
const bundleDir = path.join(root, 'node_modules', '.cache', 'bench-observe');

/** Bundles the measured program as the app is bundled: a loader that compiles on the fly would be measured along with it. */
export async function buildSubject(): Promise<void> {
  await build({
    root,
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    build: {
      ssr: path.join(import.meta.dirname, 'subject.ts'),
      outDir: bundleDir,
      target: 'node20.18',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'subject.js' } },
    },
  });
}

/** Runs one task in a process of its own, in the surroundings of the lab, and gives what it found. */
export function measure(lab: Lab, task: Task): Promise<Finding> {
  const args = ['--expose-gc', path.join(bundleDir, 'subject.js'), JSON.stringify(task)];
  const child = spawn(process.execPath, args, { env: lab.env, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => (stdout += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(stdout) as Finding);
      else reject(new Error(`the measured process ended with ${code}: ${JSON.stringify(task)}`));
    });
  });
}

const programs = new Set(['sbx', 'docker', 'docker-sandbox', 'docker-desktop']);

export interface RestRow {
  readonly runtime: RuntimeId;
  readonly sandboxes: number;
  readonly cpuFraction: number;
  readonly spawnsPerMinute: number;
  readonly requestsPerMinute: number;
  readonly seconds: number;
}

/** What a span of real time cost; `cpuFraction` is the share of one core, children included. */
export function restRow(lab: Lab, runtime: RuntimeId, sandboxes: number, found: Finding): RestRow {
  const minutes = (found.toMs - found.fromMs) / 60_000;
  const calls = lab.calls.filter((call) => call.atMs >= found.fromMs && call.atMs <= found.toMs);
  const spawns = calls.filter((call) => programs.has(call.program));
  return {
    runtime,
    sandboxes,
    cpuFraction: (found.appCpuMs + found.childCpuMs) / (found.toMs - found.fromMs),
    spawnsPerMinute: spawns.length / minutes,
    requestsPerMinute: (calls.length - spawns.length) / minutes,
    seconds: Math.round((found.toMs - found.fromMs) / 1000),
  };
}

export interface LookRow {
  readonly runtime: RuntimeId;
  readonly sandboxes: number;
  /** For one look, in milliseconds. */
  readonly appCpuMs: number;
  readonly childCpuMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export function lookRow(runtime: RuntimeId, sandboxes: number, { looksMs, appCpuMs, childCpuMs }: Finding): LookRow {
  const sorted = [...looksMs].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  const each = (ms: number) => ms / looksMs.length;
  return {
    runtime,
    sandboxes,
    appCpuMs: each(appCpuMs),
    childCpuMs: each(childCpuMs),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
  };
}
