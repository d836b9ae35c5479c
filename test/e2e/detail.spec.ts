import type { Page } from '@playwright/test';
import { FileHistoryStore } from '../../main/core/history/file-store.ts';
import { seriesOf } from '../../main/core/history/series.ts';
import { axeViolations, press, tabTo as tabToControl } from './accessibility.ts';
import { savedSettings } from './saved-settings.ts';
import { expect, test } from './test.ts';

const gib = 1024 ** 3;

/** Presses a key until this has the focus, as people without a mouse do. */
const tabTo = (page: Page, what: string, key?: 'Shift+Tab') => tabToControl(page, page.locator(what), key);

test('the page of a sandbox is opened, read and used with the keyboard alone, and leads back to its card', async ({
  startLab,
  startApp,
}, testInfo) => {
  const lab = await startLab({
    sbx: {
      sandboxes: [
        { name: 'api', agent: 'claude', cpuFraction: 0.2, memoryMiB: 64, ports: [{ hostPort: 3000, sandboxPort: 80 }] },
        { name: 'web' },
      ],
    },
  });
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 400, language: 'en' } });
  const page = await app.openPopup();
  await expect(page.getByRole('heading', { name: 'api' })).toBeVisible();

  await tabTo(page, '[data-opens="sbx/api"]');
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 1, name: 'api' });
  await expect(heading).toBeFocused();
  const figures = page.locator('.plot-caption');
  await expect(figures.first()).toContainText(/now [\d.]+\u00a0[MG]B, average .+, peak/);
  await expect(page.locator('.plot-memory canvas')).toHaveCount(1);
  await expect.poll(() => isDrawn(page)).toBe(true);
  await expect(page.getByRole('region', { name: 'Why' })).toContainText(/CPU: at work/);
  await expect(page.getByRole('region', { name: 'Why' })).toContainText('work above 5%, rest below 3%');
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText('3000 → 80');
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText(
    /Memory on this machine\d+ MB, .+ of the VM process/,
  );
  expect(await axeViolations(page)).toEqual([]);
  await page.screenshot({ path: testInfo.outputPath('detail-1h.png') });

  for (const range of ['24 hours', '7 days', '1 hour']) {
    await press(page, range);
    await expect(page.getByRole('button', { name: range, pressed: true })).toBeVisible();
    await expect(figures.first()).toContainText(/now [\d.]+\u00a0[MG]B/);
    expect(await axeViolations(page)).toEqual([]);
  }

  await tabTo(page, '.plot-table summary');
  await page.keyboard.press('Enter');
  const table = page.getByRole('table', { name: 'Memory and CPU of api, 1 hour' });
  await expect(table.getByRole('row')).not.toHaveCount(1);
  expect(await axeViolations(page)).toEqual([]);

  await tabTo(page, '#own-cap');
  await page.keyboard.type('x');
  await expect(page.getByText('That is not an amount of memory.')).toBeVisible();
  await page.keyboard.press('Backspace');
  await page.keyboard.type('1.5');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Cap now: 1.5 GB')).toBeVisible();
  await expect.poll(async () => (await savedSettings(app))['memory']).toMatchObject({ capsByName: { api: 1.5 * gib } });
  expect((await app.state())?.sandboxes.find(({ name }) => name === 'api')?.capBytes).toBe(1.5 * gib);
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText('1.5 GB');
  await press(page, 'As for all');
  await expect(page.getByText('No cap is set.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Settings of this sandbox' })).toBeFocused();
  await expect
    .poll(async () => (await savedSettings(app))['memory'])
    .not.toMatchObject({ capsByName: { api: 1.5 * gib } });

  await tabTo(page, '.own-check input', 'Shift+Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('checkbox', { name: 'Protected: nothing stops it' })).toBeChecked();
  await expect(page.getByRole('region', { name: 'Last decisions' })).toContainText('Protected by you');
  await tabTo(page, '#own-idle', 'Shift+Tab');
  await page.keyboard.press('n');
  await expect(page.getByRole('region', { name: 'Why' })).toContainText('never stopped for being idle');
  await expect
    .poll(async () => (await savedSettings(app))['sandboxes'])
    .toMatchObject({ 'sbx/api': { protected: true, idle: { enabled: false } } });
  expect(await axeViolations(page)).toEqual([]);
  await page.screenshot({ path: testInfo.outputPath('detail-settings.png') });

  await page.keyboard.press('Escape');
  await expect(page.locator('[data-opens="sbx/api"]')).toBeFocused();
  await expect(page.getByRole('heading', { name: 'web' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(heading).toBeFocused();
  await tabTo(page, '.detail-head button', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-opens="sbx/api"]')).toBeFocused();
});

test('a sandbox is stopped and started again on its page, whose head has the whole of its name', async ({
  startLab,
  startApp,
}) => {
  const name = 'a-sandbox-with-a-name-that-is-much-longer-than-the-window-is-wide';
  const lab = await startLab({ sbx: { sandboxes: [{ name, cpuFraction: 0.2 }] } });
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 400, language: 'en' } });
  const page = await app.openPopup();
  await press(page, name);
  const heading = page.getByRole('heading', { level: 1, name });
  await expect(heading).toBeFocused();
  expect(
    await heading.evaluate((one) => [one.scrollWidth > one.clientWidth, getComputedStyle(one).whiteSpace]),
  ).toEqual([false, 'normal']);
  await press(page, `Stop ${name}`);
  await app.ledgerEntry((one) => one.decision === 'stopped' && one.sandbox === name);
  await expect(page.locator('.detail-now')).toContainText('stopped');
  expect(lab.box('sbx', name).vm).toBeNull();
  await press(page, `Start again: ${name}`);
  await expect(page.getByRole('button', { name: `Stop ${name}` })).toBeVisible();
  await expect(page.locator('.detail-now')).not.toContainText('stopped');
  expect(lab.box('sbx', name).vm).not.toBeNull();
  expect(await axeViolations(page)).toEqual([]);
});

test('the history of all sandboxes together is a page, too', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'one', cpuFraction: 0.2 }, { name: 'two' }] } });
  const memory = { budgetBytes: 2 * gib };
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 400, language: 'en', memory } });
  const page = await app.openPopup();
  await expect(page.getByRole('heading', { name: 'two' })).toBeVisible();
  await tabTo(page, '[data-opens="total"]');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'All sandboxes' })).toBeFocused();
  await expect(page.locator('.plot-caption').first()).toContainText(/now [\d.]+\u00a0[MG]B/);
  await expect.poll(() => isDrawn(page)).toBe(true);
  expect(await axeViolations(page)).toEqual([]);
  for (const range of ['7 days', '1 hour', '24 hours']) {
    const button = await press(page, range, 'Space');
    await expect(button).toBeFocused();
    await expect(page.getByRole('button', { pressed: true })).toHaveText([range]);
    await expect(page.locator('.plot-caption').first()).toContainText(/now [\d.]+\u00a0[MG]B/);
    await expect.poll(() => isDrawn(page)).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'History of all sandboxes' })).toBeFocused();
});

test('the past is on the disk when the app has ended, and a stop is marked in it', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'short', agent: 'claude' }, { name: 'long' }] } });
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 300, language: 'en' } });
  const page = await app.openPopup();
  await expect(page.locator('[data-key="sbx/short"] .spark-line')).not.toHaveAttribute('d', '');
  await page.getByRole('button', { name: 'Stop short' }).click();
  await app.ledgerEntry((one) => one.decision === 'stopped' && one.sandbox === 'short');
  await page.locator('[data-opens="sbx/short"]').click();
  await expect(page.getByRole('heading', { level: 1, name: 'short' })).toBeFocused();
  await expect(page.locator('.detail-part').first()).toContainText('1 stop');
  await expect(page.getByRole('region', { name: 'Last decisions' })).toContainText('Stopped by you');
  expect(await axeViolations(page)).toEqual([]);
  await app.electron.evaluate(({ app: electron }) => electron.quit());
  // Read as the next start would, and not by the names of files: a run may cross the turn of a minute, or of a segment.
  const store = new FileHistoryStore(app.home);
  await expect
    .poll(() => store.readMarks(0))
    .toContainEqual(expect.objectContaining({ key: 'sbx/short', kind: 'stopped', who: 'user' }));
  await expect
    .poll(() => store.read(0, 0, null).map(({ series }) => series))
    .toEqual(expect.arrayContaining([seriesOf('sbx/short'), seriesOf('sbx/long'), seriesOf(null)]));
});

/** Whether a line, or at least a point of it, in the colour of memory is on the plot. */
async function isDrawn(page: Page): Promise<boolean> {
  return page.locator('.plot-memory canvas').evaluate((canvas: HTMLCanvasElement) => {
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return Array.from({ length: data.length / 4 }, (_, index) => index * 4).some(
      (at) => (data[at + 3] ?? 0) > 200 && (data[at + 2] ?? 0) - (data[at] ?? 0) > 80,
    );
  });
}
