import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fallbackAnchor, placesWindows, popupPosition, popupSize } from '../../../main/shell/popup-position.ts';

const bounds = { x: 0, y: 0, width: 1280, height: 800 };
const size = { width: 380, height: 560 };

describe('the popup', () => {
  it('hangs below an icon in a bar at the top', () => {
    const workArea = { x: 0, y: 25, width: 1280, height: 775 };
    const icon = { x: 800, y: 0, width: 24, height: 25 };
    expect(popupPosition(icon, workArea, size)).toEqual({ x: 622, y: 31 });
  });

  it('stands above an icon in a bar at the bottom', () => {
    const workArea = { x: 0, y: 0, width: 1280, height: 766 };
    const icon = { x: 800, y: 770, width: 22, height: 22 };
    expect(popupPosition(icon, workArea, size)).toEqual({ x: 621, y: 200 });
  });

  it('goes to the corner beside the panel where nobody says where the icon is', () => {
    const workArea = { x: 0, y: 0, width: 1280, height: 766 };
    const anchor = fallbackAnchor({ x: 300, y: 300 }, bounds, workArea);
    expect(popupPosition(anchor, workArea, size)).toEqual({ x: 894, y: 200 });
  });

  it('goes to the cursor where that is on the panel: there the icon was clicked', () => {
    const workArea = { x: 0, y: 0, width: 1280, height: 766 };
    expect(fallbackAnchor({ x: 900, y: 780 }, bounds, workArea)).toEqual({ x: 900, y: 780, width: 0, height: 0 });
  });

  it('is always whole within the work area', () => {
    const coordinate = fc.integer({ min: -4000, max: 4000 });
    const extent = fc.integer({ min: 200, max: 4000 });
    fc.assert(
      fc.property(
        coordinate,
        coordinate,
        coordinate,
        coordinate,
        extent,
        extent,
        fc.nat(200),
        (x, y, ax, ay, width, height, cards) => {
          const workArea = { x, y, width, height };
          const fitted = popupSize(cards, workArea);
          const at = popupPosition({ x: ax, y: ay, width: 22, height: 22 }, workArea, fitted);
          expect(at.x).toBeGreaterThanOrEqual(x);
          expect(at.y).toBeGreaterThanOrEqual(y);
          expect(at.x + fitted.width).toBeLessThanOrEqual(x + width);
          expect(at.y + fitted.height).toBeLessThanOrEqual(y + height);
        },
      ),
    );
  });
});

describe('the size of the popup', () => {
  const heightOn = (height: number, cards: number) => popupSize(cards, { x: 0, y: 0, width: 1280, height }).height;

  it('is the usual one for what is seen whole in it, however large the screen is', () => {
    for (const cards of [0, 1, 2]) expect(heightOn(1400, cards)).toBe(560);
  });

  it('is higher for more, where there is room, and never much more than is needed to see four', () => {
    expect(heightOn(766, 3)).toBe(560);
    expect(heightOn(944, 3)).toBe(679);
    expect(heightOn(1040, 3)).toBe(720);
    expect(heightOn(2120, 200)).toBe(720);
  });

  it('is what fits where there is less room than usual', () => {
    for (const cards of [1, 5]) expect(heightOn(500, cards)).toBe(488);
  });
});

describe('where a window lies', () => {
  const wayland = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' };

  it.each([
    ['macOS', 'darwin', {}, 45, '', true],
    ['Windows', 'win32', {}, 45, '', true],
    ['X11', 'linux', { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' }, 45, '', true],
    ['an Electron that speaks Wayland by itself', 'linux', wayland, 38, '', false],
    ['an older one, through the X server of the session', 'linux', wayland, 33, '', true],
    ['an older one that is told to', 'linux', wayland, 33, 'wayland', false],
    ['a newer one that is told not to', 'linux', wayland, 45, 'x11', true],
  ] as const)('is ours to say, or not: %s', (_, platform, env, electronMajor, ozonePlatform, ours) => {
    expect(placesWindows(platform, env, electronMajor, ozonePlatform)).toBe(ours);
  });
});
