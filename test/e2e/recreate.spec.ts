import { axeViolations, press } from './accessibility.ts';
import { expect, test } from './test.ts';

const gib = 1024 ** 3;

test('a limit above the cap leads to the commands that make it anew; they can be copied, also when it is gone, and the new limit is seen', async ({
  startLab,
  startApp,
}, testInfo) => {
  const box = { name: 'api', agent: 'claude', cpuFraction: 0.2 };
  const lab = await startLab({
    sbx: { sandboxes: [{ ...box, limit: { bytes: 8 * gib, toldBy: 'daemon' } }, { name: 'other' }] },
  });
  const memory = { budgetBytes: 'off', capsByName: { api: 4 * gib } };
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 400, language: 'en', memory } });
  const page = await app.openPopup();
  await page.locator('[data-opens="sbx/api"]').click();
  const part = page.getByRole('region', { name: 'Another memory limit' });
  await expect(part).toContainText('Limit now: 8 GB. Wanted: 4 GB.');
  await expect(part).toContainText('Lost is what is in the sandbox and not in its folders');
  await expect(part.locator('code')).toHaveText([
    'sbx stop api',
    'sbx rm api',
    /^sbx run --name api --memory 4096m claude \//,
  ]);
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    expect(await axeViolations(page)).toEqual([]);
    await part.scrollIntoViewIfNeeded();
    await page.screenshot({ path: testInfo.outputPath(`recreate-${theme}.png`) });
  }
  const clipboard = () => app.electron.evaluate(({ clipboard: board }) => board.readText());
  await expect(await press(page, 'Copy: sbx stop api')).toBeFocused();
  await expect.poll(clipboard).toBe('sbx stop api');
  await expect(await press(page, 'Copy: sbx rm api', 'Space')).toBeFocused();
  await expect.poll(clipboard).toBe('sbx rm api');

  await lab.remove('sbx', 'api');
  await expect(part).toContainText('It is gone.', { timeout: 30_000 });
  await expect(await press(page, /^Copy: sbx run/)).toBeFocused();
  await expect.poll(clipboard).toMatch(/^sbx run --name api --memory 4096m claude \//);
  await lab.add('sbx', [{ ...box, limit: { bytes: 4 * gib, toldBy: 'daemon' } }]);
  await expect(part).toContainText('Its memory limit is 4 GB, as its cap.', { timeout: 30_000 });
  expect(lab.calls.filter((call) => ['rm', 'run', 'stop'].some((word) => call.args.includes(word)))).toEqual([]);
  expect(lab.sideEffects).toEqual([]);
});
