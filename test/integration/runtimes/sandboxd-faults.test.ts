import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askJson, type DaemonError } from '../../../main/core/runtimes/sbx/http-json.ts';
import { daemonSockets, trustOf } from '../../../main/core/runtimes/sbx/sockets.ts';

let dir: string;
let socket: string;
let server: net.Server | null = null;

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'daemon-'));
  socket = path.join(dir, 'd.sock');
});

afterEach(async () => {
  server?.close();
  server = null;
  await rm(dir, { recursive: true, force: true });
});

/** A daemon that does with a connection what the test says. */
async function given(answer: (connection: net.Socket) => void): Promise<void> {
  server = net.createServer((connection) => {
    connection.on('error', () => connection.destroy());
    connection.once('data', () => answer(connection));
  });
  await new Promise<void>((resolve) => server?.listen(socket, resolve));
}

const ask = () => askJson(socket, '/sandbox');
const head = (bytes: number) => `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`;

describe('a question to the daemon', () => {
  it('gets its answer', async () => {
    await given((connection) => connection.end(`${head(2)}[]`));
    expect(await ask()).toEqual([]);
  });

  it.each<[string, (connection: net.Socket) => void, Partial<DaemonError>]>([
    [
      'is broken off in the middle',
      (one) => one.write(`${head(500)}[{"name":`, () => one.destroy()),
      { code: 'broken-off' },
    ],
    ['gets nothing', (one) => one.destroy(), { code: 'broken-off' }],
    ['gets something else than HTTP', (one) => one.end('hello\n'), { code: 'broken-off' }],
    ['gets half a document', (one) => one.end(`${head(3)}[{"`), { code: 'bad-answer', status: 200 }],
    [
      'is refused',
      (one) => one.end('HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\n{}'),
      { code: 'status', status: 409 },
    ],
    [
      'gets an answer that is too large',
      (one) => one.write(`${head(8 * 1024 * 1024)}${' '.repeat(5 * 1024 * 1024)}`),
      { code: 'bad-answer' },
    ],
  ])('that %s fails with a name', async (_, answer, error) => {
    await given(answer);
    await expect(ask()).rejects.toMatchObject(error);
  });

  it('that is answered drop by drop ends with its deadline', async () => {
    await given((connection) => {
      connection.write(head(1_000));
      const drip = setInterval(() => connection.write(' '), 100);
      connection.on('close', () => clearInterval(drip));
    });
    const startMs = performance.now();
    await expect(ask()).rejects.toMatchObject({ code: 'timed-out' });
    expect(performance.now() - startMs).toBeLessThan(5_500);
  });

  it('at a socket that nobody listens at is refused', async () => {
    await expect(ask()).rejects.toMatchObject({ code: 'refused' });
  });
});

describe("the daemon's socket", () => {
  it("is trusted when it is this user's, and nobody else's", async () => {
    await given((connection) => connection.destroy());
    const uid = process.getuid?.() ?? 0;
    expect(await trustOf(socket, uid)).toBe('trusted');
    expect(await trustOf(socket, uid + 1)).toBe('foreign');
    expect(await trustOf(dir, uid)).toBe('no-socket');
    expect(await trustOf(path.join(dir, 'none'), uid)).toBe('absent');
  });

  it('is looked for where it is said to be, and nowhere else', () => {
    const at = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}) =>
      daemonSockets(null, { env, platform, homeDir: '/h' });
    const named = { DOCKER_SANDBOXES_API: 'unix:///run/x.sock' };
    expect(daemonSockets('/said.sock', { env: named, platform: 'linux', homeDir: '/h' })).toEqual(['/run/x.sock']);
    expect(at('linux')).toEqual(['/h/.local/state/sandboxes/sandboxes/sandboxd/sandboxd.sock']);
    expect(at('linux', { XDG_STATE_HOME: '/s' })).toEqual(['/s/sandboxes/sandboxes/sandboxd/sandboxd.sock']);
    expect(at('darwin')).toEqual([
      '/h/Library/Application Support/com.docker.sandboxes/sandboxes/sandboxd/sandboxd.sock',
    ]);
    expect(at('win32', { USERNAME: 'dev' })).toEqual(['\\\\.\\pipe\\docker_dev_sandboxd']);
    expect(at('win32')).toEqual([]);
    expect(daemonSockets('/said.sock', { env: {}, platform: 'linux', homeDir: '/h' })[0]).toBe('/said.sock');
  });
});
