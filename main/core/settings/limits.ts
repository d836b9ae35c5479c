import type { HostMemory } from '../model/snapshot.ts';
import type { Settings } from './schema.ts';

/** Share of the machine's memory that all sandboxes together may use when the budget is `auto`. */
export const autoBudgetShare = 0.6;

/** The cap of one sandbox in bytes: its own, else the common one, else none. */
export function capFor(settings: Settings, name: string): number | undefined {
  const own = Object.hasOwn(settings.memory.capsByName, name) ? settings.memory.capsByName[name] : undefined;
  return own ?? settings.memory.capBytes ?? undefined;
}

/** The budget over all sandboxes in bytes; null for none, and for `auto` on a machine whose memory cannot be read. */
export function budgetFor(settings: Settings, host: HostMemory | null): number | null {
  const { budgetBytes } = settings.memory;
  if (budgetBytes === 'off') return null;
  if (budgetBytes === 'auto') return host === null ? null : Math.round(host.totalBytes * autoBudgetShare);
  return budgetBytes;
}
