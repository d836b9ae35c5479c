import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownsSelection } from '../../../main/core/tray-host/x-selection.ts';

let dir: string;
let server: net.Server | null = null;

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'x-'));
});
afterEach(async () => {
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  server = null;
  await rm(dir, { recursive: true, force: true });
});

/** A display that answers with these buffers in turn, one to each message that it gets. */
async function display(...answers: readonly (Buffer | null)[]): Promise<Buffer[]> {
  const got: Buffer[] = [];
  server = net.createServer((socket) => {
    const left = [...answers];
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      got.push(chunk);
      const answer = left.shift();
      if (answer) socket.write(answer);
      else socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server?.listen(path.join(dir, 'X7'), resolve));
  return got;
}

const ready = Buffer.from([1, 0, 11, 0, 0, 0, 2, 0, ...Array.from({ length: 8 }, () => 0)]);
const refused = Buffer.from([0, 0, 11, 0, 0, 0, 0, 0]);
const reply = (value: number, kind = 1) => {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt8(kind, 0);
  bytes.writeUInt32LE(value, 8);
  return bytes;
};
const ask = (env: NodeJS.ProcessEnv = {}) =>
  ownsSelection('_NET_SYSTEM_TRAY_S', { DISPLAY: ':7', HOME: dir, ...env }, dir);

describe('a selection of the display', () => {
  it.each<[string, readonly (Buffer | null)[], boolean | null]>([
    ['has an owner', [ready, reply(300), reply(0x400001)], true],
    ['has none', [ready, reply(300), reply(0)], false],
    ['was never named', [ready, reply(0)], false],
    ['is not told to us', [refused], null],
    ['is an error', [ready, reply(5, 0)], null],
    ['is not told: it hangs up', [ready, null], null],
  ])('%s', async (_name, answers, expected) => {
    await display(...answers);
    expect(await ask()).toBe(expected);
  });

  it('is not known where there is no such display, or one of another machine', async () => {
    expect(await ask()).toBeNull();
    for (const DISPLAY of ['', 'host:10.0', 'nonsense']) expect(await ask({ DISPLAY })).toBeNull();
  });

  it('is that of the screen in the name of the display', async () => {
    const got = await display(ready, reply(300), reply(1));
    expect(await ask({ DISPLAY: ':7.1' })).toBe(true);
    expect(got[1]?.toString('latin1')).toContain('_NET_SYSTEM_TRAY_S1');
  });

  it('is asked for with the cookie of this display', async () => {
    const field = (text: string) => Buffer.concat([Buffer.from([0, text.length]), Buffer.from(text)]);
    const entry = (number: string, data: string) =>
      Buffer.concat([Buffer.from([1, 0]), field('box'), field(number), field('MIT-MAGIC-COOKIE-1'), field(data)]);
    const file = path.join(dir, 'authority');
    await writeFile(file, Buffer.concat([entry('6', 'another-cookie-1'), entry('7', 'right-cookie-123')]));
    const got = await display(refused);
    await ask({ XAUTHORITY: file });
    expect(got[0]?.toString('latin1')).toContain('right-cookie-123');
    await writeFile(file, entry('7', 'right-cookie-123').subarray(0, 30));
    await ask({ XAUTHORITY: file });
    expect(got[1]?.length).toBe(12);
  });
});
