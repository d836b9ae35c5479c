import type { MemoryLimit } from '../../model/sandbox.ts';

const mib = 1024 ** 2;
const gib = 1024 ** 3;
/** No microVM is smaller, and no machine of today gives one more (reference, section 4.1: 512 MiB to 32 GiB). */
const leastBytes = 256 * mib;
const mostBytes = 1024 * gib;

/**
 * The configured memory of a sandbox out of what the daemon, `sbx inspect` or its runtime file say of it. It is told since
 * 0.45, under a key that is not known for certain (reference, sections 2.3 and 11), so the plausible ones are accepted:
 * `memory…` by itself or in `resources`, `limits` or `config`. Null when there is none, or a number that cannot be a size.
 */
export function memoryLimit(raw: unknown, source: MemoryLimit['source']): MemoryLimit | null {
  const bytes = limitBytes(raw, 2);
  return bytes === null ? null : { bytes, source };
}

function limitBytes(raw: unknown, depth: number): number | null {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null;
  const entries = Object.entries(raw);
  for (const [key, value] of entries) {
    const bytes = fromKey(key, value);
    if (bytes !== null && bytes >= leastBytes && bytes <= mostBytes) return bytes;
  }
  if (depth === 0) return null;
  for (const [key, value] of entries) {
    if (!/^(resources?|limits?|config|vm|vm_config|sandbox)$/i.test(key)) continue;
    const bytes = limitBytes(value, depth - 1);
    if (bytes !== null) return bytes;
  }
  return null;
}

const limitKey =
  /^(?:max_?|recorded_?)?(?:mem|memory|ram)(?:_?limit|_?max|_?size|_?total)?(?:_?in)?(?:_?(bytes|kib|kb|mib|mb|gib|gb))?$/i;
const factors: Readonly<Record<string, number>> = {
  bytes: 1,
  b: 1,
  k: 1024,
  kb: 1024,
  kib: 1024,
  m: mib,
  mb: mib,
  mib,
  g: gib,
  gb: gib,
  gib,
  t: 1024 * gib,
};

function fromKey(key: string, value: unknown): number | null {
  const match = limitKey.exec(key);
  if (!match) return null;
  const unit = match[1]?.toLowerCase();
  if (typeof value === 'string') return fromText(value, unit);
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return null;
  if (unit !== undefined) return Math.round(value * (factors[unit] ?? 1));
  // Without a unit: a size in bytes, or the mebibytes in which such limits are given.
  return value >= leastBytes ? Math.round(value) : Math.round(value * mib);
}

/** `8g`, `4096m`, `8 GiB`, as the flag takes it; all units are binary. */
function fromText(text: string, unitOfKey: string | undefined): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text);
  if (!match) return null;
  const value = Number(match[1]);
  const unit = match[2]?.toLowerCase() || unitOfKey;
  if (unit === undefined) return value >= leastBytes ? value : value * mib;
  const factor = factors[unit];
  return factor === undefined ? null : Math.round(value * factor);
}
