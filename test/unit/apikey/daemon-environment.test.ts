import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEnviron, parsePsEnvironment } from '../../../main/core/apikey/proof/environment-of.ts';
import { isSandboxDaemon, keyOfDaemon } from '../../../main/core/apikey/proof/sandbox-daemon.ts';
import type { KeyReading } from '../../../main/core/apikey/proof/reading.ts';
import { Secret } from '../../../main/core/apikey/secret.ts';
import { quoted } from '../../../main/core/i18n/message.ts';
import type { HostProcess } from '../../../main/core/process/process-table.ts';

const file = path.join(import.meta.dirname, '..', '..', 'captures', 'docker-sandbox', 'ps-eww-daemon.txt');
const capture = readFileSync(file, 'utf8');
const key = 'sk-ant-api03-1234567890';
const told = (reading: KeyReading) => (reading.has === 'yes' ? reading.key.reveal() : reading.has);

describe('the environment of a process in /proc', () => {
  const environ = (...entries: string[]) => Buffer.from(entries.map((entry) => `${entry}\0`).join(''));

  it.each([
    ['has the key', environ('PATH=/bin', `ANTHROPIC_API_KEY=${key}`, 'HOME=/root'), key],
    ['has none', environ('PATH=/bin', 'HOME=/root'), 'no'],
    ['is empty', Buffer.alloc(0), 'no'],
    ['has it inside another variable', environ(`NOTE=ANTHROPIC_API_KEY=${key}`, `X\nANTHROPIC_API_KEY=${key}`), 'no'],
    ['has a longer name', environ(`ANTHROPIC_API_KEY_OLD=${key}`), 'no'],
    ['has it twice: the first counts', environ(`ANTHROPIC_API_KEY=${key}`, 'ANTHROPIC_API_KEY=other'), key],
    ['has an empty one', environ('ANTHROPIC_API_KEY='), ''],
  ])('%s', (_, bytes, expected) => {
    expect(told(parseEnviron(bytes))).toBe(expected);
  });
});

describe('the environment of a process as ps prints it', () => {
  it.each([
    ['a capture without a key', capture, 'no'],
    ['a capture with a key', `${capture.trim()} ANTHROPIC_API_KEY=${key} HOME=/Users/user\n`, key],
    ['the arguments alone: the environment is hidden', capture.slice(0, capture.indexOf(' PWD=')), 'unknown'],
    ['nothing', '', 'unknown'],
    ['two that differ', `${capture.trim()} NOTE=a ANTHROPIC_API_KEY=b ANTHROPIC_API_KEY=${key}`, 'unknown'],
  ])('%s', (_, text, expected) => {
    expect(told(parsePsEnvironment(text))).toBe(expected);
  });
});

describe('the sandbox daemon in a process table', () => {
  const process = (...args: string[]): HostProcess => ({ pid: 1, args, residentBytes: 0, cpuTimeMs: 0, startedId: '' });

  it.each([
    [true, ['/Applications/Docker.app/Contents/Resources/cli-plugins/docker-sandbox', 'daemon', 'start']],
    [true, ['/Applications/My', 'Apps/Docker.app/cli-plugins/docker-sandbox', 'daemon', 'start']],
    [true, ['docker-sandbox', 'daemon', 'start', '--vm-idle-timeout', '0']],
    [false, ['/usr/local/bin/docker-sandbox', 'run', 'claude']],
    [false, ['/usr/bin/less', '/opt/docker-sandbox', 'daemon']],
    [false, ['grep', 'docker-sandbox daemon start']],
    [false, ['/opt/sbx/sandboxd', 'daemon', 'start']],
  ])('%s: %j', (expected, args) => {
    expect(isSandboxDaemon(process(...args))).toBe(expected);
  });

  it.each<[string, readonly KeyReading[], string]>([
    ['none runs', [], 'not-running'],
    ['two with the same key', [yes(key), yes(key)], key],
    ['two with different keys', [yes(key), yes('other')], 'unknown'],
    ['one of two without', [yes(key), { has: 'no' }], 'no'],
    ['one of two unreadable', [yes(key), { has: 'unknown', detail: quoted('') }], 'unknown'],
  ])('%s', async (_, readings, expected) => {
    const table = {
      list: () => Promise.resolve(readings.map((_one, pid) => ({ ...process('docker-sandbox', 'daemon'), pid }))),
    };
    const reading = await keyOfDaemon(table, (pid) => Promise.resolve(readings[pid] ?? { has: 'no' }));
    expect(reading.has === 'not-running' ? reading.has : told(reading)).toBe(expected);
  });

  it('is unknown, not absent, when the table cannot be read', async () => {
    const table = { list: () => Promise.reject(new Error('no')) };
    expect(await keyOfDaemon(table, () => Promise.resolve({ has: 'no' }))).toMatchObject({ has: 'unknown' });
  });
});

function yes(value: string): KeyReading {
  return { has: 'yes', key: new Secret(value) };
}
