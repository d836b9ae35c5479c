import { appendFile, mkdir, mkdtemp, open, rename, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFollower } from '../../../main/core/docker-log/follower.ts';

let dir: string;
let file: string;
let follower: LogFollower;
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'log-'));
  file = path.join(dir, 'daemon.log');
  follower = new LogFollower(file, { maxReadBytes: 1_000, maxLineBytes: 200 });
});
afterEach(async () => {
  await follower.close();
  await rm(dir, { recursive: true, force: true });
});

const lines = async () => (await follower.poll()).lines;

describe('following a log', () => {
  it('begins with what is there, and goes on with what comes', async () => {
    await writeFile(file, 'one\ntwo\n');
    expect(await follower.poll()).toEqual({ lines: ['one', 'two'], live: false });
    expect(await follower.poll()).toEqual({ lines: [], live: true });
    await appendFile(file, 'three\r\n\nfour\n');
    expect(await lines()).toEqual(['three', '', 'four']);
  });

  it('waits for the end of a line, also when a character is cut in two', async () => {
    const bytes = Buffer.from('größe\n');
    await writeFile(file, bytes.subarray(0, 3));
    expect(await lines()).toEqual([]);
    await appendFile(file, bytes.subarray(3));
    expect(await lines()).toEqual(['größe']);
  });

  it('reads only the end of a huge file, from the next whole line on', async () => {
    await writeFile(file, `${'x'.repeat(99)}\n`.repeat(100_000) + 'last\n');
    const read = await lines();
    expect(read.length).toBeLessThanOrEqual(10);
    expect(read.at(-1)).toBe('last');
    expect(read[0]).toHaveLength(99);
  });

  it('leaves out the middle when more was written than it reads at a time', async () => {
    await writeFile(file, 'begin\n');
    await lines();
    await appendFile(file, 'y\n'.repeat(5_000) + 'end\n');
    const read = await lines();
    expect(read.length).toBeLessThanOrEqual(500);
    expect(read.at(-1)).toBe('end');
  });

  it('passes over a line that is too long and goes on behind it', async () => {
    await writeFile(file, `${'z'.repeat(300)}\nshort\n`);
    expect(await lines()).toEqual(['short']);
    for (let part = 0; part < 5; part += 1) {
      await appendFile(file, 'z'.repeat(150));
      expect(await lines()).toEqual([]);
    }
    await appendFile(file, 'end\nnext\n');
    expect(await lines()).toEqual(['next']);
  });

  it('starts anew in a file that was emptied, also when it has grown past its old length since', async () => {
    await writeFile(file, 'old old old\n');
    await lines();
    await truncate(file, 0);
    await appendFile(file, 'new\n');
    expect(await lines()).toEqual(['new']);
    await truncate(file, 0);
    await appendFile(file, 'other\nthan before\n');
    expect(await lines()).toEqual(['other', 'than before']);
  });

  it('reads the rest of a file that was rotated away, and then the new one', async () => {
    await writeFile(file, 'a\n');
    await lines();
    await appendFile(file, 'b\n');
    await rename(file, `${file}.1`);
    await writeFile(file, 'c\n');
    expect(await follower.poll()).toEqual({ lines: ['b', 'c'], live: true });
    await appendFile(file, 'd\n');
    expect(await lines()).toEqual(['d']);
  });

  it('survives times without a file, and finds it when it comes', async () => {
    expect(await follower.poll()).toEqual({ lines: [], live: false });
    expect(follower.found).toBe(false);
    await writeFile(file, 'a\n');
    expect(await lines()).toEqual(['a']);
    await rm(file);
    expect(await lines()).toEqual([]);
    expect(follower.found).toBe(false);
    await writeFile(file, 'b\n');
    expect(await lines()).toEqual(['b']);
  });

  it('reads nothing from what is no file', async () => {
    await mkdir(file);
    expect(await lines()).toEqual([]);
  });

  it('keeps no more than one file open', async () => {
    const countOpen = async () => (await (await import('node:fs/promises')).readdir('/proc/self/fd')).length;
    await writeFile(file, 'a\n');
    await lines();
    const before = await countOpen();
    for (let turn = 0; turn < 50; turn += 1) {
      await rename(file, `${file}.${turn}`);
      await (await open(file, 'w')).close();
      await lines();
      await lines();
    }
    expect(await countOpen()).toBeLessThanOrEqual(before + 1);
  });
});
