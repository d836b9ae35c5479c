import { isDeepStrictEqual } from 'node:util';
import type { MessageId } from '../i18n/catalogue.ts';
import { message, type Message } from '../i18n/message.ts';
import { listChange, listsOf, type ListChange } from './list-changes.ts';
import { labelledSettings, type LabelledSetting, type SettingValue } from './labelled.ts';
import { policyFor, type Addressed } from './for-sandbox.ts';
import { namedPlaces } from './named-places.ts';
import type { Settings } from './schema.ts';
import { takeIn } from './transfer.ts';

/** One setting that would be another. Of a list, `from` and `to` only tell the number of entries and may say the same. */
export interface SettingChange {
  readonly section: LabelledSetting['section'];
  readonly label: MessageId;
  readonly from: SettingValue;
  readonly to: SettingValue;
  /** Of a list, which entries they are. */
  readonly list?: ListChange;
}

/** What an import would do, for somebody to agree to. Nothing in it is longer than a few lines, whatever the file holds. */
export interface ImportPreview {
  /** False: the settings would stay what they are. */
  readonly changesAnything: boolean;
  /** What the window shows, in its order. */
  readonly changes: readonly SettingChange[];
  /** Locks that would go, what changes without being shown in the window, what would be moved and what left out. */
  readonly notes: readonly Message[];
}

/** What `importInto` would make of the same settings and text. `known` are the sandboxes that there are. `wrong` goes on after "the file". */
export function previewImport(
  settings: Settings,
  text: string,
  known: readonly Addressed[],
): ImportPreview | { readonly wrong: Message } {
  const taken = takeIn(settings, text);
  if ('wrong' in taken) return taken;
  const differing = new Set(differingPlaces(settings, taken.settings));
  const labelled = labelledSettings.filter(({ place }) => differing.has(place));
  const others = [...differing].filter((place) => !labelled.some((one) => one.place === place));
  const notes = [
    noteOf('import.unlocked', unlocked(settings, taken.settings, known)),
    noteOf('import.others', others),
    noteOf('import.moved', taken.moved),
    noteOf('import.leftOut', taken.leftOut),
  ];
  return {
    changesAnything: differing.size > 0,
    changes: labelled.map(({ place, section, label, value }) => {
      const entriesOf = listsOf[place];
      return {
        section,
        label,
        from: value(settings),
        to: value(taken.settings),
        ...(entriesOf && { list: listChange(entriesOf(settings), entriesOf(taken.settings)) }),
      };
    }),
    notes: notes.filter((note) => note !== null),
  };
}

type Note = 'import.unlocked' | 'import.others' | 'import.moved' | 'import.leftOut';

function noteOf(id: Note, places: readonly string[]): Message | null {
  return places.length === 0 ? null : message(id, namedPlaces(places));
}

/** Every place is compared, also one that nobody has thought of a label for. */
function differingPlaces(before: Settings, after: Settings): string[] {
  const present = placesOf(before);
  return [...placesOf(after)]
    .filter(([place, value]) => !isDeepStrictEqual(value, present.get(place)))
    .map(([place]) => place);
}

/** The settings by place; lists and what is said by name are one place each. */
function placesOf({ idle, memory, notifications, ...others }: Settings): ReadonlyMap<string, unknown> {
  const grouped = Object.entries({ idle, memory, notifications }).flatMap(([group, values]) =>
    Object.entries(values).map(([name, value]) => [`${group}.${name}`, value] as const),
  );
  return new Map<string, unknown>([...grouped, ...Object.entries(others)]);
}

/** The sandboxes that would lose their protection, whether a lock of their own gives it or a rule: those that there are, and those that have a lock. */
function unlocked(before: Settings, after: Settings, known: readonly Addressed[]): string[] {
  const all = new Map<string, Addressed>(known.map((one) => [one.key, one]));
  // Of one that is not there only the name is known.
  for (const key of Object.keys(before.sandboxes))
    if (!all.has(key)) all.set(key, { key, name: key.slice(key.indexOf('/') + 1), workspaces: [] });
  return [...all.values()]
    .filter((one) => policyFor(one, before).protected && !policyFor(one, after).protected)
    .map(({ key }) => key);
}
