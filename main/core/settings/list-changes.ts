import { isDeepStrictEqual } from 'node:util';
import { redactText } from '../apikey/redact.ts';
import { shownPlace } from './named-places.ts';
import type { OwnPolicy, Rule, SandboxMatch, Schedule, Settings } from './schema.ts';

/** One entry of a list in the settings. */
export type ListEntry =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'sandbox'; readonly key: string; readonly policy: OwnPolicy }
  | { readonly kind: 'cap'; readonly name: string; readonly bytes: number }
  | { readonly kind: 'place'; readonly key: string }
  | { readonly kind: 'schedule'; readonly schedule: Schedule };

/** Of one that would be another, `before` is what it is now. */
export interface EntryChange {
  readonly what: 'added' | 'removed' | 'edited';
  readonly entry: ListEntry;
  readonly before?: ListEntry;
}

/** What would become of a list, entry by entry. */
export interface ListChange {
  /** The first ones, what would be removed at the end; names in them are shortened. */
  readonly entries: readonly EntryChange[];
  /** How many there are besides. */
  readonly more: number;
  /** Those that stay would stand in another order. */
  readonly reordered: boolean;
}

/** The lists of the settings by their place. */
export const listsOf: Readonly<Record<string, (settings: Settings) => readonly ListEntry[]>> = {
  rules: ({ rules }) => rules.map((rule) => ({ kind: 'rule', rule })),
  sandboxes: ({ sandboxes }) => Object.entries(sandboxes).map(([key, policy]) => ({ kind: 'sandbox', key, policy })),
  'memory.capsByName': ({ memory }) =>
    Object.entries(memory.capsByName).map(([name, bytes]) => ({ kind: 'cap', name, bytes })),
  'memory.victimOrder': ({ memory }) => memory.victimOrder.map((key) => ({ kind: 'place', key })),
  schedules: ({ schedules }) => schedules.map((schedule) => ({ kind: 'schedule', schedule })),
};

const mostEntries = 5;

/** Entries that mean the same sandboxes, or are the same schedule, are one entry before and after. */
export function listChange(before: readonly ListEntry[], after: readonly ListEntry[]): ListChange {
  const left = before.map((entry, index) => ({ entry, index, id: idOf(entry) }));
  const changes: EntryChange[] = [];
  const keptFrom: number[] = [];
  for (const entry of after) {
    const id = idOf(entry);
    const at = left.findIndex((one) => one.id === id);
    const [was] = at < 0 ? [] : left.splice(at, 1);
    if (was === undefined) changes.push({ what: 'added', entry });
    else {
      keptFrom.push(was.index);
      if (!isDeepStrictEqual(was.entry, entry)) changes.push({ what: 'edited', entry, before: was.entry });
    }
  }
  changes.push(...left.map(({ entry }): EntryChange => ({ what: 'removed', entry })));
  return {
    entries: changes.slice(0, mostEntries).map(shownChange),
    more: Math.max(0, changes.length - mostEntries),
    reordered: keptFrom.some((index, place) => index < (keptFrom[place - 1] ?? index)) && after.some(isInOrder),
  };
}

/** What is kept by name has no order. */
const isInOrder = ({ kind }: ListEntry) => kind !== 'cap' && kind !== 'sandbox';

function idOf(entry: ListEntry): string {
  switch (entry.kind) {
    case 'rule': {
      const { name, agent, path } = entry.rule.match;
      return JSON.stringify([name, agent, path]);
    }
    case 'schedule':
      return entry.schedule.id;
    case 'cap':
      return entry.name;
    case 'sandbox':
    case 'place':
      return entry.key;
  }
}

function shownChange({ what, entry, before }: EntryChange): EntryChange {
  return { what, entry: shown(entry), ...(before && { before: shown(before) }) };
}

function shown(entry: ListEntry): ListEntry {
  switch (entry.kind) {
    case 'rule':
      return { ...entry, rule: { ...entry.rule, match: shownMatch(entry.rule.match) } };
    case 'schedule': {
      const { id, cron, match } = entry.schedule;
      // Not shortened: the times have to be understood.
      const times = redactText(cron);
      return { ...entry, schedule: { ...entry.schedule, id: shownPlace(id), cron: times, match: shownMatch(match) } };
    }
    case 'cap':
      return { ...entry, name: shownPlace(entry.name) };
    case 'sandbox':
    case 'place':
      return { ...entry, key: shownPlace(entry.key) };
  }
}

function shownMatch(match: SandboxMatch): SandboxMatch {
  return Object.fromEntries(Object.entries(match).map(([part, pattern]) => [part, shownPlace(pattern)]));
}
