import type { RuntimeId } from '../../../main/core/model/runtime.ts';

/** What a measured process is told to do. It is a process of its own, so that its processor time is that of the app alone. */
export type Task =
  | { readonly kind: 'rest'; readonly runtime: RuntimeId; readonly seconds: number }
  | { readonly kind: 'poll-cli'; readonly everyMs: number; readonly seconds: number }
  | { readonly kind: 'looks'; readonly runtime: RuntimeId; readonly looks: number }
  | { readonly kind: 'growth'; readonly runtime: RuntimeId; readonly looks: number };

/** What it found. Times are milliseconds; `fromMs` and `toMs` are the wall clock of the measured span. */
export interface Finding {
  readonly fromMs: number;
  readonly toMs: number;
  readonly appCpuMs: number;
  readonly childCpuMs: number;
  /** How long each look took; empty where none was timed. */
  readonly looksMs: readonly number[];
  readonly growthBytes: number | null;
}
