import { deCards } from './de/cards.ts';
import { deDesktop } from './de/desktop.ts';
import { dePopup } from './de/popup.ts';
import { deStatus } from './de/status.ts';
import { enCards } from './en/cards.ts';
import { enDesktop } from './en/desktop.ts';
import { enPopup } from './en/popup.ts';
import { enStatus } from './en/status.ts';
import type { Language } from './language.ts';

const en = { ...enStatus, ...enPopup, ...enCards, ...enDesktop } as const;
export type MessageId = keyof typeof en;

/** Every text of the program, as ICU messages; one file for each area and language, put together here. */
export const catalogues: Readonly<Record<Language, Readonly<Record<MessageId, string>>>> = {
  en,
  de: { ...deStatus, ...dePopup, ...deCards, ...deDesktop },
};
