import type { SandboxState } from '../main/core/model/app-state.ts';

/** From this many cards on there is something to search and to sort. */
export const toolsFrom = 8;
/** A sandbox that Sandman stopped this recently keeps its card, which offers the way back. */
export const undoForMs = 10 * 60_000;

export const sortOrders = ['name', 'memory', 'cpu', 'idle'] as const;
export type SortOrder = (typeof sortOrders)[number];

/** What has a card: everything that is not known to be stopped, and after it what was stopped just now. */
export function withCards(sandboxes: readonly SandboxState[], nowMs: number): readonly SandboxState[] {
  const running = sandboxes.filter((one) => one.status !== 'stopped');
  return [...running, ...sandboxes.filter((one) => isUndoable(one, nowMs))];
}

/** Stopped ones without a card. */
export function withoutCards(sandboxes: readonly SandboxState[], nowMs: number): readonly SandboxState[] {
  return sandboxes.filter((one) => one.status === 'stopped' && !isUndoable(one, nowMs));
}

function isUndoable({ status, stopNote, progress }: SandboxState, nowMs: number): boolean {
  if (status !== 'stopped') return false;
  return progress?.step === 'starting' || (stopNote !== undefined && nowMs - stopNote.atMs < undoForMs);
}

/** The cards in their order: all words of the query have to be in the name, agent, folder or branch of a sandbox. */
export function listed(cards: readonly SandboxState[], query: string, order: SortOrder): readonly SandboxState[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = cards.filter((one) => {
    const text = [one.name, one.agent ?? '', one.branch ?? '', one.runtime, ...one.workspaces].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  if (order === 'name') return found;
  // What is not known comes last; the order by name stays among equals.
  return [...found].sort((a, b) => rank(b, order) - rank(a, order));
}

function rank(one: SandboxState, order: Exclude<SortOrder, 'name'>): number {
  if (one.status === 'stopped') return -2;
  switch (order) {
    case 'memory':
      return one.usage.memory?.usedBytes ?? -1;
    case 'cpu':
      return one.cpuFraction ?? -1;
    case 'idle':
      return one.activity.state === 'idle' ? one.activity.idleForMs : -1;
  }
}
