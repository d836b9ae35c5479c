import type { SettingsSection } from '../../preload/contract.ts';

/** Something that is opened in the settings window, by a click on what fits the selector. */
export interface Opened {
  readonly section: SettingsSection;
  readonly by: string;
}

export const opened: Readonly<Record<string, Opened>> = {
  rule: { section: 'idle', by: '#rule-edit-0' },
  cap: { section: 'memory', by: '#cap-edit-0' },
  schedule: { section: 'schedules', by: '#schedule-edit-0' },
  import: { section: 'general', by: 'button:text("Import…")' },
};

/** What somebody might import, over the settings of the scene: some of every kind of change. */
export const importedSettings = {
  idle: { timeoutMs: 900_000 },
  rules: [
    { match: { name: 'prod-*' }, protected: true },
    { match: { agent: 'codex', path: '~/code/*' }, idle: { timeoutMs: 1_800_000 } },
    { match: { name: 'try-*' }, idle: { timeoutMs: 600_000 } },
  ],
  memory: { capsByName: { web: 2 * 1024 ** 3 }, budgetBytes: 8 * 1024 ** 3 },
  schedules: [{ id: 'evening', cron: '0 18 * * 1-5', action: 'stop-idle' }],
  notifications: { stops: false },
  colour: 'red',
};
