import type { Words } from '../main/core/i18n/words.ts';
import type { AppState, SandboxState } from '../main/core/model/app-state.ts';
import { runtimeName } from '../main/core/model/text.ts';

/** From this many sandboxes on, stopped ones too, there is something to search and to sort. */
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
  // Its end is seen before it is noted.
  const isUnderWay = progress?.step === 'starting' || progress?.step === 'stopping';
  return isUnderWay || (stopNote !== undefined && nowMs - stopNote.atMs < undoForMs);
}

/** What the list is made of: the cards, the stopped ones without one, and what a search leaves of both. */
export interface ListModel {
  readonly cards: readonly SandboxState[];
  readonly stopped: readonly SandboxState[];
  readonly found: { readonly cards: readonly SandboxState[]; readonly stopped: readonly SandboxState[] };
  readonly hasTools: boolean;
  /** What is searched for; empty without a search, also where there is none to be had. */
  readonly query: string;
}

export function listModel(sandboxes: readonly SandboxState[], nowMs: number, typed: string, words: Words): ListModel {
  const cards = withCards(sandboxes, nowMs);
  const stopped = withoutCards(sandboxes, nowMs);
  const hasTools = cards.length + stopped.length >= toolsFrom;
  const query = hasTools ? typed.trim() : '';
  const found = { cards: matching(cards, query, words), stopped: matching(stopped, query, words) };
  return { cards, stopped, found, hasTools, query };
}

/**
 * Those that a search leaves: all its words have to be in the name, agent, folder or branch of a sandbox, or in what its runtime
 * is called, on its card or by its program.
 */
export function matching(sandboxes: readonly SandboxState[], query: string, words: Words): readonly SandboxState[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return sandboxes;
  return sandboxes.filter((one) => {
    const runtime = [one.runtime, runtimeName(one.runtime, words)];
    const text = [one.name, one.agent ?? '', one.branch ?? '', ...runtime, ...one.workspaces].join('\n').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** The cards in the chosen order, and before them, in whatever order, those that wait for an answer. */
export function ordered(
  cards: readonly SandboxState[],
  order: SortOrder,
  notices: AppState['notices'],
): readonly SandboxState[] {
  const named = new Set<string>(notices.map((notice) => notice.sandboxKey));
  const rankOf = (one: SandboxState) => (order === 'name' ? 0 : rank(one, order));
  const keyed = cards.map((one) => ({ one, need: needOf(one, named), rank: rankOf(one) }));
  // What is not known comes last; the order by name stays among equals.
  keyed.sort((a, b) => a.need - b.need || dueMs(a.one) - dueMs(b.one) || b.rank - a.rank);
  return keyed.map(({ one }) => one);
}

/** True for one whose time is counted down: it has to be seen without being looked for. */
export function isWarned({ progress }: SandboxState): boolean {
  return progress?.step === 'warned';
}

/**
 * How much it needs somebody, 0 the most: a stop that is announced (and stays there while it is carried out), one that did
 * not work, memory that a notice blames it for, and all the rest.
 */
function needOf(one: SandboxState, named: ReadonlySet<string>): number {
  if (isWarned(one) || isDueStop(one)) return 0;
  if (one.progress?.step === 'stop-failed') return 1;
  return one.status !== 'stopped' && named.has(one.key) ? 2 : 3;
}

/** A stop that nobody asked for by hand: what was stopped by hand stays where the button was. */
function isDueStop({ progress }: SandboxState): boolean {
  return progress?.step === 'stopping' && progress.who !== 'user';
}

/** Among the announced ones the one that comes first; the same for all others. */
function dueMs(one: SandboxState): number {
  if (one.progress?.step === 'warned') return one.progress.stopAtMs;
  return isDueStop(one) ? 0 : Number.MAX_SAFE_INTEGER;
}

/** The cards in the order of `keys`; what is not among them yet comes last. */
export function inOrderOf(cards: readonly SandboxState[], keys: readonly string[]): readonly SandboxState[] {
  const places = new Map(keys.map((key, index) => [key, index]));
  return [...cards].sort((a, b) => (places.get(a.key) ?? keys.length) - (places.get(b.key) ?? keys.length));
}

/** How many are counted down somewhere else than at the top of what is shown. */
export function warnedElsewhere(cards: readonly SandboxState[], shown: readonly SandboxState[]): number {
  const warned = cards.filter(isWarned);
  const top = shown.slice(0, warned.length + shown.filter(isDueStop).length);
  return warned.filter((one) => !top.includes(one)).length;
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
