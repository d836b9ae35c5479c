import type { Settings } from '../../main/core/settings/schema.ts';
import { press } from './accessibility.ts';
import { settingsOf, settingsPage } from './pages.ts';
import { choose, doAll, flip, type } from './settings-deeds.ts';
import { calm, fill, fleet, gib, go } from './settings-page.ts';
import { expect, test } from './test.ts';

const minute = 60_000;
const hour = 60 * minute;

test('what holds for idle sandboxes is set by keyboard alone', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: calm });
  const page = await settingsPage(app);
  await go(page, 'idle');
  await expect(page.getByRole('switch')).toHaveCount(2);
  const isOn = (settings?: Settings) => settings?.idle.enabled;
  const watchesOnly = (settings?: Settings) => settings?.watchOnly;
  await doAll(app, page, [
    { what: 'idle on', keys: flip('Stop idle sandboxes'), of: isOn, becomes: true },
    { what: 'idle off', keys: flip('Stop idle sandboxes'), of: isOn, becomes: false },
    { what: 'watch only on', keys: flip('Watch only'), of: watchesOnly, becomes: true },
    { what: 'watch only off', keys: flip('Watch only'), of: watchesOnly, becomes: false },
    {
      what: 'time without a session',
      keys: type('Without a session', '45 min'),
      of: (settings) => settings?.idle.timeoutMs,
      becomes: 45 * minute,
    },
    {
      what: 'time with a session',
      keys: type('With an open but silent session', '3 h'),
      of: (settings) => settings?.idle.timeoutWithSessionsMs,
      becomes: 3 * hour,
    },
    {
      what: 'warning',
      keys: type('Warning before a stop', '5 min'),
      of: (settings) => settings?.idle.warningMs,
      becomes: 5 * minute,
    },
  ]);
});

test('a rule is given every field, moved down and left as it was, by keyboard alone', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab(fleet);
  const first = { match: { name: 'a*' }, protected: true };
  const second = { match: { agent: 'gemini' }, idle: { enabled: false } };
  const app = await startApp({
    env: lab.env,
    args: ['--settings'],
    settings: { ...calm, rules: [first, second] },
  });
  const page = await settingsPage(app);
  await go(page, 'idle');
  const rules = (settings?: Settings) => settings?.rules;
  const added = { agent: 'claude', path: '~/code/*' };
  await doAll(app, page, [
    { what: 'down', keys: () => press(page, 'Move down: Name a*'), of: rules, becomes: [second, first] },
    {
      what: 'agent, folder and time with a session',
      keys: async () => {
        await press(page, 'Add rule…');
        await fill(page, 'Agent', added.agent);
        await fill(page, 'Folder', added.path);
        await fill(page, 'Stop with a silent session after', '4 h');
        await press(page, 'Save');
      },
      of: (settings) => settings?.rules[2],
      becomes: { match: added, idle: { enabled: true, timeoutMs: 30 * minute, timeoutWithSessionsMs: 4 * hour } },
    },
    {
      what: 'effect off',
      keys: async () => {
        await press(page, 'Edit Agent claude · Folder ~/code/*');
        await choose('What holds for them', 'N')(page);
        await press(page, 'Save');
      },
      of: (settings) => settings?.rules[2],
      becomes: { match: added, idle: { enabled: false } },
    },
  ]);

  const before = rules(await settingsOf(app));
  await press(page, 'Edit Name a*');
  await fill(page, 'Name', 'b*');
  await press(page, 'Cancel');
  await expect(page.locator('.editor')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Edit Name a*', exact: true })).toBeFocused();
  expect(rules(await settingsOf(app))).toEqual(before);
});

test('limits, caps and the order of victims are set by keyboard alone', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const app = await startApp({
    env: lab.env,
    args: ['--settings'],
    settings: { ...calm, memory: { capsByName: { api: gib } } },
  });
  const page = await settingsPage(app);
  await go(page, 'memory');
  const budget = (settings?: Settings) => settings?.memory.budgetBytes;
  const caps = (settings?: Settings) => settings?.memory.capsByName;
  const order = page.getByRole('list', { name: 'Who is stopped first' }).getByRole('listitem');
  await expect(order).toHaveText([/web-shop.*at work/, /api.*at work/]);
  await doAll(app, page, [
    {
      what: 'budget of my own',
      keys: choose('Budget for all together', 'ArrowDown'),
      of: (settings) => typeof budget(settings),
      becomes: 'number',
    },
    { what: 'amount of the budget', keys: type('Budget', '6 GB'), of: budget, becomes: 6 * gib },
    { what: 'no budget', keys: choose('Budget for all together', 'N'), of: budget, becomes: 'off' },
    {
      what: 'what may be done',
      keys: choose('Sandman may', 'O'),
      of: (settings) => settings?.memory.act,
      becomes: 'notify',
    },
    {
      what: 'how long',
      keys: type('Exceeded for at least', '90 s'),
      of: (settings) => settings?.memory.sustainedMs,
      becomes: 90_000,
    },
    {
      what: 'a cap is edited',
      keys: async () => {
        await press(page, 'Edit api');
        await type('Cap', '2 GB')(page);
        await expect(page.getByRole('button', { name: 'Edit api', exact: true })).toBeFocused();
      },
      of: caps,
      becomes: { api: 2 * gib },
    },
    { what: 'a cap is removed', keys: () => press(page, 'Remove api'), of: caps, becomes: {} },
    {
      what: 'a victim moves down',
      keys: () => press(page, 'Move down: web-shop'),
      of: (settings) => settings?.memory.victimOrder,
      becomes: ['sbx/api', 'sbx/web-shop'],
    },
  ]);
  await expect(page.getByRole('button', { name: 'Move down: web-shop' })).toBeFocused();
});

test('a schedule is given every field, and left as it was, by keyboard alone', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const app = await startApp({
    env: lab.env,
    args: ['--settings'],
    settings: { ...calm, schedules: [{ id: 'evening', cron: '0 19 * * 1-5', action: 'stop-idle' }] },
  });
  const page = await settingsPage(app);
  await go(page, 'schedules');
  const schedule = (settings?: Settings) => settings?.schedules[0];
  const isShut = () => expect(page.locator('.editor')).toHaveCount(0);
  const night = { id: 'evening', enabled: true, cron: '0 23 * * *', forMs: 7 * hour, minIdleMs: 10 * minute };
  await doAll(app, page, [
    {
      what: 'preset, idle time and which ones',
      keys: async () => {
        await press(page, /^Edit At 7:00 PM/);
        await choose('Start from', 'E')(page);
        await expect(page.getByLabel('Times', { exact: true })).toHaveValue(night.cron);
        await fill(page, 'Idle for at least', '10 min');
        await fill(page, 'Name', 'web-*');
        await press(page, 'Save');
        await isShut();
      },
      of: schedule,
      becomes: { ...night, action: 'stop-idle', match: { name: 'web-*' } },
    },
    {
      what: 'action',
      keys: async () => {
        await press(page, /^Edit At 11:00 PM/);
        await choose('What then holds', 'Q')(page);
        await press(page, 'Save');
        await isShut();
      },
      of: schedule,
      becomes: { ...night, action: 'quiet', match: { name: 'web-*' } },
    },
  ]);

  const before = schedule(await settingsOf(app));
  const edit = await press(page, /^Edit At 11:00 PM/);
  await fill(page, 'Times', '0 5 * * *');
  await press(page, 'Cancel');
  await isShut();
  await expect(edit).toBeFocused();
  expect(schedule(await settingsOf(app))).toEqual(before);
});

test('the kinds of notifications are chosen, and the sections gone through, by keyboard alone', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: calm });
  const page = await settingsPage(app);
  await go(page, 'notifications');
  const kinds = [
    ['warnings', 'Before a stop'],
    ['stops', 'After a stop'],
    ['memory', 'Memory is high'],
    ['problems', 'Trouble of Sandman itself'],
  ] as const;
  for (const isOn of [false, true]) {
    await doAll(
      app,
      page,
      kinds.map(([kind, name]) => ({
        what: `${name}: ${isOn}`,
        keys: flip(name),
        of: (settings) => settings?.notifications[kind],
        becomes: isOn,
      })),
    );
  }

  await go(page, 'idle');
  for (const [key, section, title] of [
    ['End', 'about', 'About'],
    ['ArrowUp', 'general', 'General'],
    ['Home', 'idle', 'Idle'],
    ['ArrowUp', 'about', 'About'],
    ['ArrowDown', 'idle', 'Idle'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.locator(`#tab-${section}`)).toBeFocused();
    await expect(page.getByRole('tab', { selected: true })).toHaveAttribute('id', `tab-${section}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  }
});
