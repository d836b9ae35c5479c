import { expect, it } from 'vitest';
import { say } from '../../../main/core/i18n/message.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import { defaultSettings, type Settings } from '../../../main/core/settings/schema.ts';
import { exportFile, exportText, maxImportBytes } from '../../../main/core/settings/transfer.ts';

/** Settings whose export has this many bytes; not all of its characters are one. */
function settingsOfSize(bytes: number): Settings {
  const named = (name: string): Settings => ({
    ...defaultSettings,
    sandboxes: { [`ä😀${name}`]: { protected: true } },
  });
  const rest = bytes - Buffer.byteLength(exportText(named('')));
  return named('a'.repeat(rest));
}

it('an export may be as large as an import may be, to the byte', () => {
  const settings = settingsOfSize(maxImportBytes);
  const text = exportText(settings);
  expect(Buffer.byteLength(text)).toBe(maxImportBytes);
  expect(exportFile(settings)).toEqual({ text });
});

it('an export that no import would read again is refused, and says why', () => {
  const file = exportFile(settingsOfSize(maxImportBytes + 1));
  expect('wrong' in file && say(file.wrong, wordsFor('en'))).toBe(
    'Nothing was written: these settings take more than 1 MB, and a file of that size could not be imported again.',
  );
});
