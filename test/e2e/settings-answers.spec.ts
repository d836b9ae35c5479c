import { message } from '../../main/core/i18n/message.ts';
import { channelOf } from '../../preload/channels.ts';
import type { CallName } from '../../preload/contract.ts';
import { press, tabTo } from './accessibility.ts';
import type { SandmanApp } from './app.ts';
import { settingsOf, settingsPage } from './pages.ts';
import { fill, fleet, go, seldom } from './settings-page.ts';
import { expect, test } from './test.ts';

/** From now on main answers a call with this, or never where there is none. Returns what counts how often it was asked since. */
async function answerWith(app: SandmanApp, call: CallName, answer?: unknown): Promise<() => Promise<number>> {
  const counter = await app.electron.evaluateHandle(
    ({ ipcMain }, { channel, json }) => {
      const asked = { times: 0 };
      ipcMain.removeHandler(channel);
      ipcMain.handle(channel, () => {
        asked.times += 1;
        return json ?? new Promise(() => {});
      });
      return asked;
    },
    { channel: channelOf(call), json: answer === undefined ? null : JSON.stringify(answer) },
  );
  return () => counter.evaluate((asked) => asked.times);
}

test('a change that was not taken is told of in the box in which it was made', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: seldom });
  const page = await settingsPage(app);
  const why = 'Sandman did not understand that.';
  const asked = await answerWith(app, 'changeSettings', { ok: false, message: message('failure.notUnderstood') });
  for (const [section, control, keys] of [
    ['idle', 'Without a session', ['Control+a', '5', 'Enter']],
    ['memory', 'Sandman may', ['O']],
    ['memory', 'Exceeded for at least', ['Control+a', '5', 'Enter']],
    ['general', 'Appearance', ['D']],
    ['general', 'Language', ['D']],
  ] as const) {
    await test.step(control, async () => {
      // Elsewhere first: a section that is opened anew has nothing to tell.
      await go(page, 'about');
      await go(page, section);
      await tabTo(page, page.getByLabel(control, { exact: true }));
      const before = await asked();
      for (const key of keys) await page.keyboard.press(key);
      const box = page.locator('.group').filter({ has: page.getByLabel(control, { exact: true }) });
      await expect(box.locator(':scope > .failure')).toHaveText(why);
      await expect(page.getByText(why)).toHaveCount(1);
      expect(await asked()).toBe(before + 1);
    });
  }
});

test('a schedule is described and saved only as what it is, not as what was typed before', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: seldom });
  const page = await settingsPage(app);
  await go(page, 'schedules');
  await press(page, 'Add schedule…');
  const sentence = page.locator('.preview-sentence');
  const save = page.getByRole('button', { name: 'Save' });
  await expect(sentence).toHaveText('At 7:00 PM, Monday through Friday');
  await expect(save).toHaveAttribute('aria-disabled', 'false');

  const asked = await answerWith(app, 'previewSchedule');
  await fill(page, 'Times', '30 18 * *');
  await expect.poll(asked).toBeGreaterThan(0);
  await expect(sentence).toHaveText('At 7:00 PM, Monday through Friday');
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await expect(page.locator('.editor')).toHaveCount(1);
  expect((await settingsOf(app))?.schedules).toEqual([]);
});

test('one test notification is sent at a time, and what came of it is said anew', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: seldom });
  const page = await settingsPage(app);
  await go(page, 'notifications');
  await answerWith(app, 'testNotification', { ok: true });
  const button = await press(page, 'Send a test');
  const said = page.getByRole('status').filter({ hasText: 'Sent.' });
  await expect(said).toHaveCount(1);

  const asked = await answerWith(app, 'testNotification');
  await page.keyboard.press('Enter');
  await expect(said).toHaveCount(0);
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  // What the page asks comes in the order in which it was asked.
  await page.evaluate(() => window.sandman.call('footprint'));
  expect(await asked()).toBe(1);
});
