import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa, type ResultPromise } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryHome } from '../integration/support/cli.ts';
import { eventually } from '../lab/eventually.ts';
import { Lab } from '../lab/lab.ts';

const projectRoot = path.resolve(import.meta.dirname, '..', '..');
const picture = path.join(projectRoot, 'out', 'desktop.png');
const startMs = 90_000;

let home: Awaited<ReturnType<typeof temporaryHome>>;
let started: ResultPromise | null = null;
let output = '';

beforeEach(async () => {
  home = await temporaryHome();
  output = '';
});

afterEach(async () => {
  started?.kill('SIGKILL');
  await home.remove();
});

/** An `npm run …` as somebody types it on a machine without a display. */
function npmRun(script: string, env: Readonly<Record<string, string>>): void {
  started = execa('npm', ['run', script], {
    cwd: projectRoot,
    env: { ...env, DISPLAY: '', WAYLAND_DISPLAY: '', SANDMAN_HOME: home.home },
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    // A group of its own: Ctrl-C at a terminal reaches all of it at once.
    detached: true,
  });
  started.all?.on('data', (chunk: Buffer) => (output += chunk.toString()));
}

async function printed(words: RegExp, withinMs: number): Promise<void> {
  await eventually(`${String(words)} in\n${output}`, () => words.test(output), withinMs).catch(() => {
    throw new Error(`${String(words)} was not printed within ${withinMs} ms:\n${output}`);
  });
}

async function pressCtrlC(): Promise<number | undefined> {
  process.kill(-(started?.pid ?? 0), 'SIGINT');
  return (await started)?.exitCode;
}

/** Everything that still runs with this text in its environment. */
async function leftOver(text: string): Promise<string[]> {
  const { stdout } = await execa('ps', ['axeww', '-o', 'pid=,args='], { reject: false });
  return stdout.split('\n').filter((line) => line.includes(text) && !line.includes('ps axeww'));
}

async function pictureSize(): Promise<{ width: number; height: number }> {
  const png = await readFile(picture);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

describe('npm run demo', () => {
  it('shows a warning, a stop and a memory notice within a minute, keeps a picture, and ends with Ctrl-C', async () => {
    await rm(picture, { force: true });
    npmRun('demo', {});
    await printed(/there is no display here: starting on a virtual one/, startMs);
    await printed(/a picture of the desktop: .*desktop\.png/, startMs);
    const sinceMs = performance.now();
    await printed(/WARNING docs-site will be stopped/, 60_000);
    await printed(/STOPPED docs-site: idle for 4 min/, 60_000);
    await printed(/MEMORY data-import uses .* above its cap/, 60_000);
    expect(performance.now() - sinceMs).toBeLessThan(60_000);
    expect(await pictureSize()).toEqual({ width: 1280, height: 800 });
    await pressCtrlC();
    expect(await leftOver(`SANDMAN_HOME=${home.home}`)).toEqual([]);
  });
});

describe('npm start', () => {
  it('watches what is there, prints what it sees and decides, and ends with Ctrl-C', async () => {
    const lab = await Lab.start({ sbx: { sandboxes: [{ name: 'from-the-lab', cpuFraction: 0.2 }] } });
    try {
      await rm(picture, { force: true });
      npmRun('start', {
        ...lab.env,
        HOME: process.env['HOME'] ?? '',
        PATH: `${lab.env['PATH']}:${process.env['PATH']}`,
      });
      await printed(/1 sandbox using .* \| from-the-lab busy/, startMs);
      expect(await pictureSize()).toEqual({ width: 1280, height: 800 });
      await pressCtrlC();
      expect(await leftOver(`SANDMAN_HOME=${home.home}`)).toEqual([]);
    } finally {
      await lab.dispose();
    }
  });
});
