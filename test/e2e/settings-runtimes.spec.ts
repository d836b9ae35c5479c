import { press } from './accessibility.ts';
import { waitForNotification } from './desktop.ts';
import { settingsPage } from './pages.ts';
import { fleet, go, seldom } from './settings-page.ts';
import { expect, test } from './test.ts';

test('a test notification is sent, runtimes are looked at, and the footprint is live', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: seldom });
  const page = await settingsPage(app);
  await go(page, 'notifications');
  await press(page, 'Send a test');
  await waitForNotification((one) => one.summary === 'This is a test');
  await expect(page.getByText('Sent.')).toBeVisible();

  await go(page, 'runtimes');
  const sbx = page.getByRole('listitem').filter({ hasText: 'Docker Sandboxes (sbx)' });
  await expect(sbx).toContainText('Ready');
  await expect(sbx).toContainText(`${lab.env['PATH']}/sbx`);
  const before = (await app.state())?.atMs ?? 0;
  // The next look by itself is a minute away.
  await press(page, 'Look again');
  await expect.poll(async () => (await app.state())?.atMs).toBeGreaterThan(before);
  const testButton = await press(page, 'Test: Docker Sandboxes (sbx)');
  await expect(sbx.getByRole('status')).toHaveText('Tested: it answers. It has 2 sandboxes; 2 run.');
  await expect(testButton).toBeFocused();

  await go(page, 'about');
  await expect(page.locator('[data-footprint=memory]')).toHaveText(/^\d+ MB$/);
  await expect(page.locator('[data-footprint=cpu]')).toHaveText(/^[\d.]+%$/);
});

test('one test without an answer is told as such; with the second one the runtime counts as out of reach', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab(fleet);
  // A look in between would be the first one without an answer.
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: seldom });
  const page = await settingsPage(app);
  await go(page, 'runtimes');
  const sbx = page.getByRole('listitem').filter({ hasText: 'Docker Sandboxes (sbx)' });
  await expect(sbx).toContainText('Ready');
  lab.fault('sandboxd ', { kind: 'hang' });
  lab.fault('sbx daemon status', { kind: 'hang', ignoreSigterm: true });
  await press(page, 'Test: Docker Sandboxes (sbx)');
  await expect(sbx.getByRole('status')).toHaveText(/^Tested: it did not answer this time/, { timeout: 60_000 });
  await page.keyboard.press('Enter');
  await expect(sbx.getByRole('status')).toHaveText('Tested: It does not answer.', { timeout: 60_000 });
  await expect(sbx).toContainText('Sandman asks again every minute.');
});
