import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linuxReaders } from '../../../main/core/host/readers.ts';
import { capture } from '../../unit/support/captures.ts';
import { gib } from '../../unit/support/watched.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'host-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function place(file: string, text: string): Promise<void> {
  const target = path.join(root, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
}

/** Lays out the files of a capture that has the form `/path:content`. */
async function placeSupplies(name: string): Promise<void> {
  for (const line of capture(`host/linux-power-supply-${name}.txt`).trim().split('\n')) {
    const colon = line.lastIndexOf(':');
    await place(line.slice(0, colon), `${line.slice(colon + 1)}\n`);
  }
}

describe('a Linux machine', () => {
  it('is read from its files', async () => {
    await place('proc/meminfo', capture('host/linux-meminfo.txt'));
    await place('proc/pressure/memory', capture('host/linux-pressure-some.txt'));
    expect(await linuxReaders(root).memory(7)).toEqual({
      memory: { totalBytes: 16_303_428 * 1024, availableBytes: 6 * gib },
      pressure: { level: 'warning', source: 'linux-psi', atMs: 7 },
    });
  });

  it('may have no pressure-stall information', async () => {
    await place('proc/meminfo', capture('host/linux-meminfo.txt'));
    expect((await linuxReaders(root).memory(7)).pressure).toMatchObject({ level: 'normal', source: 'linux-available' });
  });

  it('that cannot be read at all is unknown', async () => {
    expect(await linuxReaders(root).memory(7)).toEqual({
      memory: null,
      pressure: { level: 'unknown', source: 'none', atMs: 7 },
    });
    expect(await linuxReaders(root).power(7)).toEqual({ onBattery: null, source: 'none', atMs: 7 });
  });

  it('runs on its battery, or on a USB charger', async () => {
    await placeSupplies('battery');
    expect(await linuxReaders(root).power(7)).toEqual({ onBattery: true, source: 'linux-power-supply', atMs: 7 });
    await rm(path.join(root, 'sys'), { recursive: true });
    await placeSupplies('mains');
    expect((await linuxReaders(root).power(7)).onBattery).toBe(false);
  });
});

describe.runIf(process.platform === 'linux')('this machine', () => {
  it('gives sensible figures', async () => {
    const { memory, pressure } = await linuxReaders().memory(7);
    expect(memory?.totalBytes).toBeGreaterThan(memory?.availableBytes ?? Number.POSITIVE_INFINITY);
    expect(memory?.availableBytes).toBeGreaterThan(0);
    expect(pressure.level).not.toBe('unknown');
  });
});
