import type { RgbaImage } from './icon-drawing.ts';

/** The kinds of picture that an `.icns` file has, by pixels; those of retina displays have the same pixels under another name. */
const icnsTypes: readonly (readonly [string, number])[] = [
  ['icp4', 16],
  ['ic11', 32],
  ['icp5', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** The icon of an app on macOS, out of PNG files by their size. Sizes that are not there are left out. */
export function icnsFile(pngs: ReadonlyMap<number, Buffer>): Buffer {
  const blocks = icnsTypes.flatMap(([type, sizePx]) => {
    const png = pngs.get(sizePx);
    return png ? [block(type, png)] : [];
  });
  return block('icns', Buffer.concat(blocks));
}

function block(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(8 + body.length, 4);
  return Buffer.concat([head, body]);
}

const headBytes = 6;
const entryBytes = 16;

/** An icon of Windows with a bitmap for each size: every part of the system understands those, unlike PNG ones. */
export function icoFile(images: readonly RgbaImage[]): Buffer {
  const head = Buffer.alloc(headBytes + images.length * entryBytes);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  const bitmaps = images.map(bitmapOf);
  let offset = head.length;
  for (const [index, { sizePx }] of images.entries()) {
    const entry = headBytes + index * entryBytes;
    const bytes = bitmaps[index]?.length ?? 0;
    // 256 is written as 0.
    head.writeUInt8(sizePx % 256, entry);
    head.writeUInt8(sizePx % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(bytes, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += bytes;
  }
  return Buffer.concat([head, ...bitmaps]);
}

/** Rows from the bottom up, blue first, then a mask of one bit each that says what is clear for those who know no alpha. */
function bitmapOf({ sizePx, rgba }: RgbaImage): Buffer {
  const maskRowBytes = Math.ceil(sizePx / 32) * 4;
  const head = Buffer.alloc(40);
  head.writeUInt32LE(40, 0);
  head.writeInt32LE(sizePx, 4);
  head.writeInt32LE(2 * sizePx, 8);
  head.writeUInt16LE(1, 12);
  head.writeUInt16LE(32, 14);
  head.writeUInt32LE(sizePx * sizePx * 4 + maskRowBytes * sizePx, 20);
  const colours = Buffer.alloc(sizePx * sizePx * 4);
  const mask = Buffer.alloc(maskRowBytes * sizePx);
  for (let row = 0; row < sizePx; row += 1) {
    for (let column = 0; column < sizePx; column += 1) {
      const from = ((sizePx - 1 - row) * sizePx + column) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(from, from + 4);
      colours.set([blue, green, red, alpha], (row * sizePx + column) * 4);
      const byte = row * maskRowBytes + (column >> 3);
      if (alpha === 0) mask[byte] = (mask[byte] ?? 0) | (0x80 >> (column & 7));
    }
  }
  return Buffer.concat([head, colours, mask]);
}
