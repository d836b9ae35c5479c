import { clipboard, type Clipboard } from 'electron';
import type { KeyService } from '../core/apikey/key-service.ts';
import type { CallHandlers } from './ipc.ts';

type KeyCall = Extract<keyof CallHandlers, `key${string}`>;

/** Answers the panel of the API key. A pasted key is read here, from the clipboard itself: the page does not get to see it. */
export function keyHandlers(keys: KeyService): Pick<CallHandlers, KeyCall> {
  const done = { ok: true } as const;
  return {
    keyState: () => keys.getState(),
    keyLook: () => keys.look(),
    // Electron gave the text itself before it gave a promise of it.
    keyPasted: async () => keys.take(await clipboard.readText(), true),
    keyTyped: ({ text }) => keys.take(text, false),
    keyClearClipboard: async () => {
      await clearClipboard((text) => keys.isDraft(text));
      keys.clipboardCleared();
      return done;
    },
    keyForget: () => {
      keys.forget();
      return done;
    },
    keyStoreInSbx: () => keys.storeInSbx(),
    keyStoreReference: ({ reference }) => keys.storeReference(reference),
    keyImportIntoSbx: () => keys.importIntoSbx(),
    keyRemoveFromSbx: () => keys.removeFromSbx(),
    keyPreview: (request) => keys.preview(request),
    keyDropPreview: () => {
      keys.dropPreview();
      return done;
    },
    keyWrite: ({ id }) => keys.write(id),
    keyVerify: () => keys.verify(),
    keyRestartDesktop: ({ agreedKeys }) => keys.restartDesktop(agreedKeys),
  };
}

/** Only what holds the key: somebody may have copied something else since. Linux has a second clipboard, the selection. */
async function clearClipboard(isKey: (text: string) => boolean): Promise<void> {
  // An older Electron does not have the second one as an object.
  const all: readonly (Clipboard | undefined)[] = [clipboard, clipboard.selection];
  for (const one of all) {
    if (one && isKey(await one.readText())) one.clear();
  }
}
