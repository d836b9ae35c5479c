import { readFile, rm, writeFile } from 'node:fs/promises';
import { canaryKey } from '../support/canary.ts';
import { press, tabTo } from './accessibility.ts';

import { bashrc, expectOnlyIn, openPanel, paste, sbxPart, shellPart } from './key-panel.ts';
import { expect, test } from './test.ts';

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
  await press(page, 'Cancel');
  await expect(shellPart(page)).toBeFocused();
  await press(page, 'Remove it');
  await expect(page.getByRole('group', { name: 'What would be changed' })).toBeFocused();
  await press(page, 'Remove it');
  await expect(shellPart(page)).toHaveAttribute('data-status', 'not-set');
  await expect(shellPart(page)).toBeFocused();
  expect(await readFile(file, 'utf8')).toBe(bashrc);

  await press(page, 'Store it in sbx');
  await expect(sbxPart(page)).toContainText('It has a key for all sandboxes.');
  await press(page, 'Forget it');
  const other = canaryKey();
  await tabTo(page, page.getByLabel('Paste your Anthropic API key'));
  await page.keyboard.insertText(other);
  await press(page, 'OK');
  await press(page, 'Replace it in sbx');
  await expect.poll(() => lab.secrets.kept('anthropic')?.text).toBe(other);
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
  const newer = canaryKey();
  await writeFile(file, `${bashrc}export ANTHROPIC_API_KEY=${newer}\n`, { mode: 0o600 });
  await page.keyboard.press('Enter');
  await expect.poll(() => lab.secrets.kept('anthropic')?.text).toBe(newer);
  await expect(page.getByRole('region', { name: 'API key' })).toHaveAttribute('aria-busy', 'false');

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
  await expectOnlyIn([], key, given);
  await expectOnlyIn([file], newer, given);
});
