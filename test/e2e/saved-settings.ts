import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { settingsFileName } from '../../main/core/settings/file-store.ts';
import type { SandmanApp } from './app.ts';

/** What is in the settings file; nothing before there is one. */
export async function savedSettings(app: SandmanApp): Promise<Record<string, unknown>> {
  const text = await readFile(path.join(app.home, settingsFileName), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Record<string, unknown>;
}
