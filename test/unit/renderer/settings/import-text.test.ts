import { describe, expect, it } from 'vitest';
import { message } from '../../../../main/core/i18n/message.ts';
import { wordsFor } from '../../../../main/core/i18n/words.ts';
import type { SettingChange } from '../../../../main/core/settings/import-preview.ts';
import type { EntryChange, ListEntry } from '../../../../main/core/settings/list-changes.ts';
import type { SettingValue } from '../../../../main/core/settings/labelled.ts';
import { bySection, changeText, listTexts } from '../../../../renderer/settings/models/import-text.ts';

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

describe('what would become of the entries of a list', () => {
  const rule = (timeoutMs?: number): ListEntry => ({
    kind: 'rule',
    rule: { match: { name: 'web-*' }, ...(timeoutMs !== undefined && { idle: { timeoutMs } }) },
  });
  const cap = (bytes: number): ListEntry => ({ kind: 'cap', name: 'web', bytes });
  const nights = {
    id: 'a',
    cron: '0 19 * * *',
    action: 'quiet',
    forMs: 60 * minute,
    minIdleMs: 0,
    enabled: false,
    match: { agent: 'claude' },
  } as const;

  it.each<[EntryChange, string, string]>([
    [
      { what: 'added', entry: rule(30 * minute) },
      'New: Name web-* · stopped after 30 min',
      'Neu: Name web-* · angehalten nach 30 Min.',
    ],
    [
      { what: 'edited', entry: rule(60 * minute), before: rule(30 * minute) },
      'Changed: Name web-* · stopped after 1 hr (now stopped after 30 min)',
      'Geändert: Name web-* · angehalten nach 1 Std. (jetzt angehalten nach 30 Min.)',
    ],
    [
      { what: 'edited', entry: cap(2 * gib), before: cap(gib) },
      'Changed: web · 2 GB (now 1 GB)',
      'Geändert: web · 2\u00a0GB (jetzt 1\u00a0GB)',
    ],
    // What differs is the warning, which no list shows.
    [
      { what: 'edited', entry: rule(), before: rule() },
      'Changed: Name web-* · As for all',
      'Geändert: Name web-* · Wie für alle',
    ],
    [{ what: 'removed', entry: { kind: 'place', key: 'sbx/a' } }, 'Removed: sbx/a', 'Entfernt: sbx/a'],
    [
      { what: 'added', entry: { kind: 'sandbox', key: 'sbx/a', policy: { protected: true } } },
      'New: sbx/a · Protected: nothing stops it',
      'Neu: sbx/a · Geschützt: nichts hält sie an',
    ],
    [
      { what: 'removed', entry: { kind: 'schedule', schedule: nights } },
      'Removed: At 7:00 PM, every day: stop nothing for 1 hr · Agent claude · Switched off',
      'Entfernt: Um 19:00, jeden Tag: 1 Std. lang nichts anhalten · Agent claude · Ausgeschaltet',
    ],
    [
      {
        what: 'edited',
        entry: { kind: 'schedule', schedule: { ...nights, forMs: 30 * minute } },
        before: { kind: 'schedule', schedule: nights },
      },
      'Changed: At 7:00 PM, every day: stop nothing for 30 min · Agent claude · Switched off (now at 7:00 PM, every day: stop nothing for 1 hr · Agent claude · Switched off)',
      'Geändert: Um 19:00, jeden Tag: 30 Min. lang nichts anhalten · Agent claude · Ausgeschaltet (jetzt Um 19:00, jeden Tag: 1 Std. lang nichts anhalten · Agent claude · Ausgeschaltet)',
    ],
  ])('is a line for each', (one, inEnglish, inGerman) => {
    const list = { entries: [one], more: 0, reordered: false };
    expect([...listTexts(list, en), ...listTexts(list, de)]).toEqual([inEnglish, inGerman]);
  });

  it('ends with how many more there are, and with the order', () => {
    const entries = [{ what: 'removed', entry: { kind: 'place', key: 'sbx/a' } }] as const;
    expect(listTexts({ entries, more: 3, reordered: true }, en)).toEqual([
      'Removed: sbx/a',
      '3 more',
      'In another order',
    ]);
    expect(listTexts({ entries: [], more: 0, reordered: true }, de)).toEqual(['In anderer Reihenfolge']);
  });
});
