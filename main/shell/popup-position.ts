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

/** The size that fits the work area, at most the wished one. */
export function popupSize(wished: Size, workArea: Rectangle): Size {
  return {
    width: Math.min(wished.width, workArea.width - 2 * gap),
    height: Math.min(wished.height, workArea.height - 2 * gap),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
