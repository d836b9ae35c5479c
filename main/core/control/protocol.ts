import type { AppState } from '../model/app-state.ts';
import type { WatchEvent } from '../model/events.ts';

/** What a client may ask, one JSON object a line. `watch` keeps the connection open. */
export type ControlRequest = { readonly op: 'status' } | { readonly op: 'watch' };

/** What it hears, one JSON object a line. */
export type ControlMessage =
  | { readonly kind: 'state'; readonly state: AppState }
  | { readonly kind: 'event'; readonly event: WatchEvent }
  | { readonly kind: 'error'; readonly message: string };

/** A request longer than this comes from something else. */
export const maxRequestBytes = 4096;

export function parseRequest(line: string): ControlRequest | null {
  try {
    const value = JSON.parse(line) as unknown;
    if (typeof value !== 'object' || value === null || !('op' in value)) return null;
    return value.op === 'status' || value.op === 'watch' ? { op: value.op } : null;
  } catch {
    return null;
  }
}
