export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const gap = 6;

/**
 * Where the popup goes: centred at its anchor (the icon, or the point of the click), below it when the anchor is in the
 * upper half of the screen and above it otherwise, and always within the work area.
 */
export function popupPosition(anchor: Rectangle, workArea: Rectangle, size: Size): { x: number; y: number } {
  const centreY = anchor.y + anchor.height / 2;
  const below = centreY < workArea.y + workArea.height / 2;
  const x = anchor.x + anchor.width / 2 - size.width / 2;
  const y = below ? anchor.y + anchor.height + gap : anchor.y - size.height - gap;
  return {
    x: Math.round(clamp(x, workArea.x + gap, workArea.x + workArea.width - size.width - gap)),
    y: Math.round(clamp(y, workArea.y + gap, workArea.y + workArea.height - size.height - gap)),
  };
}

/**
 * An anchor for desktops that do not tell where the icon is: the cursor when it is on a panel, where the icon was clicked,
 * and otherwise the corner beside the panel.
 */
export function fallbackAnchor(cursor: { x: number; y: number }, bounds: Rectangle, workArea: Rectangle): Rectangle {
  const onPanel = !contains(workArea, cursor) && contains(bounds, cursor);
  if (onPanel) return { ...cursor, width: 0, height: 0 };
  const panelAbove = workArea.y > bounds.y;
  return {
    x: workArea.x + workArea.width,
    y: panelAbove ? workArea.y : workArea.y + workArea.height,
    width: 0,
    height: 0,
  };
}

function contains(area: Rectangle, point: { x: number; y: number }): boolean {
  return point.x >= area.x && point.x < area.x + area.width && point.y >= area.y && point.y < area.y + area.height;
}

export const usualSize: Size = { width: 380, height: 560 };
/** So many cards are seen whole at the usual height. */
const usualCards = 2;
const greatestHeight = 720;
/** Higher than the usual height only within this share of the work area. */
const shareOfHeight = 0.72;

/** The size for so many cards, which always fits the work area: more of them are seen at once where there is room for it. */
export function popupSize(cards: number, workArea: Rectangle): Size {
  const roomy = Math.min(Math.floor(workArea.height * shareOfHeight), greatestHeight);
  const height = cards > usualCards ? Math.max(usualSize.height, roomy) : usualSize.height;
  return {
    width: Math.min(usualSize.width, workArea.width - 2 * gap),
    height: Math.min(height, workArea.height - 2 * gap),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

/**
 * True where a program may say where its windows lie. Under Wayland it may not; Electron speaks it by itself from version 38
 * on, and before only when it is told to.
 */
export function placesWindows(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  electronMajor: number,
  ozonePlatform: string,
): boolean {
  if (platform !== 'linux') return true;
  if (ozonePlatform === 'x11') return true;
  const onWayland = env['XDG_SESSION_TYPE'] === 'wayland' && Boolean(env['WAYLAND_DISPLAY']);
  return ozonePlatform !== 'wayland' && !(onWayland && electronMajor >= 38);
}
