import { existsSync, renameSync } from 'node:fs';
import * as v from 'valibot';
import { message, type Message } from '../i18n/message.ts';
import { codeOf } from '../i18n/said-error.ts';
import type { Problem } from '../model/decision.ts';
import { parseCron } from './cron.ts';
import { defaultSettings, freshSettings, settingsSchema, type Settings } from './schema.ts';
import { isFileSystemError, type SettingsStore } from './store.ts';

export interface LoadedSettings {
  readonly settings: Settings;
  /** Set when the file could not be used: the user has to be told. */
  readonly problem?: Problem;
}

/**
 * Reads the settings. A file that is damaged, or from a newer version, is kept aside under a new name and defaults are
 * used (product.md, "What a wrong input gets"). A file that cannot even be read is left where it is. Either may have held
 * locks, or the wish that nothing is stopped: so Sandman only watches until somebody decides. Never throws.
 */
export function loadSettings(store: SettingsStore, nowMs: number): LoadedSettings {
  let raw: unknown;
  try {
    raw = store.read();
  } catch (error) {
    if (isFileSystemError(error)) {
      return damaged(message('problem.settingsUnreadable', { code: codeOf(error) }), store.path);
    }
    return keepAside(store, nowMs, message('settingsFile.noJson'));
  }
  if (raw === undefined) return { settings: freshSettings };
  const parsed = parseSettings(raw);
  return 'settings' in parsed ? parsed : keepAside(store, nowMs, parsed.wrong);
}

/** Settings out of what a file holds, or what is wrong with it; goes on after "the settings file". */
export function parseSettings(raw: unknown): { readonly settings: Settings } | { readonly wrong: Message } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { wrong: message('settingsFile.noSettings') };
  const parsed = v.safeParse(settingsSchema, raw);
  if (!parsed.success) return { wrong: describeIssue(raw, parsed.issues[0]) };
  // The page knows the schema too, and has no node-cron: so the schema looks at the form, and the meaning is seen to here.
  const wrong = parsed.output.schedules.findIndex((one) => parseCron(one.cron) === null);
  if (wrong === -1) return { settings: parsed.output };
  return { wrong: message('settingsFile.badValue', { place: `schedules.${wrong}.cron` }) };
}

function describeIssue(raw: object, issue: v.BaseIssue<unknown>): Message {
  const version = 'version' in raw ? raw.version : undefined;
  if (typeof version === 'number' && version > defaultSettings.version) return message('settingsFile.newer');
  const where = v.getDotPath(issue);
  return where ? message('settingsFile.badValue', { place: where }) : message('settingsFile.noSettings');
}

function keepAside(store: SettingsStore, nowMs: number, wrong: Message): LoadedSettings {
  const aside = `${store.path}.corrupt-${new Date(nowMs).toISOString().replaceAll(':', '-')}`;
  try {
    if (existsSync(store.path)) renameSync(store.path, aside);
  } catch {
    return damaged(message('problem.settingsNotMoved', { wrong }), store.path);
  }
  return damaged(message('problem.settingsKeptAside', { wrong, aside }), aside);
}

function damaged(said: Message, path: string): LoadedSettings {
  return {
    settings: { ...defaultSettings, watchOnly: true },
    problem: { code: 'settings-damaged', message: said, path },
  };
}
