import type { Area, XServer } from './x-server.ts';

const deadlineMs = 20_000;
/** Between two looks at the screen; they cost the X server time that the app needs as well. */
const everyMs = 3;

/** True when the area shows something drawn on a ground: one colour prevails, and enough pixels have another. */
export function hasDrawing(pixels: Uint32Array, ground: number, leastPixels: number): boolean {
  let drawn = 0;
  for (const pixel of pixels) if (pixel !== ground) drawn += 1;
  return drawn >= leastPixels && drawn < pixels.length * 0.8;
}

/** The colour that most of the pixels have. */
export function groundOf(pixels: Uint32Array): number {
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  return [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0])[0];
}

/** Looks until the picture of the area is as it is wanted, and gives the time of that look (`performance.now()`). */
export async function whenSeen(
  server: XServer,
  area: Area,
  isWanted: (pixels: Uint32Array) => boolean,
): Promise<number> {
  const endMs = performance.now() + deadlineMs;
  for (;;) {
    if (isWanted(await server.pixels(area))) return performance.now();
    if (performance.now() > endMs) throw new Error(`not on the screen within ${deadlineMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
