import { cardOf } from './pages.ts';
import { expect, test } from './test.ts';

test('whoever works by keyboard keeps the place: on the control, or on its card when the control is gone', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ sbx: { sandboxes: ['one', 'two'].map((name) => ({ name, light: true })) } });
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 500 } });
  const page = await app.openPopup();
  const two = cardOf(page, 'two');
  await two.getByRole('button', { name: 'Protect two' }).focus();
  await page.keyboard.press('Enter');
  await expect(two.getByRole('button', { name: 'Unprotect two' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(two.getByRole('button', { name: 'Protect two', exact: true })).toBeFocused();

  await two.getByRole('button', { name: 'Stop two' }).focus();
  await page.keyboard.press('Enter');
  await expect(two).toContainText('Stopped by you');
  await expect(two).toBeFocused();
  expect(lab.box('sbx', 'two').vm).toBeNull();
});
