import type { Past } from '../../main/core/history/past.ts';
import type { HistoryRange } from '../../main/core/history/tiers.ts';
import { sparkSlots, sparkStepMs, type Curve, type HistoryView } from '../../main/core/history/view.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { SandboxKey } from '../../main/core/model/sandbox.ts';
import { gib, sceneAtMs } from './scene.ts';

const slotsOf: Readonly<Record<HistoryRange, readonly [count: number, stepMs: number]>> = {
  '1h': [360, 10_000],
  '24h': [1_440, 60_000],
  '7d': [1_008, 600_000],
};

/** A past that is the same at every run: waves of work, a gap while the machine slept, a stop and a start. */
export function scenePast(state: () => AppState): Past {
  return {
    read: (_, range) => viewOf(range),
    sparks: () =>
      Object.fromEntries(
        state()
          .sandboxes.filter((one) => one.status === 'running')
          .map((one, index) => [one.key, sparkOf(index)]),
      ),
    detail: (key) => Promise.resolve({ ledger: ledgerOf(key) }),
  };
}

function sparkOf(index: number) {
  const bytes = curve(sparkSlots, (at) => (1.2 + 0.6 * Math.sin(at * 9 + index) ** 2) * gib);
  return { fromMs: sceneAtMs - sparkSlots * sparkStepMs, stepMs: sparkStepMs, bytes };
}

function viewOf(range: HistoryRange): HistoryView {
  const [count, stepMs] = slotsOf[range];
  const fromMs = sceneAtMs - count * stepMs;
  const atShare = (share: number) => Math.round(fromMs + share * count * stepMs);
  const key: SandboxKey = 'sbx/api';
  return {
    range,
    fromMs,
    toMs: sceneAtMs,
    stepMs,
    memory: both(count, (at) => (1.1 + 0.9 * Math.sin(at * 7) ** 2 + 0.15 * Math.sin(at * 90)) * gib, 1.06),
    cpu: both(count, (at) => 0.05 + 0.9 * Math.sin(at * 7) ** 8, 1.3),
    marks: [
      { atMs: atShare(0.38), key: null, kind: 'slept', forMs: count * stepMs * 0.08 },
      { atMs: atShare(0.6), key, kind: 'warned', who: 'policy' },
      { atMs: atShare(0.63), key, kind: 'stopped', who: 'policy' },
      { atMs: atShare(0.7), key, kind: 'started', who: 'user' },
    ],
    week: { peakBytes: 2.1 * gib, knownMs: 5 * 86_400_000 },
  };
}

function both(count: number, value: (at: number) => number, peakFactor: number): Curve {
  const known = (at: number) => ((at > 0.3 && at < 0.38) || (at > 0.63 && at < 0.7) ? null : value(at));
  const mean = curve(count, known);
  return { mean, peak: mean.map((one) => (one === null ? null : one * peakFactor)) };
}

function curve<T>(count: number, value: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => value(index / count));
}

function ledgerOf(key: SandboxKey): Awaited<ReturnType<Past['detail']>>['ledger'] {
  const [, name = ''] = key.split('/');
  const entry = (minutesAgo: number, decision: 'warned' | 'stopped' | 'started') => ({
    at: new Date(sceneAtMs - minutesAgo * 60_000).toISOString(),
    decision,
    rule: 'idle' as const,
    who: decision === 'started' ? ('user' as const) : ('policy' as const),
    runtime: 'sbx' as const,
    sandbox: name,
    reason: decision === 'started' ? 'started again' : 'idle for 30 min without a session',
    ...(decision === 'stopped' && { freedBytes: 1.4 * gib }),
  });
  return [entry(18, 'started'), entry(22, 'stopped'), entry(24, 'warned')];
}
