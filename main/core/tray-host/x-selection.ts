import { readFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const deadlineMs = 2_000;
const internAtom = 16;
const getSelectionOwner = 23;

/**
 * Whether some program owns the selection `name` + number of the screen: how an X panel says that it takes in icons. Asked
 * over the display's own socket, in the three messages that it takes. Null where the display cannot be asked.
 */
export async function ownsSelection(
  name: string,
  env: NodeJS.ProcessEnv,
  socketDir = '/tmp/.X11-unix',
): Promise<boolean | null> {
  const display = /^(?:unix)?:(\d+)(?:\.(\d+))?$/.exec(env['DISPLAY'] ?? '');
  if (!display) return null;
  const [, number = '0', screen = '0'] = display;
  const cookie = cookieFor(await readFile(authorityFile(env)).catch(() => Buffer.alloc(0)), number);
  const socket = net.connect(path.join(socketDir, `X${number}`));
  const timer = setTimeout(() => socket.destroy(), deadlineMs);
  try {
    return await ask(socket, `${name}${screen}`, cookie);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

async function ask(socket: net.Socket, selection: string, cookie: Cookie | null): Promise<boolean | null> {
  const read = reader(socket);
  socket.write(greeting(cookie));
  const head = await read(8);
  if (head.readUInt8(0) !== 1) return null;
  await read(head.readUInt16LE(6) * 4);

  const text = padded(Buffer.from(selection, 'latin1'));
  // Only if it exists: nobody owns what nobody has ever named.
  socket.write(Buffer.concat([request(internAtom, 1, 2 + text.length / 4), u16(selection.length), u16(0), text]));
  const atom = answer(await read(32));
  if (atom === null || atom === 0) return atom === null ? null : false;

  const wanted = Buffer.alloc(4);
  wanted.writeUInt32LE(atom);
  socket.write(Buffer.concat([request(getSelectionOwner, 0, 2), wanted]));
  const owner = answer(await read(32));
  return owner === null ? null : owner !== 0;
}

/** The value that both answers have in the same place; null for an error. */
function answer(reply: Buffer): number | null {
  return reply.readUInt8(0) === 1 ? reply.readUInt32LE(8) : null;
}

interface Cookie {
  readonly name: Buffer;
  readonly data: Buffer;
}

function authorityFile(env: NodeJS.ProcessEnv): string {
  return env['XAUTHORITY'] || path.join(env['HOME'] ?? os.homedir(), '.Xauthority');
}

/** The cookie of a local display in an authority file: entries of a family and four fields, each with its length before it. */
function cookieFor(file: Buffer, display: string): Cookie | null {
  let at = 0;
  const field = (): Buffer => {
    const length = file.readUInt16BE(at);
    at += 2 + length;
    return file.subarray(at - length, at);
  };
  try {
    while (at + 2 < file.length) {
      at += 2;
      field();
      const number = field().toString('latin1');
      const [name, data] = [field(), field()];
      if ((number === display || number === '') && name.toString('latin1') === 'MIT-MAGIC-COOKIE-1') {
        return { name, data };
      }
    }
  } catch {
    // Cut off: what is in it does not help.
  }
  return null;
}

/** Little-endian, protocol 11.0. */
function greeting(cookie: Cookie | null): Buffer {
  const { name, data } = cookie ?? { name: Buffer.alloc(0), data: Buffer.alloc(0) };
  const numbers = [11, 0, name.length, data.length, 0].map(u16);
  return Buffer.concat([Buffer.from('l\0', 'latin1'), ...numbers, padded(name), padded(data)]);
}

function request(opcode: number, detail: number, lengthInWords: number): Buffer {
  return Buffer.concat([Buffer.from([opcode, detail]), u16(lengthInWords)]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** Gives exactly as many bytes as are asked for; rejects when the other side has gone. */
function reader(socket: net.Socket): (count: number) => Promise<Buffer> {
  let held = Buffer.alloc(0);
  let isOver = false;
  let wake = () => {};
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    wake();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    isOver = true;
    wake();
  });
  return async (count) => {
    while (held.length < count) {
      if (isOver) throw new Error('the display has closed the connection');
      await new Promise<void>((resolve) => (wake = resolve));
    }
    const given = held.subarray(0, count);
    held = held.subarray(count);
    return given;
  };
}
