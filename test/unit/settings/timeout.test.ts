import { describe, expect, it } from 'vitest';
import { leastIdleMs } from '../../../main/core/settings/timeout.ts';
import { defaultSettings, type Schedule, type Settings } from '../../../main/core/settings/schema.ts';

const minute = 60_000;
const api = { key: 'sbx/api', name: 'api', workspaces: [] };
const evening = (patch: Partial<Schedule> = {}): Schedule => ({
  id: 'evening',
  cron: '0 19 * * *',
  action: 'stop-idle',
  forMs: 30 * minute,
  minIdleMs: 5 * minute,
  enabled: true,
  match: {},
  ...patch,
});
const having = (patch: Partial<Settings>): Settings => ({ ...defaultSettings, ...patch });

/** Guards: waiting for a model counts as work for every rule that could stop a sandbox sooner than its timeout. */
describe('the least idle time after which a sandbox could be stopped', () => {
  it('is that of its timeout, as long as nothing waits for less', () => {
    expect(leastIdleMs(api, defaultSettings)).toBe(30 * minute);
    expect(leastIdleMs(api, having({ sandboxes: { 'sbx/api': { idle: { timeoutMs: 7 * minute } } } }))).toBe(
      7 * minute,
    );
  });

  it('is that of a schedule which fits, is on and stops', () => {
    expect(leastIdleMs(api, having({ schedules: [evening()] }))).toBe(5 * minute);
    for (const other of [{ enabled: false }, { action: 'quiet' }, { match: { name: 'web' } }] as const)
      expect(leastIdleMs(api, having({ schedules: [evening(other)] }))).toBe(30 * minute);
  });

  it('is that of the memory rule where that may stop something', () => {
    const memory = { ...defaultSettings.memory, minIdleMs: 2 * minute };
    expect(leastIdleMs(api, having({ memory }))).toBe(2 * minute);
    expect(leastIdleMs(api, having({ memory: { ...memory, act: 'notify' } }))).toBe(30 * minute);
  });
});
