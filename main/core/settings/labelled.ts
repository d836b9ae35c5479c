import type { MessageId } from '../i18n/catalogue.ts';
import { languageNames } from '../i18n/language.ts';
import { message, quoted, type Message } from '../i18n/message.ts';
import type { NotificationKind, Settings } from './schema.ts';

/** A value of a setting as data: views put it in words. Times in milliseconds; `entries` is how many a list has. */
export type SettingValue =
  | { readonly kind: 'switch'; readonly on: boolean }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'memory'; readonly bytes: number }
  | { readonly kind: 'choice'; readonly text: Message }
  | { readonly kind: 'entries'; readonly count: number };

/** A setting as the settings window names it. */
export interface LabelledSetting {
  /** Where it is in the settings, as `idle.enabled`. */
  readonly place: string;
  /** The section of the window that it stands in. */
  readonly section: 'idle' | 'memory' | 'schedules' | 'notifications' | 'general';
  readonly label: MessageId;
  readonly value: (settings: Settings) => SettingValue;
}

const onOff = (on: boolean): SettingValue => ({ kind: 'switch', on });
const time = (ms: number): SettingValue => ({ kind: 'time', ms });
const memory = (bytes: number): SettingValue => ({ kind: 'memory', bytes });
const choice = (text: Message): SettingValue => ({ kind: 'choice', text });
const entries = (list: object): SettingValue => ({ kind: 'entries', count: Object.keys(list).length });
const ofKind = (kind: NotificationKind): LabelledSetting => ({
  place: `notifications.${kind}`,
  section: 'notifications',
  label: `notifications.${kind}`,
  value: ({ notifications }) => onOff(notifications[kind]),
});

/** Everything that the window shows, in its order, under the labels that it has there. */
export const labelledSettings: readonly LabelledSetting[] = [
  { place: 'idle.enabled', section: 'idle', label: 'idle.enabled', value: ({ idle }) => onOff(idle.enabled) },
  { place: 'watchOnly', section: 'idle', label: 'idle.watchOnly', value: ({ watchOnly }) => onOff(watchOnly) },
  { place: 'idle.timeoutMs', section: 'idle', label: 'idle.timeout', value: ({ idle }) => time(idle.timeoutMs) },
  {
    place: 'idle.timeoutWithSessionsMs',
    section: 'idle',
    label: 'idle.timeoutWithSessions',
    value: ({ idle }) => time(idle.timeoutWithSessionsMs),
  },
  { place: 'idle.warningMs', section: 'idle', label: 'idle.warning', value: ({ idle }) => time(idle.warningMs) },
  { place: 'rules', section: 'idle', label: 'rule.title', value: ({ rules }) => entries(rules) },
  // On the page of each sandbox; there is one label for all of them only here.
  { place: 'sandboxes', section: 'idle', label: 'import.sandboxes', value: ({ sandboxes }) => entries(sandboxes) },
  {
    place: 'memory.capBytes',
    section: 'memory',
    label: 'memory.cap',
    value: ({ memory: { capBytes } }) => (capBytes === null ? choice(message('memory.noCap')) : memory(capBytes)),
  },
  {
    place: 'memory.budgetBytes',
    section: 'memory',
    label: 'memory.budget',
    value: ({ memory: { budgetBytes } }) =>
      typeof budgetBytes === 'number' ? memory(budgetBytes) : choice(message(`memory.budget.${budgetBytes}`)),
  },
  {
    place: 'memory.act',
    section: 'memory',
    label: 'memory.act',
    value: ({ memory: { act } }) => choice(message(`memory.act.${act}`)),
  },
  {
    place: 'memory.sustainedMs',
    section: 'memory',
    label: 'memory.sustained',
    value: ({ memory: { sustainedMs } }) => time(sustainedMs),
  },
  {
    place: 'memory.capsByName',
    section: 'memory',
    label: 'cap.title',
    value: ({ memory: { capsByName } }) => entries(capsByName),
  },
  {
    place: 'memory.victimOrder',
    section: 'memory',
    label: 'victim.title',
    value: ({ memory: { victimOrder } }) => entries(victimOrder),
  },
  {
    place: 'schedules',
    section: 'schedules',
    label: 'settings.section.schedules',
    value: ({ schedules }) => entries(schedules),
  },
  ...(['warnings', 'stops', 'memory', 'problems'] as const).map(ofKind),
  {
    place: 'language',
    section: 'general',
    label: 'general.language',
    value: ({ language }) =>
      choice(language === 'system' ? message('general.system') : quoted(languageNames[language])),
  },
  {
    place: 'theme',
    section: 'general',
    label: 'general.theme',
    value: ({ theme }) => choice(message(theme === 'system' ? 'general.system' : `general.theme.${theme}`)),
  },
];
