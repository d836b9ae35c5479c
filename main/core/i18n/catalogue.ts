import { deCards } from './de/cards.ts';
import { deDesktop } from './de/desktop.ts';
import { deDetail } from './de/detail.ts';
import { deEditors } from './de/editors.ts';
import { deFailures } from './de/failures.ts';
import { deFirstRun } from './de/first-run.ts';
import { deImport } from './de/import.ts';
import { deKey } from './de/key.ts';
import { dePopup } from './de/popup.ts';
import { deRuntimes } from './de/runtimes.ts';
import { deSettings } from './de/settings.ts';
import { deStatus } from './de/status.ts';
import { enCards } from './en/cards.ts';
import { enDesktop } from './en/desktop.ts';
import { enDetail } from './en/detail.ts';
import { enEditors } from './en/editors.ts';
import { enFailures } from './en/failures.ts';
import { enFirstRun } from './en/first-run.ts';
import { enImport } from './en/import.ts';
import { enKey } from './en/key.ts';
import { enPopup } from './en/popup.ts';
import { enRuntimes } from './en/runtimes.ts';
import { enSettings } from './en/settings.ts';
import { enStatus } from './en/status.ts';
import type { Language } from './language.ts';

const en = {
  ...enStatus,
  ...enPopup,
  ...enCards,
  ...enDesktop,
  ...enDetail,
  ...enSettings,
  ...enEditors,
  ...enRuntimes,
  ...enImport,
  ...enFirstRun,
  ...enFailures,
  ...enKey,
} as const;
export type MessageId = keyof typeof en;

/** Every text of the program, as ICU messages; one file for each area and language, put together here. */
export const catalogues: Readonly<Record<Language, Readonly<Record<MessageId, string>>>> = {
  en,
  de: {
    ...deStatus,
    ...dePopup,
    ...deCards,
    ...deDesktop,
    ...deDetail,
    ...deSettings,
    ...deEditors,
    ...deRuntimes,
    ...deImport,
    ...deFirstRun,
    ...deFailures,
    ...deKey,
  },
};
