import { existsSync, renameSync } from 'node:fs';
import * as v from 'valibot';
import type { Problem } from '../model/decision.ts';
import { parseCron } from './cron.ts';
import { defaultSettings, freshSettings, settingsSchema, type Settings } from './schema.ts';
import type { SettingsStore } from './store.ts';

export interface LoadedSettings {
  readonly settings: Settings;
  /** Set when the file could not be used: the user has to be told. */
  readonly problem?: Problem;
}

/**
 * Reads the settings. A file that is damaged, or from a newer version, is kept aside under a new name and defaults are
 * used (product.md, "What a wrong input gets"). A file that cannot even be read is left where it is. Never throws.
 */
export function loadSettings(store: SettingsStore, nowMs: number): LoadedSettings {
  let raw: unknown;
  try {
    raw = store.read();
  } catch (error) {
    if (isFileSystemError(error)) {
      return damaged(`The settings file cannot be read (${error.code}). Defaults are used.`, store.path);
    }
    return keepAside(store, nowMs, 'is not valid JSON');
  }
  if (raw === undefined) return { settings: freshSettings };
  const parsed = parseSettings(raw);
  return 'settings' in parsed ? parsed : keepAside(store, nowMs, parsed.wrong);
}

/** Settings out of what a file holds, or what is wrong with it; goes on after "the settings file". */
export function parseSettings(raw: unknown): { readonly settings: Settings } | { readonly wrong: string } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return { wrong: 'does not hold settings' };
  const parsed = v.safeParse(settingsSchema, raw);
  if (!parsed.success) return { wrong: describeIssue(raw, parsed.issues[0]) };
  // The page knows the schema too, and has no node-cron: so the schema looks at the form, and the meaning is seen to here.
  const wrong = parsed.output.schedules.findIndex((one) => parseCron(one.cron) === null);
  if (wrong === -1) return { settings: parsed.output };
  return { wrong: `has a value that cannot be used at "schedules.${wrong}.cron"` };
}

function describeIssue(raw: object, issue: v.BaseIssue<unknown>): string {
  const version = 'version' in raw ? raw.version : undefined;
  if (typeof version === 'number' && version > defaultSettings.version) return 'is from a newer version of Sandman';
  const where = v.getDotPath(issue);
  return where ? `has a value that cannot be used at "${where}"` : 'does not hold settings';
}

function keepAside(store: SettingsStore, nowMs: number, what: string): LoadedSettings {
  const aside = `${store.path}.corrupt-${new Date(nowMs).toISOString().replaceAll(':', '-')}`;
  try {
    if (existsSync(store.path)) renameSync(store.path, aside);
  } catch {
    return damaged(`The settings file ${what} and could not be moved aside. Defaults are used.`, store.path);
  }
  return damaged(`The settings file ${what}. It was kept as ${aside}, and defaults are used.`, aside);
}

function damaged(message: string, path: string): LoadedSettings {
  return { settings: defaultSettings, problem: { code: 'settings-damaged', message, path } };
}

function isFileSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
