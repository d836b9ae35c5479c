import * as v from 'valibot';
import { message, type Message } from '../i18n/message.ts';
import { parseSettings } from './load.ts';
import { settingsSchema, type Settings } from './schema.ts';
import { withinBounds } from './within-bounds.ts';

const mebibyte = 1024 * 1024;
/** Larger files are not read, and not written: settings are a few kilobytes. */
export const maxImportBytes = mebibyte;

/** What is true of this machine at this moment only. */
const portableSchema = v.omit(settingsSchema, ['keepAwakeUntilMs', 'trial', 'firstRun']);

export interface Imported {
  readonly settings: Settings;
  readonly said?: Message;
}

/** The settings for another machine. */
export function exportText(settings: Settings): string {
  return `${JSON.stringify(v.parse(portableSchema, settings), null, 2)}\n`;
}

/**
 * The text of a file for another machine. Settings have no limit of their own (locks, and what is written by hand), and a file
 * that no import would read again is none to keep: so what is too large is refused, in `wrong`.
 */
export function exportFile(settings: Settings): { readonly text: string } | { readonly wrong: Message } {
  const text = exportText(settings);
  if (Buffer.byteLength(text) <= maxImportBytes) return { text };
  return { wrong: message('settingsFile.tooLarge', { megabytes: maxImportBytes / mebibyte }) };
}

/**
 * Exported settings in the place of the present ones. Kept are what belongs to the moment: who is kept awake, the first
 * days (with watching only, which they are) and the first run. What goes further than the window would let it go is moved within
 * its bounds and named in `said`: so every exported file can be taken in, also where somebody had gone further by hand. `wrong`
 * goes on after "the file".
 */
export function importInto(settings: Settings, text: string): Imported | { readonly wrong: Message } {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { wrong: message('settingsFile.noJson') };
  }
  const parsed = parseSettings(raw);
  if ('wrong' in parsed) return parsed;
  const { settings: theirs, moved } = withinBounds(parsed.settings);
  const { keepAwakeUntilMs, trial, firstRun } = settings;
  const watchOnly = trial === null ? theirs.watchOnly : settings.watchOnly;
  const imported = { ...theirs, watchOnly, keepAwakeUntilMs, trial, firstRun };
  return moved.length === 0 ? { settings: imported } : { settings: imported, said: sayMoved(moved) };
}

/** How many values are named. */
const mostNamed = 5;

function sayMoved(moved: readonly string[]): Message {
  const places = moved.slice(0, mostNamed);
  return message('settingsFile.moved', { count: moved.length, places, more: moved.length - places.length });
}
