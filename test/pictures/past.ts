import type { HistoryMark } from '../../main/core/history/marks.ts';
import type { Past } from '../../main/core/history/past.ts';
import { tierOf, tiers } from '../../main/core/history/tiers.ts';
import { gridOf, sparkSlots, sparkStepMs, type Spark } from '../../main/core/history/view.ts';
import type { LedgerEntry } from '../../main/core/enforce/ledger.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import { nameOf, runtimeOf, type SandboxKey } from '../../main/core/model/sandbox.ts';
import { gib, mib, sceneAtMs } from './scene.ts';

const minute = 60_000;

/** Memory as a function of the time before the scene: a rise, a fall, and a wave that differs from sandbox to sandbox. */
function bytesAt(key: string, agoMs: number): number {
  const turn = [...key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const wave = Math.sin(agoMs / (9 * minute) + turn) + 0.4 * Math.sin(agoMs / (2 * minute) + 2 * turn);
  return 1.1 * gib + wave * 180 * mib + (agoMs % (47 * minute) < 20 * minute ? 420 * mib : 0);
}

const unknownAt = (agoMs: number) => agoMs > 31 * minute && agoMs < 36 * minute;

/** A made-up past for pictures, the same every time. */
export function pastOf(state: () => AppState): Past {
  return {
    sparks() {
      const running = state().sandboxes.filter(({ status }) => status === 'running');
      return Object.fromEntries(running.map(({ key }) => [key, spark(key)]));
    },
    read(key, range) {
      const { stepMs, keptMs } = tiers[tierOf(range)];
      const count = keptMs / stepMs;
      const slots = Array.from({ length: count }, (_, index) => {
        const atMs = sceneAtMs - (count - 1 - index) * stepMs;
        const agoMs = ((sceneAtMs - atMs) * 60 * minute) / keptMs;
        const bytes = bytesAt(key ?? '', agoMs);
        const measure = (mean: number) => ({ knownMs: stepMs, mean, peak: mean * 1.15 });
        return unknownAt(agoMs)
          ? { atMs, memory: null, cpu: null }
          : { atMs, memory: measure(bytes), cpu: measure(bytes / gib / 4) };
      });
      const at = (share: number) => sceneAtMs - share * keptMs;
      const marks: HistoryMark[] = [
        { atMs: at(0.62), key, kind: 'warned' },
        { atMs: at(0.6), key, kind: 'stopped', who: 'policy' },
        { atMs: at(0.51), key, kind: 'started' },
        { atMs: at(0.2), key, kind: 'notice' },
      ];
      const week = { peakBytes: 2.1 * gib, knownMs: 6 * 86_400_000 };
      return { range, stepMs, toMs: sceneAtMs, ...gridOf(slots, stepMs, count, sceneAtMs), marks, week };
    },
    detail: (key) => Promise.resolve({ ledger: ledgerOf(key) }),
  };
}

function spark(key: string): Spark {
  const fromMs = sceneAtMs - (sparkSlots - 1) * sparkStepMs;
  const bytes = Array.from({ length: sparkSlots }, (_, index) => bytesAt(key, (sparkSlots - 1 - index) * sparkStepMs));
  return { fromMs, stepMs: sparkStepMs, bytes };
}

function ledgerOf(key: SandboxKey): readonly LedgerEntry[] {
  const evidence = {
    idleForMs: 30 * minute,
    timeoutMs: 30 * minute,
    sessions: 0,
    cpuFraction: 0.004,
    memoryBytes: 1.4 * gib,
    votes: [
      { signal: 'cpu', says: 'idle', value: 0.004, threshold: 0.02 },
      { signal: 'network', says: 'idle', value: 31 * minute, threshold: null },
    ],
  } as const;
  const line = (minutesAgo: number, rest: Pick<LedgerEntry, 'decision' | 'who' | 'reason'> & Partial<LedgerEntry>) => ({
    at: new Date(sceneAtMs - minutesAgo * minute).toISOString(),
    rule: 'idle' as const,
    runtime: runtimeOf(key),
    sandbox: nameOf(key),
    ...rest,
  });
  return [
    line(31, { decision: 'started', who: 'unknown', rule: 'outside', reason: 'runs again after it was stopped' }),
    line(36, { decision: 'stopped', who: 'policy', reason: '', evidence, freedBytes: 1.4 * gib }),
    line(38, { decision: 'warned', who: 'policy', reason: '', evidence }),
  ];
}
