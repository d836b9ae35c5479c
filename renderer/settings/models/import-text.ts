import { say } from '../../../main/core/i18n/message.ts';
import type { Words } from '../../../main/core/i18n/words.ts';
import type { SettingChange } from '../../../main/core/settings/import-preview.ts';
import type { SettingValue } from '../../../main/core/settings/labelled.ts';
import type { Schedule } from '../../../main/core/settings/schema.ts';
import type { EntryChange, ListChange, ListEntry } from '../../../main/core/settings/list-changes.ts';
import { scheduleSentence } from '../../../main/core/model/schedule-text.ts';
import { writeBytes, writeDuration } from './amount.ts';
import { effectSentence, matchSentence } from './rule-form.ts';

/** `Without a session: 15 min (now 30 min)`; where that would say the same twice: `Rules: 2 entries, changed`. */
export function changeText({ label, from, to }: SettingChange, words: Words): string {
  const [before, after] = [valueText(from, words), valueText(to, words)];
  const change =
    before === after
      ? words.t('import.changed', { value: after })
      : words.t('import.instead', { from: before, to: after });
  return words.t('import.change', { label: words.t(label), change });
}

/** The changes of each section together, in the order that they came in. */
export function bySection(
  changes: readonly SettingChange[],
): readonly (readonly [SettingChange['section'], readonly SettingChange[]])[] {
  const sections = [...new Set(changes.map(({ section }) => section))];
  return sections.map((section) => [section, changes.filter((one) => one.section === section)] as const);
}

/** A line for each entry that would come, go or be another: `Changed: Name web-* · stopped after 1 hr (now stopped after 30 min)`. */
export function listTexts({ entries, more, reordered }: ListChange, words: Words): readonly string[] {
  const lines = entries.map((change) => words.t(`import.${change.what}`, { entry: entryChangeText(change, words) }));
  return [
    ...lines,
    ...(more > 0 ? [words.t('import.moreEntries', { count: more })] : []),
    ...(reordered ? [words.t('import.reordered')] : []),
  ];
}

function entryChangeText({ entry, before }: EntryChange, words: Words): string {
  const [who, does] = entryTexts(entry, words);
  const did = before && entryTexts(before, words)[1];
  // Where both say the same, what differs is not among what is shown of an entry.
  const change =
    did === undefined || did === does
      ? does
      : words.t('import.instead', { from: withinSentence(did, entry, words), to: does });
  return joined([who, change]);
}

/** A schedule begins with when it comes, as a sentence does: `At 7:00 PM`. In brackets that is in the middle of one. */
function withinSentence(text: string, { kind }: ListEntry, { language }: Words): string {
  return kind === 'schedule' && language === 'en' ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

const joined = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ');

/** Which one an entry is, and what it says; either may be empty. */
function entryTexts(entry: ListEntry, words: Words): readonly [who: string, does: string] {
  switch (entry.kind) {
    case 'rule':
      return [matchSentence(entry.rule.match, words), effectSentence(entry.rule, words)];
    case 'sandbox':
      return [entry.key, entry.policy.protected ? words.t('own.protected') : effectSentence(entry.policy, words)];
    case 'cap':
      return [entry.name, words.bytes(entry.bytes)];
    case 'place':
      return [entry.key, ''];
    case 'schedule':
      return ['', scheduleText(entry.schedule, words)];
  }
}

function scheduleText(schedule: Schedule, words: Words): string {
  return joined([
    scheduleSentence(schedule, words),
    Object.keys(schedule.match).length === 0 ? '' : matchSentence(schedule.match, words),
    schedule.enabled ? '' : words.t('schedule.off'),
  ]);
}

function valueText(value: SettingValue, words: Words): string {
  switch (value.kind) {
    case 'switch':
      return words.t(value.on ? 'import.on' : 'import.off');
    case 'time':
      return writeDuration(value.ms, words);
    case 'memory':
      return writeBytes(value.bytes, words);
    case 'choice':
      return say(value.text, words);
    case 'entries':
      return words.t('import.entries', { count: value.count });
  }
}
