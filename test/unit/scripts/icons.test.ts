import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawPng, drawRgba, onPixels } from '../../../scripts/lib/icon-drawing.ts';
import { icnsFile, icoFile } from '../../../scripts/lib/icon-files.ts';
import { projectRoot } from '../../../scripts/lib/root.ts';

const square = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect x="12" y="0" width="12" height="12" fill="${colour}"/></svg>`;

describe('a drawing', () => {
  it('has its rectangles on whole pixels of its size', () => {
    const svg = '<svg viewBox="0 0 24 24"><rect x="15" y="3" width="6.4" height="6.4" rx="1.6"/></svg>';
    const sides = [...onPixels(svg, 16).matchAll(/ (x|y|width|height)="([\d.]+)"/g)].map(([, , value]) =>
      Number(value),
    );
    for (const side of sides) expect((side * 16) / 24).toBeCloseTo(Math.round((side * 16) / 24), 6);
  });

  it('gives colours that are not multiplied by their alpha', () => {
    const { rgba } = drawRgba(square('#c86432" fill-opacity="0.5'), 24);
    const pixel = [...rgba.subarray(4 * 18, 4 * 18 + 4)];
    const off = [200, 100, 50, 128].map((wanted, channel) => Math.abs((pixel[channel] ?? 0) - wanted));
    expect(Math.max(...off)).toBeLessThanOrEqual(2);
    expect([...rgba.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
  });
});

describe('an icon of Windows', () => {
  it('has a bitmap of every size, from the bottom up, and a mask of what is clear', () => {
    const file = icoFile([16, 32].map((sizePx) => drawRgba(square('#f00'), sizePx)));
    expect([file.readUInt16LE(2), file.readUInt16LE(4)]).toEqual([1, 2]);
    expect([file[6], file[22]]).toEqual([16, 32]);
    const [bytes, offset] = [file.readUInt32LE(14), file.readUInt32LE(18)];
    expect(bytes).toBe(40 + 16 * 16 * 4 + 16 * 4);
    expect(file.readUInt32LE(34)).toBe(offset + bytes);
    const colours = file.subarray(offset + 40);
    // The first row is the lowest, which is clear; the last one has the red square at its right.
    expect([...colours.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
    expect([...colours.subarray((15 * 16 + 15) * 4, (15 * 16 + 15) * 4 + 4)]).toEqual([0, 0, 255, 255]);
    const mask = colours.subarray(16 * 16 * 4);
    expect([...mask.subarray(0, 2)]).toEqual([0xff, 0xff]);
    expect([...mask.subarray(15 * 4, 15 * 4 + 2)]).toEqual([0xff, 0x00]);
  });

  it('writes 256 pixels as 0', () => {
    expect(icoFile([drawRgba(square('#f00'), 256)])[6]).toBe(0);
  });
});

describe('an icon of macOS', () => {
  it('says how long it and each of its pictures is, and leaves out the sizes that are not there', () => {
    const png = drawPng(square('#f00'), 32);
    const file = icnsFile(new Map([[32, png]]));
    expect(file.toString('latin1', 0, 4)).toBe('icns');
    expect(file.readUInt32BE(4)).toBe(file.length);
    expect(file.toString('latin1', 8, 12)).toBe('ic11');
    expect(file.readUInt32BE(12)).toBe(8 + png.length);
    expect(file.length).toBe(8 + 2 * (8 + png.length));
  });
});

describe('the icons of the project', () => {
  const at = (file: string) => path.join(projectRoot, 'assets', file);

  it.each(['empty', 'running', 'attention', 'blind'])('tell "%s" in every form that a bar asks for', async (state) => {
    const files = [
      ...['Template.png', 'Template@2x.png'].map((form) => `tray/${state}${form}`),
      ...['-dark.png', '-dark@2x.png'].map((form) => `tray/linux/${state}${form}`),
      ...['-dark.ico', '-light.ico'].map((form) => `tray/win/${state}${form}`),
    ];
    expect(files.filter((file) => !existsSync(at(file)))).toEqual([]);
    const ico = await readFile(at(`tray/win/${state}-dark.ico`));
    expect([0, 1, 2, 3].map((index) => ico[6 + index * 16])).toEqual([16, 20, 24, 32]);
  });

  it.each(['icon.icns', 'icon.ico', 'icons/16x16.png', 'icons/512x512.png'])('have %s for the packages', (file) => {
    expect(existsSync(at(file))).toBe(true);
  });
});
