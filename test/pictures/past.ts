import type { HistoryMark } from '../../main/core/history/marks.ts';
import type { Past } from '../../main/core/history/past.ts';
import { tierOf, tiers } from '../../main/core/history/tiers.ts';
import { gridOf, sparkSlots, sparkStepMs, type Spark } from '../../main/core/history/view.ts';
import type { LedgerEntry } from '../../main/core/enforce/ledger.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import { nameOf, runtimeOf, type SandboxKey } from '../../main/core/model/sandbox.ts';
import { gib, mib, sceneAtMs } from './scene.ts';

const minute = 60_000;
const peakFactor = 1.15;

/** Memory as a function of the time before the scene: a rise, a fall, and a wave that differs from sandbox to sandbox. */
function bytesAt(key: string, agoMs: number): number {
  const turn = [...key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const wave = Math.sin(agoMs / (9 * minute) + turn) + 0.4 * Math.sin(agoMs / (2 * minute) + 2 * turn);
  return 1.1 * gib + wave * 180 * mib + (agoMs % (47 * minute) < 20 * minute ? 420 * mib : 0);
}

const unknownAt = (agoMs: number) => agoMs > 31 * minute && agoMs < 36 * minute;

/** When what is stopped in a scene was stopped: its ledger says so, and its curves end there. */
const stoppedAgoMs = 36 * minute;

/** What there is to draw of a sandbox, or of all together: it ends at what the scene says of now. */
interface Made {
  readonly isStopped: boolean;
  /** At so long ago; null where nothing is known. */
  readonly bytes: (agoMs: number) => number | null;
  readonly cpu: (agoMs: number) => number | null;
}

function madeOf(key: SandboxKey | null, { sandboxes, memory }: AppState): Made {
  const one = sandboxes.find((each) => each.key === key);
  const now = one
    ? { bytes: one.usage.memory?.usedBytes ?? null, cpu: one.cpuFraction, idleForMs: one.activity.idleForMs }
    : {
        bytes: memory.usedBytes,
        cpu: sandboxes.reduce((sum, each) => sum + (each.cpuFraction ?? 0), 0),
        idleForMs: 0,
      };
  const shape = (agoMs: number) => bytesAt(key ?? '', agoMs);
  if (one?.status === 'stopped') {
    const ran = (agoMs: number) => (agoMs < stoppedAgoMs ? null : shape(agoMs));
    return { isStopped: true, bytes: ran, cpu: (agoMs) => (ran(agoMs) === null ? null : shape(agoMs) / gib / 4) };
  }
  const at = (end: number | null, agoMs: number) => (end === null ? null : (end * shape(agoMs)) / shape(0));
  return {
    isStopped: false,
    bytes: (agoMs) => at(now.bytes, agoMs),
    // What is idle now was at work before.
    cpu: (agoMs) => at(agoMs <= now.idleForMs || now.cpu === null ? now.cpu : Math.max(now.cpu, 0.4), agoMs),
  };
}

/** A made-up past for pictures, the same every time. Every range is the same hour, drawn out to its length. */
export function pastOf(state: () => AppState): Past {
  return {
    sparks() {
      const running = state().sandboxes.filter(({ status }) => status === 'running');
      return Object.fromEntries(running.map(({ key }) => [key, spark(madeOf(key, state()))]));
    },
    read(key, range) {
      const { stepMs, keptMs } = tiers[tierOf(range)];
      const count = keptMs / stepMs;
      const made = madeOf(key, state());
      const slots = Array.from({ length: count }, (_, index) => {
        const atMs = sceneAtMs - (count - 1 - index) * stepMs;
        const agoMs = ((sceneAtMs - atMs) * 60 * minute) / keptMs;
        const measure = (mean: number | null) =>
          mean === null || unknownAt(agoMs) ? null : { knownMs: stepMs, mean, peak: mean * peakFactor };
        return { atMs, memory: measure(made.bytes(agoMs)), cpu: measure(made.cpu(agoMs)) };
      });
      const at = (share: number) => sceneAtMs - share * keptMs;
      const marks: HistoryMark[] = [
        { atMs: at(0.62), key, kind: 'warned' },
        { atMs: at(stoppedAgoMs / (60 * minute)), key, kind: 'stopped', who: 'policy' },
      ];
      const since: HistoryMark[] = [
        { atMs: at(0.51), key, kind: 'started' },
        { atMs: at(0.2), key, kind: 'notice' },
      ];
      return {
        range,
        stepMs,
        toMs: sceneAtMs,
        ...gridOf(slots, stepMs, count, sceneAtMs),
        marks: made.isStopped ? marks : [...marks, ...since],
        week: { peakBytes: peakOfWeek(made), knownMs: 6 * 86_400_000 },
      };
    },
    detail: (key) => Promise.resolve({ ledger: ledgerOf(key, madeOf(key, state())) }),
  };
}

/** The highest peak that the plot of the week has. */
function peakOfWeek({ bytes }: Made): number {
  const { stepMs, keptMs } = tiers[tierOf('7d')];
  const agos = Array.from({ length: keptMs / stepMs }, (_, index) => (index * stepMs * 60 * minute) / keptMs);
  return Math.max(...agos.map((agoMs) => (unknownAt(agoMs) ? 0 : (bytes(agoMs) ?? 0)))) * peakFactor;
}

function spark({ bytes }: Made): Spark {
  const fromMs = sceneAtMs - (sparkSlots - 1) * sparkStepMs;
  const values = Array.from({ length: sparkSlots }, (_, index) => bytes((sparkSlots - 1 - index) * sparkStepMs));
  return { fromMs, stepMs: sparkStepMs, bytes: values };
}

function ledgerOf(key: SandboxKey, { isStopped }: Made): readonly LedgerEntry[] {
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
  const again = line(31, {
    decision: 'started',
    who: 'unknown',
    rule: 'outside',
    reason: 'runs again after it was stopped',
  });
  return [
    ...(isStopped ? [] : [again]),
    line(36, { decision: 'stopped', who: 'policy', reason: '', evidence, freedBytes: 1.4 * gib }),
    line(38, { decision: 'warned', who: 'policy', reason: '', evidence }),
  ];
}
