const unitsMs = { s: 1_000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90s`, `30m`, `2h`, `1d`, `1h30m` in milliseconds; null when it is none of these. */
export function parseDuration(text: string): number | null {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*(min|s|m|h|d)\s*/gy)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text.trim()) return null;
  const ms = parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitsMs[unit as keyof typeof unitsMs], 0);
  return ms >= 1_000 && ms <= 30 * unitsMs.d ? ms : null;
}

/** `18:30` is the next time the clock says so; anything else is an ISO 8601 time. Wall clock; null when it is neither. */
export function parseUntil(text: string, nowMs: number): number | null {
  const clock = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  if (!clock) {
    const ms = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(ms) ? null : ms;
  }
  const at = new Date(nowMs);
  at.setHours(Number(clock[1]), Number(clock[2]), 0, 0);
  if (at.getTime() <= nowMs) at.setDate(at.getDate() + 1);
  return at.getTime();
}
