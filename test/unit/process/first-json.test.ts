import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstJson } from '../../../main/core/process/first-json.ts';

const list = '{"sandboxes":[{"name":"a {","status":"running"}]}';
const parsed: unknown = JSON.parse(list);
const capture = (file: string) => readFileSync(path.join(import.meta.dirname, '..', '..', 'captures', file), 'utf8');

describe('the JSON in an output', () => {
  it('is found as it is, and with a byte order mark or Windows line ends', () => {
    expect(firstJson(list)).toEqual(parsed);
    expect(firstJson(`\uFEFF${list}\r\n`)).toEqual(parsed);
  });

  it('is found behind the words of a daemon that starts, as on Windows', () => {
    expect(firstJson(capture('sbx/ls-0.31-windows-daemon-start.stdout.txt'))).toHaveProperty('sandboxes');
  });

  it('is found between a notice of an update and a line of a log, also one in brackets', () => {
    expect(firstJson(`[WARN] slow\n[1/3] pulling\n${list}\nA new version is available.\n`)).toEqual(parsed);
  });

  it('may go over many lines', () => {
    expect(firstJson(`Starting…\n${JSON.stringify(parsed, null, 2)}\n`)).toEqual(parsed);
  });

  it('is not looked for inside of an answer that was cut off', () => {
    const pretty = JSON.stringify({ sandboxes: [{ name: 'a' }, { name: 'b' }] }, null, 2);
    for (let length = 0; length < pretty.length; length += 1)
      expect(firstJson(pretty.slice(0, length))).toBeUndefined();
  });

  it('is nothing when there are two answers, or more words on its last line', () => {
    expect(firstJson(`{"sandboxes":[]}\n${list}`)).toBeUndefined();
    expect(firstJson('{"sandboxes":[]} but not quite')).toBeUndefined();
  });

  it('is nothing in other words', () => {
    for (const text of ['', 'No sandboxes found', '{', '{"a":}', '[', 'null', '\0\0{']) {
      expect(firstJson(text)).toBeUndefined();
    }
  });

  it('may be as deep as it likes', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(() => firstJson(deep)).not.toThrow();
  });
});
