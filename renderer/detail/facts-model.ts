import type { SandboxState } from '../../main/core/model/app-state.ts';
import type { MemoryReading, MemorySource } from '../../main/core/model/sandbox.ts';
import type { Words } from '../../main/core/i18n/words.ts';

/** A figure of memory with its name and its source. */
export interface MemoryFact {
  readonly name: string;
  readonly text: string;
}

/** Whose figure it is; where the two are not told apart, it is neither's. */
const sides = {
  'engine-stats': 'any',
  'vm-engine-stats': 'guest',
  'daemon-engine-stats': 'guest',
  'vm-process-rss': 'host',
  'vm-process-pss': 'host',
  'vm-process-footprint': 'host',
  'vm-process-private': 'host',
  demo: 'any',
} as const satisfies Record<MemorySource, 'host' | 'guest' | 'any'>;

/** A figure as old as this is shown with its age. */
const oldAfterMs = 2 * 60_000;

/** What the machine loses to it beside what is used inside, as far as each is known: they differ, and a cap is held against one. */
export function memoryFacts(
  { usage, status, observedAtMs }: SandboxState,
  nowMs: number,
  words: Words,
): readonly MemoryFact[] {
  const { t, bytes, duration } = words;
  const { memory } = usage;
  if (!memory || status !== 'running') return [];
  const used: MemoryReading = { bytes: memory.usedBytes, source: memory.source, atMs: observedAtMs };
  const side = sides[memory.source];
  const fact = (name: string, { bytes: amount, source, atMs }: MemoryReading): MemoryFact => {
    const ageMs = nowMs - atMs;
    const value =
      ageMs > oldAfterMs ? t('card.withAge', { bytes: bytes(amount), span: duration(ageMs) }) : bytes(amount);
    return { name, text: t('evidence.memory', { value, source: t(`source.${source}`) }) };
  };
  const host = memory.host ?? (side === 'host' ? used : null);
  const guest = memory.guest ?? (side === 'guest' ? used : null);
  return [
    ...(side === 'any' ? [fact(t('history.memory'), used)] : []),
    ...(host ? [fact(t('facts.memoryHost'), host)] : []),
    ...(guest ? [fact(t('facts.memoryGuest'), guest)] : []),
  ];
}
