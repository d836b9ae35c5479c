import type { Usage } from '../../model/sandbox.ts';

const mib = 1024 * 1024;

/** A made-up sandbox: how it behaves as a function of the time since the demo began. */
export interface DemoSandbox {
  readonly name: string;
  readonly agent: string;
  readonly workspace: string;
  readonly sessions: number;
  readonly runningAtStart: boolean;
  /** `atMs` is demo time since the start. `cpuFraction` is the share of one core at that moment. */
  readonly memoryMib: (atMs: number) => number;
  readonly cpuFraction: (atMs: number) => number;
}

const minutes = (count: number) => count * 60_000;

/**
 * The fleet shows, within the first fifteen minutes of demo time, what Sandman is for: one sandbox is forgotten, one works,
 * one grows beyond its cap, and one waits with an open session.
 */
export const demoFleet: readonly DemoSandbox[] = [
  {
    name: 'api-refactor',
    agent: 'claude',
    workspace: '/home/you/code/api',
    sessions: 1,
    runningAtStart: true,
    memoryMib: (atMs) => 1_840 + 120 * Math.sin(atMs / minutes(3)),
    cpuFraction: (atMs) => 0.55 + 0.4 * Math.sin(atMs / minutes(1)),
  },
  {
    name: 'docs-site',
    agent: 'claude',
    workspace: '/home/you/code/docs',
    sessions: 0,
    runningAtStart: true,
    memoryMib: () => 1_420,
    cpuFraction: (atMs) => (atMs < 20_000 ? 0.3 : 0.004),
  },
  {
    name: 'data-import',
    agent: 'codex',
    workspace: '/home/you/code/import',
    sessions: 1,
    runningAtStart: true,
    memoryMib: (atMs) => 1_100 + Math.min(3_600, Math.max(0, atMs - minutes(2)) * 0.006),
    cpuFraction: () => 0.82,
  },
  {
    name: 'spike-auth',
    agent: 'gemini',
    workspace: '/home/you/code/auth-spike',
    sessions: 1,
    runningAtStart: true,
    memoryMib: () => 960,
    cpuFraction: () => 0.006,
  },
  {
    name: 'old-prototype',
    agent: 'shell',
    workspace: '/home/you/code/prototype',
    sessions: 0,
    runningAtStart: false,
    memoryMib: () => 0,
    cpuFraction: () => 0,
  },
];

/** Where the cap of the demo lies: `data-import` grows beyond it. */
export const demoCapBytes = 3 * 1024 * mib;

/** The use of a sandbox at a demo time, given the processor time it had used before. */
export function demoUsage(sandbox: DemoSandbox, atMs: number, cpuTimeMs: number): Usage {
  return {
    memory: { usedBytes: Math.round(sandbox.memoryMib(atMs) * mib), source: 'demo' },
    cpuTimeMs,
    network: { kind: 'absent' },
    sessions: sandbox.sessions,
    countedId: sandbox.name,
  };
}
