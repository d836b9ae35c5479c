import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawRgba, onPixels, outlined, type RgbaImage } from '../../../scripts/lib/icon-drawing.ts';
import { projectRoot } from '../../../scripts/lib/root.ts';

const states = ['empty', 'running', 'attention', 'blind'];
const white = 255;
const grey = 128;
const nearBlack = 16;

/** The file as a panel shows it that gives an icon so many pixels. */
async function shown(state: string, sizePx: number, form = '-dark.png'): Promise<RgbaImage> {
  const png = await readFile(path.join(projectRoot, 'assets/tray/linux', `${state}${form}`), 'base64');
  const image = `<image width="1" height="1" href="data:image/png;base64,${png}"/>`;
  return drawRgba(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">${image}</svg>`, sizePx);
}

/** The same drawing as it would be without an outline. */
async function bare(state: string, sizePx: number): Promise<RgbaImage> {
  const svg = await readFile(path.join(projectRoot, 'assets/source', `${state}.svg`), 'utf8');
  return drawRgba(onPixels(svg.replace('color="#000"', 'color="#f2f2f5"'), sizePx), sizePx);
}

/** Relative luminance as WCAG has it. */
function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) =>
    value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** For each pixel its luminance on a panel of this grey. */
function onPanel({ rgba, sizePx }: RgbaImage, panel: number): number[] {
  return Array.from({ length: sizePx ** 2 }, (_, pixel) => {
    const alpha = (rgba[4 * pixel + 3] ?? 0) / 255;
    return luminance([0, 1, 2].map((channel) => panel + ((rgba[4 * pixel + channel] ?? 0) - panel) * alpha));
  });
}

/** Pixels that stand out from the panel by 3:1, which WCAG asks of graphics. */
function standOut(image: RgbaImage, panel: number): boolean[] {
  const ground = luminance([panel, panel, panel]) + 0.05;
  return onPanel(image, panel).map((value) => Math.max((value + 0.05) / ground, ground / (value + 0.05)) >= 3);
}

const count = (pixels: readonly boolean[]): number => pixels.filter(Boolean).length;

/** What of the drawing has no edge against the panel: opaque pixels that can be reached from the border without crossing one. */
function edgeless(image: RgbaImage, panel: number): number {
  const { sizePx, rgba } = image;
  const wall = standOut(image, panel);
  const at = (pixel: number) => [pixel % sizePx, Math.floor(pixel / sizePx)] as const;
  const isBorder = (pixel: number) => at(pixel).some((place) => place === 0 || place === sizePx - 1);
  const seen = new Set(wall.flatMap((isWall, pixel) => (!isWall && isBorder(pixel) ? [pixel] : [])));
  for (const pixel of seen) {
    const [column, row] = at(pixel);
    if (column > 0 && !wall[pixel - 1]) seen.add(pixel - 1);
    if (column < sizePx - 1 && !wall[pixel + 1]) seen.add(pixel + 1);
    if (row > 0 && !wall[pixel - sizePx]) seen.add(pixel - sizePx);
    if (row < sizePx - 1 && !wall[pixel + sizePx]) seen.add(pixel + sizePx);
  }
  return [...seen].filter((pixel) => (rgba[4 * pixel + 3] ?? 0) > 192).length;
}

describe('an outline', () => {
  const svg = (element: string) => `<svg viewBox="0 0 24 24" xmlns="http://www.w3.org/2000/svg">${element}</svg>`;
  const ring = svg('<path d="M6 6h12v12h-12z" color="#fff" fill="none" stroke="currentColor" stroke-width="2"/>');
  const row = (image: RgbaImage) =>
    Array.from({ length: 24 }, (_, x) => [...image.rgba.subarray(4 * (12 * 24 + x))][0]);

  it('is as wide as asked on both sides of a line, and fills what that encloses', () => {
    const image = drawRgba(outlined(ring, '#600', 2, 24), 24);
    const [clear, red, ink] = [0, 0x66, 255];
    const left = [clear, clear, clear, red, red, ink, ink, red, red, red, red, red];
    expect(row(image)).toEqual([...left, ...left.toReversed()]);
  });

  it('leaves rectangles sharp: whole pixels, one at least', () => {
    const box = svg('<rect x="6" y="6" width="12" height="12" fill="currentColor" color="#fff"/>');
    for (const [widthPx, wholePx] of [
      [0.6, 1],
      [1.25, 1],
      [2.5, 2],
    ] as const) {
      const reds = row(drawRgba(outlined(box, '#600', widthPx, 24), 24)).filter((value) => value === 0x66);
      expect(reds).toHaveLength(2 * wholePx);
    }
  });

  it('has room at the rim', () => {
    const box = '<svg viewBox="0 0 24 24"><rect x="0.2" y="5" width="4" height="4"/></svg>';
    expect(onPixels(box, 24, 1)).toContain('x="1" y="5" width="3"');
  });
});

describe.each(states)('the icon of Linux that tells "%s"', (state) => {
  it.each([
    ['-dark.png', 22],
    ['-dark@2x.png', 44],
  ] as const)('stands out from a white panel all around (%s)', async (form, sizePx) => {
    expect(edgeless(await bare(state, sizePx), white)).toBeGreaterThan(sizePx);
    expect(edgeless(await shown(state, sizePx, form), white)).toBe(0);
  });

  it.each([
    ['-dark.png', 22],
    ['-dark@2x.png', 44],
  ] as const)('stands out from a dark panel as if it had no outline (%s)', async (form, sizePx) => {
    const without = count(standOut(await bare(state, sizePx), nearBlack));
    expect(count(standOut(await shown(state, sizePx, form), nearBlack)) / without).toBeGreaterThan(0.9);
  });

  it.each([nearBlack, grey, white])('is not another one at 16 pixels on a panel of the grey %d', async (panel) => {
    const own = onPanel(await shown(state, 16), panel);
    for (const other of states.filter((one) => one !== state)) {
      const others = onPanel(await shown(other, 16), panel);
      const differ = own.map((value, pixel) => {
        const [dark = 0, light = 0] = [value, others[pixel] ?? 0].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05) >= 1.5;
      });
      expect(count(differ)).toBeGreaterThan(20);
    }
  });
});
