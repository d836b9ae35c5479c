import { describe, expect, it } from 'vitest';
import { listChange, listsOf, type ListEntry } from '../../../main/core/settings/list-changes.ts';
import { labelledSettings } from '../../../main/core/settings/labelled.ts';
import { defaultSettings, type Rule, type Settings } from '../../../main/core/settings/schema.ts';

const rule = (name: string, timeoutMs = 60_000): ListEntry => ({
  kind: 'rule',
  rule: { match: { name }, idle: { timeoutMs } },
});
const place = (key: string): ListEntry => ({ kind: 'place', key });
const cap = (name: string, bytes = 1): ListEntry => ({ kind: 'cap', name, bytes });

describe('what would become of a list', () => {
  it('is said of each entry that comes, goes or is another, and of no other', () => {
    const before = [cap('stays'), cap('goes'), cap('grows')];
    expect(listChange(before, [cap('stays'), cap('grows', 2), cap('comes')])).toEqual({
      entries: [
        { what: 'edited', entry: cap('grows', 2), before: cap('grows') },
        { what: 'added', entry: cap('comes') },
        { what: 'removed', entry: cap('goes') },
      ],
      more: 0,
      reordered: false,
    });
  });

  it('takes rules for the same that mean the same sandboxes, one by one', () => {
    expect(listChange([rule('a'), rule('a', 2)], [rule('a', 3), rule('a', 2), rule('a', 2)]).entries).toEqual([
      { what: 'edited', entry: rule('a', 3), before: rule('a') },
      { what: 'added', entry: rule('a', 2) },
    ]);
    const byAgent: ListEntry = { kind: 'rule', rule: { match: { agent: 'a' }, idle: { timeoutMs: 60_000 } } };
    expect(listChange([rule('a')], [byAgent]).entries.map(({ what }) => what)).toEqual(['added', 'removed']);
  });

  it('knows an order only where there is one', () => {
    expect(listChange([place('a'), place('b')], [place('b'), place('a')]).reordered).toBe(true);
    expect(listChange([rule('a'), rule('b')], [rule('b'), rule('a')]).reordered).toBe(true);
    expect(listChange([cap('a'), cap('b')], [cap('b'), cap('a')]).reordered).toBe(false);
    // One that comes or goes in front of them moves nothing.
    expect(listChange([place('a'), place('b')], [place('c'), place('a'), place('b')]).reordered).toBe(false);
    expect(listChange([place('a'), place('b'), place('c')], [place('b'), place('c')]).reordered).toBe(false);
  });

  it('names a few, and the number of the others', () => {
    const many = Array.from({ length: 200 }, (_, index) => place(`sbx/${index}`));
    const { entries, more } = listChange([], many);
    expect([entries.length, more]).toEqual([5, 195]);
  });

  it('shortens names, and shows none that is a key', () => {
    const key = `sk-ant-api03-${'A1b2C3d4'.repeat(12)}`;
    const match = { name: 'n'.repeat(500), agent: key, path: '/p' };
    const schedule = {
      id: key.slice(0, 64),
      cron: `${key.slice(0, 100)} * * * *`,
      action: 'quiet',
      forMs: 1,
      minIdleMs: 1,
      enabled: true,
      match,
    } as const;
    const all: ListEntry[] = [
      { kind: 'rule', rule: { match } },
      { kind: 'sandbox', key: `sbx/${key}`, policy: {} },
      cap(key),
      place(key),
      { kind: 'schedule', schedule },
    ];
    const said = JSON.stringify(listChange(all.slice(0, 1), all));
    expect(said).not.toContain('A1b2');
    expect(said).not.toContain('n'.repeat(81));
    expect(said).toContain('/p');
    expect(JSON.stringify(listChange(all, [{ kind: 'rule', rule: { match, protected: true } }]))).not.toContain('A1b2');
  });

  it('is asked of every list that the settings have', () => {
    const rules: Rule[] = [{ match: {} }];
    const settings: Settings = {
      ...defaultSettings,
      rules,
      sandboxes: { 'sbx/a': { protected: true } },
      memory: { ...defaultSettings.memory, capsByName: { a: 1 }, victimOrder: ['sbx/a'] },
      schedules: [{ id: 'a', cron: '* * * * *', action: 'quiet', forMs: 1, minIdleMs: 1, enabled: true, match: {} }],
    };
    const kinds = Object.values(listsOf).map((entriesOf) => entriesOf(settings).map(({ kind }) => kind));
    expect(kinds).toEqual([['rule'], ['sandbox'], ['cap'], ['place'], ['schedule']]);
    const lists = labelledSettings.filter(({ value }) => value(settings).kind === 'entries');
    expect(lists.map(({ place: at }) => at).sort()).toEqual(Object.keys(listsOf).sort());
  });
});
