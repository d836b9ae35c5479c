import type { CadenceReason } from '../model/cadence.ts';

/** All that the pace of looking depends on. A plain record: whoever knows one of these things passes it on. */
export interface CadenceInputs {
  /** The settings' interval between two looks while it matters, in milliseconds. */
  readonly baseMs: number;
  /** The popup is on screen, or somebody asked for a look. */
  readonly popupOpen: boolean;
  readonly onBattery: boolean;
  /** The computer is about to sleep or sleeps. */
  readonly asleep: boolean;
  /** Nothing that is installed answers. */
  readonly hung: boolean;
  /** Something can only be watched by running a command each time: a cheap one, or a dear one (`sbx`). */
  readonly cli: 'none' | 'cheap' | 'dear';
  /** Time until the next warning, stop or notice if nothing changes; null when none is in sight. */
  readonly decisionInMs: number | null;
  readonly pressure: 'normal' | 'warning' | 'critical' | 'unknown';
  /** While memory is far from every limit, how many run: with many a look at all of them is dear. `none`: it is near one. */
  readonly atEase: 'none' | 'few' | 'many';
}

export interface Cadence {
  readonly inMs: number;
  readonly reason: CadenceReason;
}

/** A decision this near, in milliseconds, is watched at the settings' pace. */
export const decisionNearMs = 2 * 60_000;
const hungMs = 60_000;
const asleepMs = 60_000;

/** How many of the settings' intervals pass between two looks. With the default of 5 s: 15 s at rest, 30 s on battery. */
const restFactor = 3;
const batteryFactor = 6;
/**
 * No limit of memory near: two looks a minute, or one where many run, which is what the policy is measured with. Settings that
 * ask for less than that are not overruled.
 */
const ease = {
  none: { factor: 0, longestMs: 0 },
  few: { factor: 6, longestMs: 30_000 },
  many: { factor: 12, longestMs: 60_000 },
} as const;
/**
 * A command of `sbx` opens some 25 sessions of the keyring, and asking it every few seconds has crashed keyrings
 * (reference/peers, section 0): 60 s at rest, 15 s when it matters. Docker's plugin: 30 s and 5 s.
 */
const cliFactor = { none: restFactor, cheap: 6, dear: 12 } as const;
const urgentFactor = { none: 1, cheap: 1, dear: 3 } as const;

/**
 * When to look next, and why (product.md, principle 5). Asleep, nothing is looked at; the time given is only that after
 * which the question is asked again.
 */
export function cadenceOf(inputs: CadenceInputs): Cadence {
  const { baseMs } = inputs;
  const at = (factor: number, reason: CadenceReason): Cadence => ({ inMs: baseMs * factor, reason });
  if (inputs.asleep) return { inMs: asleepMs, reason: 'asleep' };
  if (inputs.hung) return { inMs: hungMs, reason: 'hung' };
  const urgent = urgentFactor[inputs.cli];
  if (inputs.decisionInMs !== null && inputs.decisionInMs <= decisionNearMs) return at(urgent, 'decision-near');
  if (inputs.popupOpen) return at(urgent, 'popup-open');
  if (inputs.pressure === 'warning' || inputs.pressure === 'critical') return at(urgent, 'memory-pressure');
  const { factor, longestMs } = ease[inputs.atEase];
  const easy = Math.min(factor, longestMs / baseMs);
  if (inputs.onBattery) return at(Math.max(batteryFactor, cliFactor[inputs.cli], easy), 'on-battery');
  if (inputs.cli !== 'none') return at(Math.max(cliFactor[inputs.cli], easy), 'cli-only');
  return easy > restFactor ? at(easy, 'at-ease') : at(restFactor, 'at-rest');
}
