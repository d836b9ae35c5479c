import { mkdir, rename, rm } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import readline from 'node:readline';
import type { Disposer } from '../host/clock.ts';
import { saidBy } from '../i18n/said-error.ts';
import type { IntentResult, SandmanService } from '../model/service.ts';
import { carryOut, parseRequest, type ControlIntent, type ControlMessage } from './protocol.ts';
import { isAlive } from './client.ts';

/**
 * The control socket of one home folder. Whoever holds it is the one that enforces there: two watchers over the same
 * sandboxes would warn and stop twice.
 */
export class ControlServer {
  readonly #server: net.Server;
  readonly #connections = new Set<net.Socket>();
  #service: SandmanService | null = null;

  private constructor(server: net.Server) {
    this.#server = server;
    server.on('connection', (socket) => this.#serve(socket));
  }

  /** Null when another living process holds the socket. A socket that a dead one left behind is replaced. */
  static async acquire(address: string): Promise<ControlServer | null> {
    const isPipe = address.startsWith('\\\\');
    if (!isPipe) await mkdir(path.dirname(address), { recursive: true, mode: 0o700 });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const server = await listen(address);
      if (server) return new ControlServer(server);
      if (isPipe || (await isAlive(address)) || !(await removeStale(address))) return null;
    }
    return null;
  }

  /** Answers with the state and events of this service from now on. */
  serve(service: SandmanService): void {
    this.#service = service;
  }

  async close(): Promise<void> {
    for (const socket of this.#connections) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #serve(socket: net.Socket): void {
    this.#connections.add(socket);
    socket.on('error', () => socket.destroy());
    const lines = readline.createInterface({ input: socket });
    const disposers: Disposer[] = [];
    lines.once('line', (line) => disposers.push(...this.#answer(socket, line)));
    socket.once('close', () => {
      this.#connections.delete(socket);
      lines.close();
      for (const dispose of disposers) dispose();
    });
  }

  #answer(socket: net.Socket, line: string): readonly Disposer[] {
    const send = (message: ControlMessage) => {
      if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
    };
    const request = parseRequest(line);
    if (request?.op === 'who') {
      send({ kind: 'who', pid: process.pid });
      socket.end();
      return [];
    }
    const service = this.#service;
    if (!request || !service) {
      send({ kind: 'error', message: request ? 'not ready' : 'unknown request' });
      socket.end();
      return [];
    }
    if (request.op !== 'status' && request.op !== 'watch') {
      void resultOf(request, service).then((result) => {
        send({ kind: 'result', result });
        socket.end();
      });
      return [];
    }
    send({ kind: 'state', state: service.getState() });
    if (request.op === 'status') {
      socket.end();
      return [];
    }
    return [
      service.subscribe((state) => send({ kind: 'state', state })),
      service.onEvent((event) => send({ kind: 'event', event })),
    ];
  }
}

/** Never throws: what fails in an intent is told to whoever asked, and ends nothing else. */
async function resultOf(intent: ControlIntent, service: SandmanService): Promise<IntentResult> {
  try {
    return await carryOut(intent, service);
  } catch (error) {
    return { ok: false, message: saidBy(error) };
  }
}

/**
 * Removes the socket of a dead process; false when it came to life meanwhile. It is moved first and asked again there:
 * two starting at the same time could otherwise each remove the other's new socket.
 */
async function removeStale(address: string): Promise<boolean> {
  const moved = `${address}.${process.pid}`;
  try {
    await rename(address, moved);
  } catch {
    return true;
  }
  if (await isAlive(moved)) {
    await rename(moved, address);
    return false;
  }
  await rm(moved, { force: true });
  return true;
}

/** Null when the address is taken. */
async function listen(address: string): Promise<net.Server | null> {
  const server = net.createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(address, () => resolve(server));
  });
}
