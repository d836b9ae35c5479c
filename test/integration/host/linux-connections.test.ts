import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { linuxConnections } from '../../../main/core/host/linux-connections.ts';
import { PortUse } from '../../../main/core/watch/port-use.ts';

const servers: net.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(host: string): Promise<number> {
  const server = net.createServer((socket) => socket.resume().end());
  servers.push(server);
  server.listen(0, host);
  await once(server, 'listening');
  return (server.address() as net.AddressInfo).port;
}

/** Somebody calls, is answered, and goes. */
async function call(host: string, port: number): Promise<void> {
  const socket = net.connect(port, host).resume();
  socket.end('hello');
  await once(socket, 'close');
}

describe.runIf(process.platform === 'linux')('the connections of a real machine', () => {
  it.each(['127.0.0.1', '::'])(
    'to a server on %s are seen when they are new, though they are over by then',
    async (host) => {
      const use = new PortUse(linuxConnections());
      const port = await serve(host);
      const used = async (atMs: number) => (await use.read([port], atMs)).get(port);
      expect(await used(1)).toBeNull();
      await call('127.0.0.1', port);
      expect(await used(2)).toBe(2);
      expect(await used(3)).toBe(2);
      await call('127.0.0.1', port);
      expect(await used(4)).toBe(4);
    },
  );

  it('are not told about where nobody listens, nor where there is no such table', async () => {
    const port = await serve('127.0.0.1');
    servers.pop()?.close();
    expect((await new PortUse(linuxConnections()).read([port], 1)).size).toBe(0);
    expect(await linuxConnections('/nowhere').read(new Set([port]))).toBeNull();
  });

  it('are not told about when one of the tables cannot be read, but for a machine without IPv6', async () => {
    const root = await mkdtemp(path.join(os.tmpdir(), 'connections-'));
    const read = () => linuxConnections(root).read(new Set([8080]));
    try {
      await mkdir(path.join(root, 'net'));
      await writeFile(path.join(root, 'net', 'tcp'), await readFile('/proc/net/tcp', 'latin1'));
      expect(await read()).not.toBeNull();
      await mkdir(path.join(root, 'net', 'tcp6'));
      expect(await read()).toBeNull();
      await rm(path.join(root, 'net', 'tcp6'), { recursive: true });
      await writeFile(path.join(root, 'net', 'tcp'), '');
      expect(await read()).toBeNull();
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
