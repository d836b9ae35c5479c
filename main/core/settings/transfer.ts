import * as v from 'valibot';
import { message, type Message } from '../i18n/message.ts';
import { importableSchema } from './importable.ts';
import { describeIssue, parseSettings } from './load.ts';
import { settingsSchema, type Settings } from './schema.ts';

/** Larger files are not read: settings are a few kilobytes. */
export const maxImportBytes = 1024 * 1024;

/** What is true of this machine at this moment only. */
const portableSchema = v.omit(settingsSchema, ['keepAwakeUntilMs', 'trial', 'firstRun']);

/** The settings for another machine. */
export function exportText(settings: Settings): string {
  return `${JSON.stringify(v.parse(portableSchema, settings), null, 2)}\n`;
}

/**
 * Exported settings in the place of the present ones. Kept are what belongs to the moment: who is kept awake, the first
 * days (with watching only, which they are) and the first run. `wrong` goes on after "the file".
 */
export function importInto(settings: Settings, text: string): { settings: Settings } | { wrong: Message } {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { wrong: message('settingsFile.noJson') };
  }
  const parsed = parseSettings(raw);
  if ('wrong' in parsed) return parsed;
  const refused = v.safeParse(importableSchema, parsed.settings);
  if (!refused.success) return { wrong: describeIssue(parsed.settings, refused.issues[0]) };
  const { keepAwakeUntilMs, trial, firstRun } = settings;
  const watchOnly = trial === null ? parsed.settings.watchOnly : settings.watchOnly;
  return { settings: { ...parsed.settings, watchOnly, keepAwakeUntilMs, trial, firstRun } };
}
