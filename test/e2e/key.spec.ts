import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { catalogues, type MessageId } from '../../main/core/i18n/catalogue.ts';
import { canaryKey, watchArguments } from '../support/canary.ts';
import { axeViolations, press } from './accessibility.ts';
import { pressKey, waitForNotification, windowsOnScreen } from './desktop.ts';

import { bashrc, expectOnlyIn, expectWindowWithout, openPanel, paste, sbxPart, shellPart, steps } from './key-panel.ts';
import { expect, test } from './test.ts';

test('a key goes from paste to proof without a mouse, and is seen by nobody on the way', async ({
  startLab,
  startApp,
}, testInfo) => {
  test.slow();
  const key = canaryKey();
  const watch = watchArguments(key);
  const given = await openPanel({ startLab, startApp });
  const { lab, app, page, file } = given;
  const snapshot = testInfo.outputPath('window.heapsnapshot');
  await expect(page.locator('[data-advice=subscription]')).toContainText('billed to the API account');
  await expect(page.locator('[data-advice=proxy-managed]')).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);

  await paste(given, key);
  await expectWindowWithout(key, given, snapshot);
  await press(page, 'Clear the clipboard');
  await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe('');
  await expect(page.getByRole('group', { name: 'Your key' })).toBeFocused();

  await press(page, 'Show the change');
  await expect(page.getByRole('group', { name: 'What would be changed' })).toBeFocused();
  await expect(page.locator('.diff-added').filter({ hasText: 'ANTHROPIC_API_KEY' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  expect(await readFile(file, 'utf8')).toBe(bashrc);
  await expectOnlyIn([], key, given);

  await press(page, 'Write it');
  await expect(shellPart(page)).toHaveAttribute('data-status', 'seen-by-shell');
  await expect(shellPart(page)).toBeFocused();
  expect(await steps(page)).toEqual(['done', 'done', 'wrong']);
  const prompt = page.locator('[data-part=restart]');
  await expect(prompt).toContainText('api');
  await expect(prompt).not.toContainText('on-sbx');
  expect(await axeViolations(page)).toEqual([]);

  const before = lab.desktop?.daemonPid;
  await press(page, 'Restart Docker Desktop');
  await expect(shellPart(page)).toHaveAttribute('data-status', 'seen-by-daemon', { timeout: 60_000 });
  await expect(shellPart(page)).toBeFocused();
  expect(await steps(page)).toEqual(['done', 'done', 'done']);
  expect(lab.desktop?.daemonPid).not.toBe(before);
  await expect(prompt).toHaveCount(0);
  expect(lab.box('docker-sandbox', 'api').vm).toBeNull();
  expect(lab.box('sbx', 'on-sbx').vm).not.toBeNull();
  const environ = await readFile(`/proc/${lab.desktop?.daemonPid}/environ`, 'utf8');
  expect(environ.split('\0')).toContain(`ANTHROPIC_API_KEY=${key}`);
  expect(await app.ledgerEntry((one) => one.decision === 'stopped' && one.who === 'user')).toMatchObject({
    sandbox: 'api',
  });

  const store = await press(page, 'Store it in sbx');
  await expect(sbxPart(page)).toContainText('It has a key for all sandboxes.');
  await expect(store).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Replace it in sbx' })).toBeFocused();
  expect(lab.secrets.kept('anthropic')?.text).toBe(key);

  await expectWindowWithout(key, given, snapshot);
  await expectOnlyIn([file], key, given);
  const { rounds, seen } = await watch.stop();
  expect(rounds).toBeGreaterThan(50);
  expect(seen).toEqual([]);
  await page.screenshot({ path: testInfo.outputPath('key-panel.png') });
});

test('a typed key is sent once and leaves the field, and what is no key is said', async ({
  startLab,
  startApp,
}, testInfo) => {
  const key = canaryKey();
  const given = await openPanel({ startLab, startApp });
  const { page } = given;
  const field = page.getByLabel('Paste your Anthropic API key');
  await field.focus();
  await page.keyboard.insertText(key.replace('sk-ant-api03', 'sk-ant-oat01'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'API key' }).getByRole('status').first()).toContainText(
    'Claude subscription',
  );
  await expect(field).toHaveValue('');
  await field.focus();
  await page.keyboard.insertText(key);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`sk-ant-…${key.slice(-4)}`)).toBeVisible();
  await expectWindowWithout(key, given, testInfo.outputPath('window.heapsnapshot'));
  await press(page, 'Forget it');
  await expect(field).toBeVisible();
  await expect(page.getByRole('group', { name: 'Your key' })).toBeFocused();
  await expectWindowWithout(key, given, testInfo.outputPath('window.heapsnapshot'));
  await expectOnlyIn([], key, given);
});

test('a daemon that comes back without the key is not called done, and the way out is said', async ({
  startLab,
  startApp,
}) => {
  test.slow();
  const key = canaryKey();
  const given = await openPanel({ startLab, startApp });
  const { lab, app, page, file } = given;
  await paste(given, key);
  await page.getByRole('button', { name: 'Show the change' }).click();
  await page.getByRole('button', { name: 'Write it' }).click();
  await expect(shellPart(page)).toHaveAttribute('data-status', 'seen-by-shell');
  const restart = page.getByRole('button', { name: 'Restart Docker Desktop' });

  lab.fault('docker desktop restart', { kind: 'exit', code: 1, stderr: 'Error: engine is busy' });
  await restart.click();
  await expect(page.locator('.key-message')).toContainText('engine is busy', { timeout: 60_000 });

  lab.fault('docker desktop restart', { kind: 'old-environment' });
  await restart.click();
  await expect(page.locator('.key-message')).toContainText('log out', { timeout: 60_000 });
  await expect(restart).toBeEnabled();
  expect(await steps(page)).toEqual(['done', 'done', 'wrong']);

  lab.fault('docker desktop restart', { kind: 'never-back' });
  await restart.click();
  await expect(page.getByText('it says: stopped')).toBeVisible({ timeout: 60_000 });
  // The user looks elsewhere, and starts it by hand.
  await pressKey('Escape');
  await expect(shellPart(page)).toHaveCount(0);
  await pressKey('Escape');
  await expect.poll(async () => (await windowsOnScreen('Sandman')).length).toBe(0);
  await lab.desktop?.start();
  await waitForNotification((one) => one.summary === 'Docker Desktop is back', 60_000);
  await app.openPopup();
  await page.getByRole('button', { name: 'API key' }).click();
  await expect(shellPart(page)).toHaveAttribute('data-status', 'seen-by-daemon', { timeout: 60_000 });
  await expectOnlyIn([file], key, given);
});

test('what sbx says when it does not take the key is shown without the key', async ({
  startLab,
  startApp,
}, testInfo) => {
  const key = canaryKey();
  const given = await openPanel({ startLab, startApp });
  const { lab, app, page } = given;
  await paste(given, key);
  // Somebody copies something else before the clipboard is cleared: that stays.
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('something else'));
  await page.getByRole('button', { name: 'Clear the clipboard' }).click();
  await expect(page.getByRole('button', { name: 'Clear the clipboard' })).toHaveCount(0);
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe('something else');
  lab.fault('sbx secret set', { kind: 'repeats-input' });
  await page.getByRole('button', { name: 'Store it in sbx' }).click();
  await expect(page.locator('.key-message')).toContainText('not a valid secret: [secret]');
  lab.fault('sbx secret set', { kind: 'says-done' });
  await page.getByRole('button', { name: 'Store it in sbx' }).click();
  await expect(page.locator('.key-message')).toContainText('does not list it');
  await expectWindowWithout(key, given, testInfo.outputPath('window.heapsnapshot'));
  await expectOnlyIn([], key, given);
});

/** Texts of the English catalogue that a page in German shows all the same. */
async function englishOn(page: Page): Promise<string[]> {
  const shown = await page.locator('body').innerText();
  const differs = (id: MessageId) => catalogues.en[id] !== catalogues.de[id];
  const sentences = (Object.keys(catalogues.en) as MessageId[])
    .filter((id) => differs(id) && !catalogues.en[id].includes('{') && catalogues.en[id].length > 8)
    .map((id) => catalogues.en[id]);
  return sentences.filter((text) => shown.includes(text));
}

test('the whole way of a key is told in German to who wants German', async ({ startLab, startApp }) => {
  test.slow();
  const given = await openPanel({ startLab, startApp }, 'de');
  const { lab, page, app } = given;
  const speaksGerman = async () => {
    expect(await englishOn(page)).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
  };
  await expect(page.getByRole('heading', { name: 'API-Schlüssel' })).toBeVisible();
  await speaksGerman();
  await page.getByLabel('Anthropic-API-Schlüssel einfügen').fill('sk-ant-api03-short');
  await page.getByRole('button', { name: 'OK' }).click();
  await expect(page.locator('.key-message')).toHaveText(/zu kurz für einen API-Schlüssel/);
  await page.getByLabel('Anthropic-API-Schlüssel einfügen').fill(canaryKey());
  await page.getByRole('button', { name: 'OK' }).click();
  await page.getByRole('button', { name: 'Änderung zeigen' }).click();
  await expect(page.getByText('wird geändert')).toBeVisible();
  await speaksGerman();
  await page.getByRole('button', { name: 'Schreiben' }).click();
  await expect(shellPart(page)).toHaveAttribute('data-status', 'seen-by-shell');
  await expect(page.locator('[data-part=restart]')).toContainText('Docker Desktop muss neu gestartet werden.');
  await speaksGerman();
  lab.fault('docker desktop restart', { kind: 'exit', code: 1, stderr: 'Error: engine is busy' });
  await page.getByRole('button', { name: 'Docker Desktop neu starten' }).click();
  await expect(page.locator('.key-message')).toContainText('engine is busy', { timeout: 60_000 });
  await expect(page.locator('.key-message')).toContainText('wurde aber nicht neu gestartet');
  await page.getByRole('button', { name: 'In sbx hinterlegen' }).click();
  await expect(sbxPart(page)).toContainText('Ein Schlüssel für alle Sandboxes ist hinterlegt.');
  await speaksGerman();
  // Files are read by programs, and by people who help each other.
  const [entry] = await app.ledger();
  expect(entry?.reason).toBe('Docker Desktop was restarted for the API key');
});
