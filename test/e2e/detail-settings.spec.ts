import type { Page } from '@playwright/test';
import { FileHistoryStore } from '../../main/core/history/file-store.ts';
import { seriesOf } from '../../main/core/history/series.ts';
import { slotStart } from '../../main/core/history/slot.ts';
import { tiers } from '../../main/core/history/tiers.ts';
import { press, tabTo as tabToControl } from './accessibility.ts';
import { savedSettings } from './saved-settings.ts';
import { expect, test } from './test.ts';

const mib = 1024 ** 2;
const gib = 1024 ** 3;
const minute = 60_000;

/** Presses a key until this has the focus, as people without a mouse do. */
const tabTo = (page: Page, what: string, key?: 'Shift+Tab') => tabToControl(page, page.locator(what), key);

test('the cap that its peak suggests is set without a mouse', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'api', cpuFraction: 0.2, memoryMiB: 64 }] } });
  const { stepMs } = tiers[2];
  const memory = { knownMs: stepMs, mean: gib, peak: 1.1 * gib };
  const now = slotStart(Date.now(), stepMs);
  const slots = Array.from({ length: 12 }, (_, index) => ({ atMs: now - (index + 1) * stepMs, memory, cpu: null }));
  const app = await startApp({
    env: lab.env,
    settings: { pollIntervalMs: 400, language: 'en' },
    prepare: (home) =>
      new FileHistoryStore(home).append(
        2,
        slots.map((slot) => ({ series: seriesOf('sbx/api'), slot })),
      ),
  });
  const page = await app.openPopup();
  await press(page, 'api');
  await expect(page.getByText('Its peak was 1.1 GB in 2 hr of watching.')).toBeVisible();
  await press(page, 'Set 1.5 GB');
  await expect(page.getByText('Cap now: 1.5 GB')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Settings of this sandbox' })).toBeFocused();
  await expect.poll(async () => (await savedSettings(app))['memory']).toMatchObject({ capsByName: { api: 1.5 * gib } });
});

test('every key in the settings of one sandbox counts, however fast they come', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'api', cpuFraction: 0.2 }] } });
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 400, language: 'en' } });
  const page = await app.openPopup();
  await press(page, 'api');
  const keys = async (key: string, count: number) => {
    for (let presses = 0; presses < count; presses += 1) await page.keyboard.press(key);
  };
  await tabTo(page, '#own-idle');
  await keys('ArrowDown', 4);
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('With an open session')).toBeFocused();
  await keys('ArrowDown', 3);
  await keys('ArrowUp', 1);
  await page.keyboard.press('Tab');
  await keys('Space', 3);
  await expect
    .poll(async () => (await savedSettings(app))['sandboxes'])
    .toEqual({
      'sbx/api': {
        protected: true,
        idle: { enabled: true, timeoutMs: 60 * minute, timeoutWithSessionsMs: 15 * minute },
      },
    });
  await expect(page.getByLabel('Stop when idle for')).toHaveValue(String(60 * minute));
  await expect(page.getByLabel('With an open session')).toHaveValue(String(15 * minute));
  await expect(page.getByRole('checkbox', { name: 'Protected: nothing stops it' })).toBeChecked();
  await expect(page.getByRole('region', { name: 'Last decisions' })).toContainText('Protected by you');
});

test('a cap is typed with its unit and set with its button; one that was set elsewhere stays as it is', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'api', cpuFraction: 0.2 }] } });
  const memory = { budgetBytes: 'off', capsByName: { api: 300 * mib } };
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 400, language: 'en', memory } });
  const capsByName = async () => (await savedSettings(app))['memory'];
  const page = await app.openPopup();
  await press(page, 'api');
  const field = page.getByLabel('Memory cap');
  const button = page.getByRole('button', { name: 'Set cap' });
  await expect(page.getByText('Cap now: 300 MB.')).toBeVisible();
  await expect(field).toHaveValue(/^300.MB$/);
  await expect(button).toBeDisabled();
  await tabTo(page, '#own-cap');
  await page.keyboard.press('Enter');
  // What is sent after it has come: so has what Enter might have sent.
  await tabTo(page, '.own-check input', 'Shift+Tab');
  await page.keyboard.press('Space');
  await expect.poll(async () => (await savedSettings(app))['sandboxes']).toEqual({ 'sbx/api': { protected: true } });
  expect(await capsByName()).toMatchObject({ capsByName: { api: 300 * mib } });

  await tabTo(page, '#own-cap');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('63 MB');
  await expect(page.getByText('At least 64 MB.')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('512 MB');
  await press(page, 'Set cap', 'Space');
  await expect(page.getByText('Cap now: 512 MB.')).toBeVisible();
  await expect.poll(capsByName).toMatchObject({ capsByName: { api: 512 * mib } });
  await expect(field).toHaveValue(/^512.MB$/);
  await expect(button).toBeFocused();
  await expect(button).toBeDisabled();
});
