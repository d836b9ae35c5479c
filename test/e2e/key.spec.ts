import { axeViolations, press, tabTo } from './accessibility.ts';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { catalogues, type MessageId } from '../../main/core/i18n/catalogue.ts';
import type { Language } from '../../main/core/i18n/language.ts';
import type { Lab } from '../lab/lab.ts';
import { canaryKey, filesWith, holds, watchArguments } from '../support/canary.ts';
import type { SandmanApp } from './app.ts';
import { pressKey, waitForNotification, windowsOnScreen } from './desktop.ts';
import { expect, test } from './test.ts';

/** As Debian makes it for a new account: a login shell reads .bashrc through it. */
const profile = 'if [ -f "$HOME/.bashrc" ]; then\n  . "$HOME/.bashrc"\nfi\n';
const bashrc = '# mine\nalias ll="ls -l"\n';
const scenario = {
  sbx: { sandboxes: [{ name: 'on-sbx' }] },
  dockerSandbox: { sandboxes: [{ name: 'api' }], desktop: {} },
};

interface Given {
  readonly lab: Lab;
  readonly app: SandmanApp;
  readonly page: Page;
  /** The file that the key belongs into. */
  readonly file: string;
}

type Starters = Pick<Parameters<Parameters<typeof test>[2]>[0], 'startLab' | 'startApp'>;

async function openPanel({ startLab, startApp }: Starters, language: Language = 'en'): Promise<Given> {
  const lab = await startLab(scenario);
  const inHome = (name: string) => path.join(lab.env['HOME'] ?? '', name);
  await writeFile(inHome('.profile'), profile, { mode: 0o600 });
  await writeFile(inHome('.bashrc'), bashrc, { mode: 0o600 });
  const env = { ...lab.env, SANDMAN_SHELL: '/bin/bash' };
  const app = await startApp({ env, settings: { language, pollIntervalMs: 1_000, idle: { enabled: false } } });
  const page = await app.openPopup();
  await page.getByRole('button', { name: catalogues[language]['footer.keyLabel'] }).click();
  await expect(shellPart(page)).toHaveAttribute('data-status', 'not-set');
  return { lab, app, page, file: inHome('.bashrc') };
}

const shellPart = (page: Page) => page.locator('[data-part=shell]');
const sbxPart = (page: Page) => page.locator('[data-part=sbx]');
const steps = (page: Page) =>
  page.locator('[data-step]').evaluateAll((all) => all.map((one) => one.getAttribute('data-state')));

/** With the keys of the keyboard, from the real clipboard. */
async function paste({ app, page }: Given, key: string): Promise<void> {
  await app.electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), key);
  await tabTo(page, page.getByLabel('Paste your Anthropic API key'));
  await pressKey('ctrl+v');
  await expect(page.getByText(`sk-ant-…${key.slice(-4)}`).first()).toBeVisible();
}

/** The key is not in the window: not in its heap, not in its page. A word that is there shows that the search finds something. */
async function expectWindowWithout(key: string, { app, page }: Given, file: string): Promise<void> {
  const control = canaryKey();
  await page.evaluate((word) => {
    (globalThis as { control?: string }).control = word;
  }, control);
  await app.electron.evaluate(
    ({ BrowserWindow }, target) => BrowserWindow.getAllWindows()[0]?.webContents.takeHeapSnapshot(target),
    file,
  );
  const heap = await readFile(file);
  await rm(file);
  expect(heap.length).toBeGreaterThan(100_000);
  expect(holds(heap, control)).toBe(true);
  expect(holds(heap, key)).toBe(false);
  expect(await page.content()).not.toContain(key);
  expect(
    await page.locator('input').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value).join()),
  ).not.toContain(key);
}

/** The key is where it belongs and nowhere else. */
async function expectOnlyIn(allowed: readonly string[], key: string, { app, lab }: Given): Promise<void> {
  expect(await filesWith(key, app.home, lab.dir)).toEqual(allowed);
  expect(app.output.join('')).not.toContain(key);
  expect(JSON.stringify([await app.state(), await app.ledger(), lab.calls])).not.toContain(key);
}

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

test('a key is pasted by a button, put elsewhere, checked and taken away again, without a mouse', async ({
  startLab,
  startApp,
}) => {
  test.slow();
  const key = canaryKey();
  const given = await openPanel({ startLab, startApp });
  const { lab, app, page, file } = given;
  await app.electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), key);
  await press(page, 'Paste', 'Space');
  await expect(page.getByText(`sk-ant-…${key.slice(-4)}`).first()).toBeVisible();
  await expect(page.getByRole('group', { name: 'Your key' })).toBeFocused();

  await press(page, 'Show the change');
  await press(page, 'Cancel');
  await expect(shellPart(page)).toBeFocused();
  await press(page, 'Show the change');
  await press(page, 'Keep the key in a private file instead');
  // What was pressed is what leads back now.
  const back = page.getByRole('button', { name: 'Put the key into the start-up file instead' });
  await expect(back).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep the key in a private file instead' })).toBeFocused();
  await press(page, 'Write it');
  await expect(shellPart(page)).toHaveAttribute('data-status', 'seen-by-shell');
  await expectOnlyIn([file], key, given);

  await rm(file);
  await writeFile(file, bashrc, { mode: 0o600 });
  const check = await press(page, 'Check');
  await expect(shellPart(page)).toHaveAttribute('data-status', 'not-set');
  await expect(check).toBeFocused();

  await press(page, 'Show the change');
  await press(page, 'Write it');
  await expect(shellPart(page)).toHaveAttribute('data-status', 'seen-by-shell');
  await press(page, 'Remove it');
  await expect(page.getByRole('group', { name: 'What would be changed' })).toBeFocused();
  await press(page, 'Remove it');
  await expect(shellPart(page)).toHaveAttribute('data-status', 'not-set');
  await expect(shellPart(page)).toBeFocused();
  expect(await readFile(file, 'utf8')).toBe(bashrc);

  await press(page, 'Store it in sbx');
  await expect(sbxPart(page)).toContainText('It has a key for all sandboxes.');
  await press(page, 'Remove it from sbx');
  await expect(sbxPart(page)).toContainText('It has no key.');
  await expect(sbxPart(page)).toBeFocused();
  expect(lab.secrets.kept('anthropic')).toBeNull();
  await expectOnlyIn([], key, given);
});

test('what stands in the way of a key is answered without a mouse', async ({ startLab, startApp }) => {
  test.slow();
  const key = canaryKey();
  const given = await openPanel({ startLab, startApp });
  const { page, file } = given;
  const other = canaryKey();
  await writeFile(file, `${bashrc}export ANTHROPIC_API_KEY='${other}'\n`, { mode: 0o600 });
  await paste(given, key);
  const preview = page.getByRole('group', { name: 'What would be changed' });
  await press(page, 'Show the change');
  const others = page.locator('.key-others li');
  await expect(others).toContainText('sets the variable');
  await press(page, 'Comment the others out');
  await expect(page.getByRole('button', { name: 'Leave the others as they are' })).toBeFocused();
  await expect(others).toHaveCount(0);
  // Another place is another question: what was chosen before goes on to hold.
  await press(page, 'Keep the key in a private file instead');
  await press(page, 'Put the key into the start-up file instead');
  await expect(others).toHaveCount(0);
  await press(page, 'Leave the others as they are');
  await expect(others).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(others).toHaveCount(0);
  await press(page, 'Write it');
  await expect(shellPart(page)).toHaveAttribute('data-status', 'seen-by-shell');
  const written = await readFile(file, 'utf8');
  expect(written).toMatch(new RegExp(`^: #sandman-off# export .*${other}`, 'm'));

  // Somebody has put the other key into our lines, and is asked first.
  await writeFile(file, written.replace(key, other), { mode: 0o600 });
  await press(page, 'Show the change');
  await expect(page.getByRole('button', { name: 'Write it' })).toBeDisabled();
  const overwrite = await press(page, 'Replace it nevertheless');
  await expect(overwrite).toHaveCount(0);
  await expect(preview).toBeFocused();
  await press(page, 'Write it');
  await expect(shellPart(page)).toHaveAttribute('data-status', 'seen-by-shell');
  expect(await readFile(file, 'utf8')).toBe(written);
});

test('a key of the shell and a reference are given to sbx without a mouse', async ({ startLab, startApp }) => {
  const key = canaryKey();
  const given = await openPanel({ startLab, startApp });
  const { lab, page, file } = given;
  await writeFile(file, `${bashrc}export ANTHROPIC_API_KEY=${key}\n`, { mode: 0o600 });
  await tabTo(page, page.getByText('Other ways'));
  await page.keyboard.press('Enter');
  await press(page, 'Import the key of my shell');
  await expect(sbxPart(page)).toContainText('It has a key for all sandboxes.');
  await expect(page.getByRole('button', { name: 'Replace it by the key of my shell' })).toBeFocused();
  expect(lab.secrets.kept('anthropic')?.text).toBe(key);

  await tabTo(page, page.getByLabel('Reference to 1Password'));
  await page.keyboard.type('nonsense');
  await page.keyboard.press('Enter');
  await expect(page.locator('.key-message')).toContainText('A reference looks like op://vault/item/field.');
  await expect(page.getByLabel('Reference to 1Password')).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('op://vault/claude/key');
  const use = await press(page, 'Use it');
  await expect.poll(() => lab.secrets.kept('anthropic')?.text).toBe('op://vault/claude/key');
  await expect(use).toBeFocused();
  await expectOnlyIn([file], key, given);
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
