import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { controlAddress } from '../../../main/core/control/address.ts';
import { ask } from '../../../main/core/control/client.ts';
import type { AppState } from '../../../main/core/model/app-state.ts';
import { Lab } from '../../lab/lab.ts';
import type { LabSandbox } from '../../lab/scenario.ts';
import { AppUnderTest } from './app-under-test.ts';
import { emptyApp, sandman } from './launches.ts';
import { cpuMsBetween, cpuTimesOf, pssBytesOf } from './process-tree.ts';
import { ownElectron } from './own-electron.ts';
import { median, type FaceReport, type FaceRun, type MemoryFigure } from './report.ts';
import { whenSeen } from './screen-eye.ts';
import { measureScroll } from './scroll.ts';
import { XServer, type Area } from './x-server.ts';

/** What is measured, and how long. It runs as the user whom the desktop belongs to. */
export interface FaceTask {
  readonly root: string;
  readonly executable: string;
  readonly fleets: readonly number[];
  readonly restSeconds: number;
  readonly closedSeconds: number;
  /** Starts for the times; each is a median over them. Zero: only memory and processor. */
  readonly starts: number;
  /** How long the list is scrolled. */
  readonly scrollSeconds: number;
}

/**
 * The first looks find everything out, and compile the code that the later ones run; half a minute after a start V8 tidies up
 * what that left, in the empty app as well. Both are not yet at rest before that.
 */
const settleMs = 45_000;
const openMs = 5_000;
const untilClickMs = 3_000;
const warmOpenings = 3;
const stateChanges = 5;
/** A look a second, so that some fall into the time of scrolling. */
const scrollSettings = { pollIntervalMs: 1_000 };
/** A line more on a card moves everything below it; a number that changes by itself does not. */
const movedPixels = 1_500;

const task = JSON.parse(process.argv[2] ?? '') as FaceTask;
const scratch = await mkdtemp(path.join(os.tmpdir(), 'bench-face-'));
const electron = await ownElectron(task.executable, path.join(scratch, 'electron'));
const server = await XServer.connect(process.env);
let homes = 0;

/** Each start has a home folder of its own. */
function place() {
  homes += 1;
  return { root: task.root, electron, home: path.join(scratch, `home-${homes}`) };
}

/** What the empty app takes, again and again between the starts of ours: the machine is not equally fast all the time. */
const emptyTimes = { startsMs: [] as number[], windowsMs: [] as number[] };

async function measureEmpty(): Promise<Omit<FaceReport['emptyApp'], 'startMs' | 'windowMs'> & { readonly area: Area }> {
  await AppUnderTest.breakIn(emptyApp(place()), server);
  const app = await AppUnderTest.start(emptyApp(place()), server);
  emptyTimes.startsMs.push(app.startToIconMs);
  await pause(settleMs);
  const pssBytes = await pssBytesOf(app.pid);
  const [cpuFractionAtRest = NaN] = await cpuFractionsOf(app.pid);
  app.click();
  const area = await app.windowArea('Empty');
  await pause(openMs);
  app.click();
  await app.untilClosed('Empty');
  await pause(task.closedSeconds * 1000);
  const closedPssBytes = await pssBytesOf(app.pid);
  await app.end();
  return { pssBytes, closedPssBytes, cpuFractionAtRest, area };
}

async function measureEmptyTimes(area: Area): Promise<void> {
  const app = await AppUnderTest.start(emptyApp(place()), server);
  emptyTimes.startsMs.push(app.startToIconMs);
  await pause(untilClickMs);
  emptyTimes.windowsMs.push(await app.openMs(area));
  await app.end();
}

async function cpuFractionsOf(...pids: readonly number[]): Promise<readonly number[]> {
  const before = await Promise.all(pids.map(cpuTimesOf));
  await pause(task.restSeconds * 1000);
  const after = await Promise.all(pids.map(cpuTimesOf));
  return after.map((times, index) => cpuMsBetween(before[index] ?? new Map(), times) / (task.restSeconds * 1000));
}

/**
 * What it takes to do nothing is several times as much on a machine that does nothing else for minutes as on one that has just
 * built something: only two apps that rest at the same time can be compared.
 */
async function measureRest(lab: Lab): Promise<Pick<FaceRun, 'cpuFractionAtRest' | 'emptyCpuFractionAtRest'>> {
  const app = await AppUnderTest.start(await sandman(place(), lab.env), server);
  const empty = AppUnderTest.beside(emptyApp(place()));
  await pause(settleMs);
  const [cpuFractionAtRest = NaN, emptyCpuFractionAtRest = NaN] = await cpuFractionsOf(app.pid, empty.pid);
  await empty.end();
  await app.end();
  return { cpuFractionAtRest, emptyCpuFractionAtRest };
}

async function measureFleet(
  sandboxes: number,
  empty: { readonly pssBytes: number; readonly area: Area },
): Promise<FaceRun> {
  const boxes = Array.from({ length: sandboxes }, (_, index): LabSandbox => {
    const name = `s${String(index).padStart(3, '0')}`;
    return { name, agent: 'claude', light: true, workspaces: [`/home/dev/code/${name}`] };
  });
  const lab = await Lab.start({ sbx: { sandboxes: boxes } });
  const figure = async (pid: number): Promise<MemoryFigure> => {
    const pssBytes = await pssBytesOf(pid);
    return { pssBytes, ratio: pssBytes / empty.pssBytes };
  };
  try {
    const app = await AppUnderTest.start(await sandman(place(), lab.env), server);
    await pause(settleMs);
    const neverOpened = await figure(app.pid);
    app.click();
    const area = await app.windowArea('Sandman');
    await pause(openMs);
    const open = await figure(app.pid);
    app.click();
    await app.untilClosed('Sandman');
    await pause(task.closedSeconds * 1000);
    const closed60s = await figure(app.pid);
    await app.end();
    const rest = await measureRest(lab);
    const times = await measureTimes(lab, area, empty.area, app.startToIconMs);
    const scroll = await measureScroll(await sandman(place(), lab.env, scrollSettings), server, task.scrollSeconds);
    return { sandboxes, neverOpened, open, closed60s, ...rest, ...times, scroll };
  } finally {
    await lab.dispose();
  }
}

async function measureTimes(lab: Lab, area: Area, emptyArea: Area, firstStartMs: number) {
  const startsMs = [firstStartMs];
  const coldMs: number[] = [];
  const warmMs: number[] = [];
  const changesMs: number[] = [];
  for (let round = 0; round < task.starts; round += 1) {
    await measureEmptyTimes(emptyArea);
    const launch = await sandman(place(), lab.env);
    const app = await AppUnderTest.start(launch, server);
    startsMs.push(app.startToIconMs);
    await pause(untilClickMs);
    coldMs.push(await app.openMs(area));
    await pause(1_000);
    if (round === 0) changesMs.push(...(await stateToPaintMs(launch.env['SANDMAN_HOME'] ?? '', area)));
    for (let opening = 0; opening < warmOpenings; opening += 1) {
      app.click();
      await app.untilClosed('Sandman');
      await pause(1_000);
      warmMs.push(await app.openMs(area));
      await pause(500);
    }
    await app.end();
  }
  return {
    startToIconMs: median(startsMs),
    clickToPaintMs: { cold: median(coldMs), warm: median(warmMs) },
    stateToPaintMs: median(changesMs),
  };
}

/** From the order to lock the first sandbox, or to unlock it, until its card says so: the way through the watcher is in it. */
async function stateToPaintMs(home: string, area: Area): Promise<readonly number[]> {
  const address = controlAddress(home);
  const states: AppState[] = [];
  await ask(address, { op: 'status' }, (message) => {
    if (message.kind === 'state') states.push(message.state);
  });
  const key = states[0]?.sandboxes[0]?.key;
  if (key === undefined) throw new Error('there is no sandbox to change');
  const found: number[] = [];
  for (let change = 0; change < stateChanges; change += 1) {
    await pause(700);
    const before = await server.pixels(area);
    const sentMs = performance.now();
    const answered = ask(address, { op: 'protect', key, on: change % 2 === 0 }, () => {});
    found.push((await whenSeen(server, area, (pixels) => differ(before, pixels) > movedPixels)) - sentMs);
    await answered;
  }
  return found;
}

function differ(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) count += 1;
  return count;
}

try {
  const { area, ...empty } = await measureEmpty();
  const runs: FaceRun[] = [];
  for (const sandboxes of task.fleets) runs.push(await measureFleet(sandboxes, { ...empty, area }));
  const times = { startMs: median(emptyTimes.startsMs), windowMs: median(emptyTimes.windowsMs) };
  const report: FaceReport = { emptyApp: { ...empty, ...times }, runs };
  await new Promise<void>((resolve) => process.stdout.write(`${JSON.stringify(report)}\n`, () => resolve()));
} finally {
  server.close();
  await rm(scratch, { recursive: true, force: true });
}
process.exit(0);
