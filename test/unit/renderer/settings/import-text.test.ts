import { describe, expect, it } from 'vitest';
import { message } from '../../../../main/core/i18n/message.ts';
import { wordsFor } from '../../../../main/core/i18n/words.ts';
import type { SettingChange } from '../../../../main/core/settings/import-preview.ts';
import type { SettingValue } from '../../../../main/core/settings/labelled.ts';
import { bySection, changeText } from '../../../../renderer/settings/models/import-text.ts';

const en = wordsFor('en');
const de = wordsFor('de');
const gib = 1024 ** 3;
const minute = 60_000;

const change = (label: SettingChange['label'], from: SettingValue, to: SettingValue): SettingChange => ({
  section: 'idle',
  label,
  from,
  to,
});
const entries = (count: number) => ({ kind: 'entries', count }) as const;
const time = (ms: number) => ({ kind: 'time', ms }) as const;

describe('a change that an import would make', () => {
  it.each([
    [
      change('idle.enabled', { kind: 'switch', on: true }, { kind: 'switch', on: false }),
      'Stop idle sandboxes: off (now on)',
      'Untätige Sandboxes anhalten: aus (jetzt an)',
    ],
    [
      change('idle.timeout', time(30 * minute), time(90 * minute + 5_000)),
      'Without a session: 1 hr 30 min 5 sec (now 30 min)',
      'Ohne Sitzung: 1 Std. 30 Min. 5 Sek. (jetzt 30 Min.)',
    ],
    [
      change('memory.cap', { kind: 'choice', text: message('memory.noCap') }, { kind: 'memory', bytes: 1.5 * gib }),
      'Cap for each sandbox: 1.5 GB (now No cap)',
      'Obergrenze jeder Sandbox: 1,5\u00a0GB (jetzt Keine Obergrenze)',
    ],
    [
      change('rule.title', entries(3), entries(1)),
      'Rules: 1 entry (now 3 entries)',
      'Regeln: 1 Eintrag (jetzt 3 Einträge)',
    ],
  ])('is said with what is now', (one, inEnglish, inGerman) => {
    expect([changeText(one, en), changeText(one, de)]).toEqual([inEnglish, inGerman]);
  });

  it('does not say the same twice where that is all there is to see', () => {
    expect(changeText(change('rule.title', entries(2), entries(2)), en)).toBe('Rules: 2 entries, changed');
    expect(changeText(change('idle.timeout', time(minute), time(minute + 1)), de)).toBe(
      'Ohne Sitzung: 1 Min., geändert',
    );
  });

  it('stands with the others of its section', () => {
    const [a, b] = [change('idle.timeout', time(0), time(1)), change('rule.title', entries(0), entries(1))];
    const theme = { ...a, section: 'general' } as const;
    expect(bySection([a, b, theme])).toEqual([
      ['idle', [a, b]],
      ['general', [theme]],
    ]);
    expect(bySection([])).toEqual([]);
  });
});
