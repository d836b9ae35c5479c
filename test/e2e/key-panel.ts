import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { catalogues } from '../../main/core/i18n/catalogue.ts';
import type { Language } from '../../main/core/i18n/language.ts';
import type { Lab } from '../lab/lab.ts';
import { canaryKey, filesWith, holds } from '../support/canary.ts';
import { tabTo } from './accessibility.ts';
import type { SandmanApp } from './app.ts';
import { pressKey } from './desktop.ts';
import { expect, type test } from './test.ts';

/** As Debian makes it for a new account: a login shell reads .bashrc through it. */
const profile = 'if [ -f "$HOME/.bashrc" ]; then\n  . "$HOME/.bashrc"\nfi\n';
export const bashrc = '# mine\nalias ll="ls -l"\n';
const scenario = {
  sbx: { sandboxes: [{ name: 'on-sbx' }] },
  dockerSandbox: { sandboxes: [{ name: 'api' }], desktop: {} },
};

export interface Given {
  readonly lab: Lab;
  readonly app: SandmanApp;
  readonly page: Page;
  /** The file that the key belongs into. */
  readonly file: string;
}

type Starters = Pick<Parameters<Parameters<typeof test>[2]>[0], 'startLab' | 'startApp'>;

export async function openPanel({ startLab, startApp }: Starters, language: Language = 'en'): Promise<Given> {
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

export const shellPart = (page: Page) => page.locator('[data-part=shell]');
export const sbxPart = (page: Page) => page.locator('[data-part=sbx]');
export const steps = (page: Page) =>
  page.locator('[data-step]').evaluateAll((all) => all.map((one) => one.getAttribute('data-state')));

/** With the keys of the keyboard, from the real clipboard. */
export async function paste({ app, page }: Given, key: string): Promise<void> {
  await app.electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), key);
  await tabTo(page, page.getByLabel('Paste your Anthropic API key'));
  await pressKey('ctrl+v');
  await expect(page.getByText(`sk-ant-…${key.slice(-4)}`).first()).toBeVisible();
}

/** The key is not in the window: not in its heap, not in its page. A word that is there shows that the search finds something. */
export async function expectWindowWithout(key: string, { app, page }: Given, file: string): Promise<void> {
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
export async function expectOnlyIn(allowed: readonly string[], key: string, { app, lab }: Given): Promise<void> {
  expect(await filesWith(key, app.home, lab.dir)).toEqual(allowed);
  expect(app.output.join('')).not.toContain(key);
  expect(JSON.stringify([await app.state(), await app.ledger(), lab.calls])).not.toContain(key);
}
