import { readFile } from 'node:fs/promises';
import net from 'node:net';

/** A part of the screen, in pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const cookieName = 'MIT-MAGIC-COOKIE-1';
const extensionName = 'XTEST';
const zPixmap = 2;
/** X has no wheel: a notch is a press of this button. */
const wheelDownButton = 5;
const eventBytes = 32;

interface Waiting {
  readonly resolve: (reply: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The X server as a mouse and an eye, over its own protocol: a program for each click and each look would take longer than
 * what is measured. Only what that needs is spoken, in the byte order of this machine's X servers (little endian).
 */
export class XServer {
  readonly #socket: net.Socket;
  readonly #waiting: Waiting[] = [];
  #left: Buffer = Buffer.alloc(0);
  #root = 0;
  #testOpcode = 0;

  private constructor(socket: net.Socket) {
    this.#socket = socket;
  }

  static async connect(env: NodeJS.ProcessEnv): Promise<XServer> {
    const display = /^:(\d+)/.exec(env['DISPLAY'] ?? '')?.[1];
    if (display === undefined) throw new Error('there is no local display');
    const socket = net.connect(`/tmp/.X11-unix/X${display}`);
    const server = new XServer(socket);
    await server.#begin(await cookieIn(env['XAUTHORITY'] ?? ''));
    const reply = await server.#ask(98, 0, words(extensionName.length), Buffer.from(padded(extensionName)));
    if (reply[8] !== 1) throw new Error('the display has no XTEST extension');
    server.#testOpcode = reply[9] ?? 0;
    return server;
  }

  /** What is on the screen there: one number for each pixel, row by row. */
  async pixels({ x, y, width, height }: Area): Promise<Uint32Array> {
    const body = Buffer.alloc(16);
    body.writeUInt32LE(this.#root, 0);
    body.writeInt16LE(x, 4);
    body.writeInt16LE(y, 6);
    body.writeUInt16LE(width, 8);
    body.writeUInt16LE(height, 10);
    body.writeUInt32LE(0xffffffff, 12);
    const reply = await this.#ask(73, zPixmap, body);
    const data = Uint8Array.prototype.slice.call(reply, 32, 32 + width * height * 4);
    return new Uint32Array(data.buffer, data.byteOffset, width * height).map((pixel) => pixel & 0xffffff);
  }

  movePointer(x: number, y: number): void {
    this.#fake(6, 0, x, y);
  }

  /** Presses and lets go of the left button where the pointer is. */
  click(): void {
    this.#fake(4, 1, 0, 0);
    this.#fake(5, 1, 0, 0);
  }

  /** One notch of the wheel, downwards, where the pointer is. */
  wheelDown(): void {
    this.#fake(4, wheelDownButton, 0, 0);
    this.#fake(5, wheelDownButton, 0, 0);
  }

  close(): void {
    this.#socket.destroy();
  }

  #fake(type: number, detail: number, x: number, y: number): void {
    const body = Buffer.alloc(32);
    body.writeUInt8(type, 0);
    body.writeUInt8(detail, 1);
    body.writeUInt32LE(type === 6 ? this.#root : 0, 8);
    body.writeInt16LE(x, 20);
    body.writeInt16LE(y, 22);
    this.#send(this.#testOpcode, 2, body);
  }

  #send(opcode: number, detail: number, ...parts: readonly Buffer[]): void {
    const body = Buffer.concat(parts);
    const head = Buffer.from([opcode, detail, 0, 0]);
    head.writeUInt16LE(1 + body.length / 4, 2);
    this.#socket.write(Buffer.concat([head, body]));
  }

  #ask(opcode: number, detail: number, ...parts: readonly Buffer[]): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#send(opcode, detail, ...parts);
    });
  }

  #begin(cookie: Buffer): Promise<void> {
    const head = Buffer.alloc(12);
    head.write('l', 0, 'latin1');
    head.writeUInt16LE(11, 2);
    head.writeUInt16LE(cookieName.length, 6);
    head.writeUInt16LE(cookie.length, 8);
    this.#socket.write(Buffer.concat([head, Buffer.from(padded(cookieName)), cookie]));
    return new Promise((resolve, reject) => {
      this.#socket.once('error', reject);
      const onSetup = (chunk: Buffer) => {
        this.#left = Buffer.concat([this.#left, chunk]);
        if (this.#left.length < 8 || this.#left.length < 8 + this.#left.readUInt16LE(6) * 4) return;
        this.#socket.off('data', onSetup);
        if (this.#left[0] !== 1) return reject(new Error('the X server does not let us in'));
        this.#root = rootOf(this.#left);
        this.#left = this.#left.subarray(8 + this.#left.readUInt16LE(6) * 4);
        this.#socket.on('data', (more: Buffer) => this.#take(more));
        resolve();
      };
      this.#socket.on('data', onSetup);
    });
  }

  #take(chunk: Buffer): void {
    this.#left = Buffer.concat([this.#left, chunk]);
    for (;;) {
      if (this.#left.length < eventBytes) return;
      const isReply = this.#left[0] === 1;
      const length = eventBytes + (isReply ? this.#left.readUInt32LE(4) * 4 : 0);
      if (this.#left.length < length) return;
      const message = this.#left.subarray(0, length);
      this.#left = this.#left.subarray(length);
      if (isReply) this.#waiting.shift()?.resolve(message);
      else if (message[0] === 0) this.#waiting.shift()?.reject(new Error(`X error ${message[1]}`));
    }
  }
}

/** The first screen's root window, behind the vendor's name and the pixel formats. */
function rootOf(setup: Buffer): number {
  const vendorBytes = setup.readUInt16LE(24);
  const formats = setup.readUInt8(29);
  return setup.readUInt32LE(40 + Math.ceil(vendorBytes / 4) * 4 + formats * 8);
}

async function cookieIn(authority: string): Promise<Buffer> {
  const bytes = await readFile(authority);
  const at = bytes.indexOf(cookieName);
  if (at === -1) throw new Error('the display has no cookie');
  const start = at + cookieName.length + 2;
  return bytes.subarray(start, start + 16);
}

function padded(text: string): string {
  return text.padEnd(Math.ceil(text.length / 4) * 4, '\0');
}

function words(length: number): Buffer {
  const word = Buffer.alloc(4);
  word.writeUInt16LE(length, 0);
  return word;
}
