import { Resvg } from '@resvg/resvg-js';

/** A square picture, row by row from the top; four bytes for each pixel, not multiplied by its alpha. */
export interface RgbaImage {
  readonly sizePx: number;
  readonly rgba: Uint8Array;
}

export function drawPng(svg: string, sizePx: number): Buffer {
  return render(svg, sizePx).asPng();
}

export function drawRgba(svg: string, sizePx: number): RgbaImage {
  const rgba = Uint8Array.from(render(svg, sizePx).pixels);
  // The renderer multiplies the colours by alpha; the files want them as they are.
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] ?? 0;
    if (alpha === 0) continue;
    for (let channel = at; channel < at + 3; channel += 1) {
      rgba[channel] = Math.min(255, Math.round(((rgba[channel] ?? 0) * 255) / alpha));
    }
  }
  return { sizePx, rgba };
}

/**
 * The drawing with the edges of every rectangle on whole pixels of the size it will have: at 16 pixels an edge between two
 * of them is a blur. Circles and paths stay as they are.
 */
export function onPixels(svg: string, sizePx: number): string {
  const scale = sizePx / Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1] ?? NaN);
  return svg.replace(/<rect x=[^>]*>/g, (rect) => {
    const value = (name: string) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(rect)?.[1] ?? NaN);
    return (['x', 'y'] as const).reduce((snapped, side) => {
      const length = side === 'x' ? 'width' : 'height';
      const from = Math.round(value(side) * scale);
      const to = Math.max(from + 1, Math.round((value(side) + value(length)) * scale));
      return set(set(snapped, side, from / scale), length, (to - from) / scale);
    }, rect);
  });
}

function set(element: string, name: string, value: number): string {
  return element.replace(new RegExp(` ${name}="[^"]*"`), ` ${name}="${value}"`);
}

function render(svg: string, sizePx: number) {
  return new Resvg(svg, { fitTo: { mode: 'width', value: sizePx } }).render();
}
