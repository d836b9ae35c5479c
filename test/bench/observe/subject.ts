import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createSandman } from '../../../main/compose.ts';
import { silentLogger } from '../../../main/core/model/logger.ts';
import type { RuntimeId } from '../../../main/core/model/runtime.ts';
import { createRunner } from '../../../main/core/process/run.ts';
import { defaultSettings } from '../../../main/core/settings/schema.ts';
import { labWatcher } from '../../lab/lab-watcher.ts';
import { cpuTime, since } from './cpu-time.ts';
import type { Finding, Task } from './protocol.ts';

// The measured process: it is the watcher, or a program that polls the command line, and nothing of the lab.
const env = process.env as Readonly<Record<string, string>>;
/** The first looks find everything out, and compile the code that the later ones run. */
const warmUpLooks = 8;
const warmUpRestMs = 20_000;

async function run(task: Task): Promise<Finding> {
  switch (task.kind) {
    case 'rest':
      return atRest(task.seconds);
    case 'poll-cli':
      return pollingCli(task.everyMs, task.seconds);
    case 'looks':
      return looks(task.runtime, task.looks);
    case 'growth':
      return growth(task.runtime, task.looks);
  }
}

/** The whole app without its windows, with the settings that people have, in real time. */
async function atRest(seconds: number): Promise<Finding> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
  const sandman = await createSandman({ version: '0.0.0', home, env, demo: false, logger: silentLogger });
  try {
    await sandman.start();
    await pause(warmUpRestMs);
    return await span(seconds);
  } finally {
    await sandman.dispose();
    await rm(home, { recursive: true, force: true });
  }
}

/** What comparable programs do (reference/peers, section 1.1): `sbx ls` at an interval, whatever anybody looks at. */
async function pollingCli(everyMs: number, seconds: number): Promise<Finding> {
  const { run: command } = createRunner({ env });
  const poll = () => command('sbx', ['ls', '--json', '--no-input'], { deadlineMs: 10_000 });
  await poll();
  const timer = setInterval(() => void poll(), everyMs);
  try {
    return await span(seconds);
  } finally {
    clearInterval(timer);
  }
}

async function span(seconds: number): Promise<Finding> {
  const before = cpuTime();
  const fromMs = Date.now();
  await pause(seconds * 1000);
  return { fromMs, toMs: Date.now(), ...since(before), looksMs: [], growthBytes: null };
}

/** Looks at rest one after the other: what is done once a minute is done as seldom among them as in real time. */
async function looks(runtime: RuntimeId, count: number): Promise<Finding> {
  const { watcher, nextLook } = labWatcher({ env, settings: defaultSettings, only: runtime });
  await watcher.start();
  for (let look = 0; look < warmUpLooks; look += 1) await nextLook();
  const looksMs: number[] = [];
  const before = cpuTime();
  const fromMs = Date.now();
  for (let look = 0; look < count; look += 1) {
    const startMs = performance.now();
    await nextLook();
    looksMs.push(performance.now() - startMs);
  }
  return { fromMs, toMs: Date.now(), ...since(before), looksMs, growthBytes: null };
}

async function growth(runtime: RuntimeId, count: number): Promise<Finding> {
  const { watcher, nextLook } = labWatcher({ env, settings: defaultSettings, only: runtime });
  await watcher.start();
  for (let look = 0; look < count / 2; look += 1) await nextLook();
  const beforeBytes = await heldBytes();
  const before = cpuTime();
  const fromMs = Date.now();
  for (let look = 0; look < count; look += 1) await nextLook();
  const spent = since(before);
  const toMs = Date.now();
  return { fromMs, toMs, ...spent, looksMs: [], growthBytes: (await heldBytes()) - beforeBytes };
}

/** The looks follow each other in virtual time, while the deadline of each question runs in real time and holds it until then. */
const deadlinesOverMs = 6_000;

/** What is still reachable. Collected twice, because what the first round finalises is freed in the second. */
async function heldBytes(): Promise<number> {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error('the measured process needs --expose-gc');
  await pause(deadlinesOverMs);
  for (let round = 0; round < 2; round += 1) {
    gc();
    await pause(50);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const finding = await run(JSON.parse(process.argv[2] ?? '') as Task);
process.stdout.write(`${JSON.stringify(finding)}\n`, () => process.exit(0));
