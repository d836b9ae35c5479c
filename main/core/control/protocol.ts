import * as v from 'valibot';
import type { AppState } from '../model/app-state.ts';
import type { WatchEvent } from '../model/events.ts';
import type { IntentResult, SandmanService } from '../model/service.ts';
import { wallClockMs } from '../settings/schema.ts';

const key = v.pipe(v.string(), v.minLength(3), v.maxLength(512));
const durationMs = v.pipe(v.number(), v.minValue(1_000), v.maxValue(30 * 86_400_000));

const requestSchema = v.variant('op', [
  v.object({ op: v.literal('who') }),
  v.object({ op: v.literal('status') }),
  v.object({ op: v.literal('watch') }),
  v.object({ op: v.literal('stop'), key }),
  v.object({ op: v.literal('stop-idle') }),
  v.object({ op: v.literal('keep'), key, forMs: v.nullable(durationMs) }),
  v.object({ op: v.literal('keep-until'), key, untilMs: wallClockMs }),
  v.object({ op: v.literal('snooze'), key, forMs: durationMs }),
  v.object({ op: v.literal('protect'), key, on: v.boolean() }),
]);

/** What a client may ask, one JSON object a line. `watch` keeps the connection open; intents are answered by a result. */
export type ControlRequest = v.InferOutput<typeof requestSchema>;
export type ControlIntent = Exclude<ControlRequest, { op: 'who' | 'status' | 'watch' }>;

/** What it hears, one JSON object a line. */
export type ControlMessage =
  | { readonly kind: 'who'; readonly pid: number }
  | { readonly kind: 'state'; readonly state: AppState }
  | { readonly kind: 'event'; readonly event: WatchEvent }
  | { readonly kind: 'result'; readonly result: IntentResult }
  | { readonly kind: 'error'; readonly message: string };

/** A request longer than this comes from something else. */
export const maxRequestBytes = 4096;

export function parseRequest(line: string): ControlRequest | null {
  try {
    const parsed = v.safeParse(requestSchema, JSON.parse(line));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Carries an intent out, whoever it came from. */
export function carryOut(intent: ControlIntent, service: SandmanService): Promise<IntentResult> {
  switch (intent.op) {
    case 'stop':
      return service.stopSandbox(intent.key);
    case 'stop-idle':
      return service.stopIdle();
    case 'keep':
      return service.keepAwake(intent.key, intent.forMs);
    case 'keep-until':
      return service.keepAwakeUntil(intent.key, intent.untilMs);
    case 'snooze':
      return service.snooze(intent.key, intent.forMs);
    case 'protect':
      return service.protect(intent.key, intent.on);
  }
}
