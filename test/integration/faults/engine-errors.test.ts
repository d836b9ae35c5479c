import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDockerode } from '../../../main/core/engine/dockerode-engine.ts';

let dir = '';
let server: Server;
let body = '';

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'engine-errors-'));
  server = createServer((_, response) => response.writeHead(500, { 'content-type': 'application/json' }).end(body));
  await new Promise<void>((resolve) => server.listen(path.join(dir, 'docker.sock'), resolve));
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(dir, { recursive: true, force: true });
});

it.each(['{"message":{"toString":1,"valueOf":1}}', '{"message":[{"toString":{}}]}', '{"error":"no"}', 'null', ''])(
  'an error that says %s is an error, and not the end of the program (guards: failInPlace)',
  async (said) => {
    body = said;
    const engine = openDockerode({ kind: 'socket', path: path.join(dir, 'docker.sock') });
    const strays: unknown[] = [];
    const stray = (error: unknown) => strays.push(error);
    process.on('uncaughtException', stray);
    try {
      await expect(engine.listContainers({ all: true })).rejects.toMatchObject({ code: 'bad-answer' });
    } finally {
      process.off('uncaughtException', stray);
    }
    expect(strays).toEqual([]);
  },
);
