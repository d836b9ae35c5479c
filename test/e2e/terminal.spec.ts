import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { axeViolations, press } from './accessibility.ts';
import { expect, test } from './test.ts';

const settings = { pollIntervalMs: 500, language: 'en', memory: { budgetBytes: 'off' } };

const card = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

/** Without a mouse: the menu has the focus when it opens, and the arrows go round in it. */
async function chooseInMenu(page: Page, name: string, entry: string): Promise<void> {
  await press(page, `More for ${name}`);
  const wanted = page.getByRole('menuitem', { name: entry });
  const entries = await page.getByRole('menuitem').allInnerTexts();
  for (let downs = 0; downs < entries.indexOf(entry); downs += 1) await page.keyboard.press('ArrowDown');
  await expect(wanted).toBeFocused();
  await page.keyboard.press('Enter');
}

test('the agent opens in the terminal of the user, without a mouse and word by word; without one the command is copied', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({
    sbx: { sandboxes: [{ name: 'api', cpuFraction: 0.2 }] },
    dockerSandbox: { sandboxes: [{ name: "it's $(odd)", cpuFraction: 0.2 }] },
  });
  const app = await startApp({ env: lab.env, settings });
  const page = await app.openPopup();

  await chooseInMenu(page, 'api', 'Open the agent in a terminal');
  await expect(card(page, 'api').getByRole('status')).toHaveText(
    'No terminal was found. The command is in the clipboard: sbx run api',
  );
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe('sbx run api');
  expect(await axeViolations(page)).toEqual([]);

  // One that writes down what it was given, and runs nothing.
  const bin = lab.env['PATH'] ?? '';
  const log = path.join(lab.dir, 'xterm.log');
  const recorder = `#!${process.execPath}\nrequire('fs').appendFileSync(${JSON.stringify(log)}, JSON.stringify(process.argv.slice(2)) + '\\n');\n`;
  await writeFile(path.join(bin, 'xterm'), recorder, { mode: 0o755 });
  const opened = async (): Promise<unknown[]> => {
    const text = await readFile(log, 'utf8').catch(() => '');
    const lines = text.split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as unknown);
  };
  await chooseInMenu(page, 'api', 'Open the agent in a terminal');
  await expect.poll(opened).toHaveLength(1);
  await expect(card(page, 'api').getByRole('status')).toHaveText('');
  await chooseInMenu(page, "it's $(odd)", 'Open the agent in a terminal');
  await expect.poll(opened).toEqual([
    ['-e', path.join(bin, 'sbx'), 'run', 'api'],
    ['-e', path.join(bin, 'docker'), 'sandbox', 'run', "it's $(odd)"],
  ]);
  // Nothing was run by looking, or by opening the terminal that only wrote it down.
  expect(lab.calls.filter((call) => call.args.includes('run') || call.args.includes('exec'))).toEqual([]);
  expect(lab.sideEffects).toEqual([]);

  await chooseInMenu(page, 'api', 'Details');
  await expect(page.getByRole('heading', { level: 1, name: 'api' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-opens="sbx/api"]')).toBeFocused();
});
