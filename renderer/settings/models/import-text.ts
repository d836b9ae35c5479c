import { say } from '../../../main/core/i18n/message.ts';
import type { Words } from '../../../main/core/i18n/words.ts';
import type { SettingChange } from '../../../main/core/settings/import-preview.ts';
import type { SettingValue } from '../../../main/core/settings/labelled.ts';
import { writeBytes, writeDuration } from './amount.ts';

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
