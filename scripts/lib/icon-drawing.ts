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
 * of them is a blur. Circles and paths stay as they are. The outermost `marginPx` stay free of rectangles.
 */
export function onPixels(svg: string, sizePx: number, marginPx = 0): string {
  const scale = sizePx / viewBoxSize(svg);
  return svg.replace(/<rect x=[^>]*>/g, (rect) => {
    const value = (name: string) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(rect)?.[1] ?? NaN);
    return (['x', 'y'] as const).reduce((snapped, side) => {
      const length = side === 'x' ? 'width' : 'height';
      const from = Math.max(marginPx, Math.round(value(side) * scale));
      const to = Math.max(from + 1, Math.round((value(side) + value(length)) * scale));
      return set(set(snapped, side, from / scale), length, (to - from) / scale);
    }, rect);
  });
}

/**
 * The drawing with all its ink also beneath it, in another colour and `widthPx` wider on every side; rectangles by whole pixels
 * only, for their edges stay sharp then. That copy is solid: gaps that a mask cuts and what a line encloses show it, not what
 * is behind the icon; a small icon would be nothing but edges.
 */
export function outlined(svg: string, colour: string, widthPx: number, sizePx: number): string {
  const beneath = [...svg.matchAll(/<(path|rect) [^>]*currentColor[^>]*>/g)].map(([element, kind]) => {
    const sidePx = kind === 'rect' ? Math.max(1, Math.floor(widthPx)) : widthPx;
    const inkWidth = Number(/ stroke-width="([\d.]+)"/.exec(element)?.[1] ?? 0);
    const width = inkWidth + (2 * sidePx * viewBoxSize(svg)) / sizePx;
    const shape = element.replace(/ (?:mask|fill|stroke|stroke-width|stroke-linejoin)="[^"]*"/g, '');
    return shape.replace('/>', ` stroke-width="${width}"/>`);
  });
  const group = `<g fill="${colour}" stroke="${colour}" stroke-linejoin="round">${beneath.join('')}</g>`;
  return svg.replace(/<svg [^>]*>/, (start) => start + group);
}

function viewBoxSize(svg: string): number {
  return Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1] ?? NaN);
}

function set(element: string, name: string, value: number): string {
  return element.replace(new RegExp(` ${name}="[^"]*"`), ` ${name}="${value}"`);
}

function render(svg: string, sizePx: number) {
  return new Resvg(svg, { fitTo: { mode: 'width', value: sizePx } }).render();
}
