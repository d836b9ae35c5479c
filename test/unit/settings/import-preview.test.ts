import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { say } from '../../../main/core/i18n/message.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import { previewImport, type ImportPreview } from '../../../main/core/settings/import-preview.ts';
import { labelledSettings } from '../../../main/core/settings/labelled.ts';
import { patchKeepAwake, patchTrial } from '../../../main/core/settings/patch.ts';
import { defaultSettings, freshSettings, settingsSchema, type Settings } from '../../../main/core/settings/schema.ts';
import type { Addressed } from '../../../main/core/settings/for-sandbox.ts';
import { exportText, importInto } from '../../../main/core/settings/transfer.ts';

const gib = 1024 ** 3;
const minute = 60_000;
const en = wordsFor('en');
const rule = { match: { name: 'a' }, protected: true };

function preview(settings: Settings, file: unknown, known: readonly Addressed[] = []): ImportPreview {
  const made = previewImport(settings, typeof file === 'string' ? file : JSON.stringify(file), known);
  if ('wrong' in made) throw new Error(say(made.wrong, en));
  return made;
}
const notesOf = (settings: Settings, file: unknown, known?: readonly Addressed[]) =>
  preview(settings, file, known).notes.map((note) => say(note, en));
const settingsOf = (written: unknown) => v.parse(settingsSchema, written);

/** Every value is another than by default, and none is beyond its bounds. */
const allOther = {
  pollIntervalMs: 6_000,
  watchOnly: true,
  idle: {
    enabled: false,
    timeoutMs: 15 * minute,
    timeoutWithSessionsMs: 60 * minute,
    warningMs: minute,
    cpuBusyFraction: 0.2,
    cpuIdleFraction: 0.1,
    networkBusyBytesPerSecond: 2_048,
    graceMs: 30_000,
  },
  memory: {
    capBytes: gib,
    capsByName: { a: gib },
    budgetBytes: 'off',
    sustainedMs: 1_000,
    act: 'notify',
    escalateMs: 1_000,
    minIdleMs: minute,
    cancelMs: 20_000,
    victimOrder: ['sbx/a', 'sbx/b'],
  },
  sandboxes: { 'sbx/a': { protected: true } },
  rules: [rule],
  schedules: [{ id: 'a', cron: '0 19 * * *', action: 'quiet' }],
  theme: 'dark',
  notifications: { warnings: false, stops: false, memory: false, problems: false },
  language: 'de',
};

describe('the preview of an import', () => {
  it('has everything that the window shows under its label, in its order', () => {
    const { changes, changesAnything } = preview(defaultSettings, allOther);
    expect(changesAnything).toBe(true);
    expect(changes.map(({ label }) => label)).toEqual(labelledSettings.map(({ label }) => label));
    expect(changes.map(({ section }) => section).filter((one, index, all) => one !== all[index - 1])).toEqual([
      'idle',
      'memory',
      'schedules',
      'notifications',
      'general',
    ]);
  });

  it('says of a value what it is and what it would be, and of a list how many entries it has', () => {
    const changed = Object.fromEntries(
      preview(defaultSettings, allOther).changes.map(({ label, from, to }) => [label, [from, to]]),
    );
    const entries = (count: number) => ({ kind: 'entries', count });
    const choice = (id: string) => ({ kind: 'choice', text: { id } });
    expect(changed).toMatchObject({
      'idle.enabled': [
        { kind: 'switch', on: true },
        { kind: 'switch', on: false },
      ],
      'idle.timeout': [
        { kind: 'time', ms: 30 * minute },
        { kind: 'time', ms: 15 * minute },
      ],
      'memory.cap': [choice('memory.noCap'), { kind: 'memory', bytes: gib }],
      'memory.budget': [choice('memory.budget.auto'), choice('memory.budget.off')],
      'memory.act': [choice('memory.act.stop-idle'), choice('memory.act.notify')],
      'victim.title': [entries(0), entries(2)],
      'import.sandboxes': [entries(0), entries(1)],
      'general.theme': [choice('general.system'), choice('general.theme.dark')],
      'general.language': [choice('general.system'), { kind: 'choice', text: { values: { text: 'Deutsch' } } }],
    });
  });

  it('names what would change without being shown in the window', () => {
    expect(notesOf(defaultSettings, { idle: { graceMs: 0 } })).toEqual([
      'One value that this window does not show would change: idle.graceMs.',
    ]);
    expect(notesOf(defaultSettings, allOther)).toEqual([
      '8 values that this window does not show would change: idle.cpuBusyFraction, idle.cpuIdleFraction, idle.networkBusyBytesPerSecond, idle.graceMs, and memory.escalateMs, and 3 more.',
    ]);
  });

  it('is asked of the present settings: what the file does not say becomes as by default', () => {
    const mine = settingsOf({ theme: 'dark', rules: [rule, rule] });
    expect(preview(mine, {}).changes).toEqual([
      {
        section: 'idle',
        label: 'rule.title',
        from: { kind: 'entries', count: 2 },
        to: { kind: 'entries', count: 0 },
        list: { entries: Array(2).fill({ what: 'removed', entry: { kind: 'rule', rule } }), more: 0, reordered: false },
      },
      {
        section: 'general',
        label: 'general.theme',
        from: { kind: 'choice', text: { id: 'general.theme.dark' } },
        to: { kind: 'choice', text: { id: 'general.system' } },
      },
    ]);
  });

  it('tells of a list whose entries are others, or in another order, though as many', () => {
    const mine = settingsOf({ memory: { victimOrder: ['sbx/a', 'sbx/b'] }, rules: [rule] });
    const file = { memory: { victimOrder: ['sbx/b', 'sbx/a'] }, rules: [{ ...rule, protected: false }] };
    const [rules, order] = preview(mine, file).changes;
    const count = (entries: number) => ({ kind: 'entries', count: entries });
    expect(rules).toMatchObject({ label: 'rule.title', from: count(1), to: count(1), list: { reordered: false } });
    expect(rules?.list?.entries).toEqual([
      { what: 'edited', entry: { kind: 'rule', rule: { ...rule, protected: false } }, before: { kind: 'rule', rule } },
    ]);
    expect(order).toMatchObject({ label: 'victim.title', from: count(2), to: count(2) });
    expect(order?.list).toEqual({ entries: [], more: 0, reordered: true });
  });

  it('names the sandboxes whose own lock would go (guards: no silent unlock)', () => {
    const locked = { protected: true };
    const mine = settingsOf({ sandboxes: { 'sbx/a': locked, 'sbx/b': locked, 'sbx/c': locked } });
    expect(notesOf(mine, { sandboxes: { 'sbx/a': { protected: false }, 'sbx/b': locked } })).toEqual([
      '2 sandboxes would no longer be protected: sbx/a and sbx/c.',
    ]);
    expect(notesOf(mine, exportText(mine))).toEqual([]);
  });

  it('names those that a rule would no longer protect, and none that a rule protects instead', () => {
    const byRule = { match: { name: 'a' }, protected: true };
    const known = [{ key: 'sbx/a', name: 'a', workspaces: [] }];
    const gone = ['One sandbox would no longer be protected: sbx/a.'];
    const ruled = settingsOf({ rules: [byRule] });
    expect(notesOf(ruled, {}, known)).toEqual(gone);
    expect(notesOf(ruled, { rules: [byRule], sandboxes: { 'sbx/a': { protected: false } } }, known)).toEqual(gone);
    const own = settingsOf({ sandboxes: { 'sbx/a': { protected: true } } });
    expect(notesOf(own, { rules: [byRule] }, known)).toEqual([]);
    expect(notesOf(own, { rules: [byRule] })).toEqual([]);
  });

  it('names what would be moved into bounds, as the import does afterwards', () => {
    const file = { idle: { warningMs: 0 }, memory: { capBytes: 1 } };
    expect(notesOf(defaultSettings, file)).toEqual([
      '2 values go further than this window lets them and would get the nearest that it takes: idle.warningMs and memory.capBytes.',
    ]);
    const imported = importInto(defaultSettings, JSON.stringify(file));
    expect(imported).toMatchObject({ said: { values: { places: ['idle.warningMs', 'memory.capBytes'] } } });
  });

  it('names what is not understood and would be left out, also deep in lists, and nothing else', () => {
    const file = {
      theme: 'light',
      colour: { of: 'nothing' },
      idle: { timeoutMs: 60_000, mood: 1 },
      rules: [rule, { ...rule, match: { name: 'a', owner: 'me' } }],
      sandboxes: { 'sbx/a': { protected: true, why: [] } },
    };
    const text = JSON.stringify(file).replace(/}$/, ',"__proto__":{"theme":"dark"}}');
    expect(notesOf(defaultSettings, text)).toEqual([
      '5 entries of the file are not understood and would be left out: colour, idle.mood, rules.1.match.owner, sandboxes.sbx/a.why, and __proto__.',
    ]);
  });

  it('leaves out nothing of an export, nor of a whole settings file', () => {
    const mine = { ...patchTrial(settingsOf(allOther), 0, 3), keepAwakeUntilMs: { 'sbx/a': 1 } };
    expect(notesOf(mine, exportText(mine))).toEqual([]);
    expect(notesOf(mine, mine)).toEqual([]);
  });

  it('shortens names of any length, and shows none that is a key', () => {
    const long = 'ä😀'.repeat(5_000);
    const [note] = notesOf(defaultSettings, { [long]: 1 });
    expect(note).toBe(`One entry of the file is not understood and would be left out: ${'ä😀'.repeat(40)}….`);
    // Cut off where too little of it is left to be known as a key.
    const key = `sk-${'A1b2C3d4'.repeat(12)}`;
    expect(notesOf(defaultSettings, { [`${'x '.repeat(35)}${key}`]: 1 }).join()).not.toContain('A1b2');
  });

  it('of the same settings changes nothing, and says so', () => {
    expect(preview(defaultSettings, exportText(defaultSettings))).toEqual({
      changesAnything: false,
      changes: [],
      notes: [],
    });
    // In the first days only watching stays on, whatever the file says.
    const trying = patchTrial(freshSettings, 0, 3);
    expect(preview(trying, exportText({ ...trying, watchOnly: false })).changesAnything).toBe(false);
    const kept = patchKeepAwake(defaultSettings, 'sbx/a', 10, 0);
    expect(preview(kept, {}).changesAnything).toBe(false);
  });

  it('may change nothing and yet have something to say', () => {
    const { changesAnything, notes } = preview(settingsOf({ pollIntervalMs: 1_000 }), { pollIntervalMs: 100, a: 1 });
    expect([changesAnything, notes.map(({ id }) => id)]).toEqual([false, ['import.moved', 'import.leftOut']]);
  });

  it.each([
    ['{', 'is not valid JSON'],
    ['[]', 'does not hold settings'],
    ['{"version":2}', 'is from a newer version of Sandman'],
    ['{"idle":{"timeoutMs":-1}}', 'has a value that cannot be used at "idle.timeoutMs"'],
  ])('of a file that is refused says why: %s', (text, wrong) => {
    const made = previewImport(defaultSettings, text, []);
    expect('wrong' in made && say(made.wrong, en)).toBe(wrong);
  });

  const some = fc
    .record(
      {
        pollIntervalMs: fc.constantFrom(100, 1_000, 5_000),
        watchOnly: fc.boolean(),
        idle: fc.record({ timeoutMs: fc.constantFrom(0, minute), graceMs: fc.constantFrom(0, minute) }),
        memory: fc.record({ capBytes: fc.constantFrom(null, 1, gib), minIdleMs: fc.constantFrom(0, minute) }),
        rules: fc.array(fc.constant(rule), { maxLength: 2 }),
        sandboxes: fc.dictionary(fc.constantFrom('sbx/a', 'sbx/b'), fc.record({ protected: fc.boolean() })),
        language: fc.constantFrom('system', 'en'),
      },
      { requiredKeys: [] },
    )
    .map(settingsOf);

  it('says that something changes exactly when the import changes something, and names it', () => {
    fc.assert(
      fc.property(some, some, (mine, theirs) => {
        const text = exportText(theirs);
        const { changesAnything, changes, notes } = preview(mine, text);
        const imported = importInto(mine, text);
        const after = 'settings' in imported ? imported.settings : null;
        expect(changesAnything).toBe(JSON.stringify(sorted(after)) !== JSON.stringify(sorted(mine)));
        expect(changes.length > 0 || notes.some(({ id }) => id === 'import.others')).toBe(changesAnything);
        // A list that would be another says at least one thing about it.
        for (const { list } of changes)
          if (list) expect(list.entries.length + Number(list.reordered)).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});

/** The same with its keys in order of the alphabet, so that equal settings are equal texts. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, of]) => [key, sorted(of)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
