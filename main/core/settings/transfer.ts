import * as v from 'valibot';
import { message, type Message } from '../i18n/message.ts';
import { leftOutOf } from './left-out.ts';
import { parseSettings } from './load.ts';
import { namedPlaces } from './named-places.ts';
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

/** A file as it would be taken in: the settings then, and the places that were moved within bounds or left out. */
export interface Taken {
  readonly settings: Settings;
  readonly moved: readonly string[];
  /** What settings know nothing of. What belongs to the moment is not among it. */
  readonly leftOut: readonly string[];
}

/**
 * Exported settings in the place of the present ones. Kept are what belongs to the moment: who is kept awake, the first
 * days (with watching only, which they are) and the first run. What goes further than the window would let it go is moved within
 * its bounds: so every exported file can be taken in, also where somebody had gone further by hand. `wrong` goes on after
 * "the file".
 */
export function takeIn(settings: Settings, text: string): Taken | { readonly wrong: Message } {
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
  return { settings: imported, moved, leftOut: leftOutOf(raw, parsed.settings) };
}

/** The same for whoever carries it out: what was moved is named in `said`. */
export function importInto(settings: Settings, text: string): Imported | { readonly wrong: Message } {
  const taken = takeIn(settings, text);
  if ('wrong' in taken) return taken;
  if (taken.moved.length === 0) return { settings: taken.settings };
  return { settings: taken.settings, said: message('settingsFile.moved', namedPlaces(taken.moved)) };
}
