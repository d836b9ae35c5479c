import net from 'node:net';
import readline from 'node:readline';
import type { ControlMessage, ControlRequest } from './protocol.ts';

const connectDeadlineMs = 2_000;

type Attempt =
  { readonly socket: net.Socket; readonly alive: true } | { readonly socket: null; readonly alive: boolean };

function attempt(address: string): Promise<Attempt> {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    const timer = setTimeout(() => fail(true), connectDeadlineMs);
    const fail = (alive: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ socket: null, alive });
    };
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve({ socket, alive: true });
    });
    socket.once('error', () => fail(false));
  });
}

/** True unless the address certainly has no living process behind it: one that does not answer in time may only be busy. */
export async function isAlive(address: string): Promise<boolean> {
  const { socket, alive } = await attempt(address);
  socket?.destroy();
  return alive;
}

/**
 * Asks the running watcher of a home folder and calls `onMessage` for everything it says. Resolves to false when none
 * runs, and to true when the connection has ended; `signal` ends it from here.
 */
export async function ask(
  address: string,
  request: ControlRequest,
  onMessage: (message: ControlMessage) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  const { socket } = await attempt(address);
  if (!socket) return false;
  socket.on('error', () => socket.destroy());
  signal?.addEventListener('abort', () => socket.destroy(), { once: true });
  if (signal?.aborted) socket.destroy();
  const lines = readline.createInterface({ input: socket });
  socket.write(`${JSON.stringify(request)}\n`);
  for await (const line of lines) {
    try {
      onMessage(JSON.parse(line) as ControlMessage);
    } catch {
      break;
    }
  }
  socket.destroy();
  return true;
}
