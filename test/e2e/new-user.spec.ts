import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { settingsFileName } from '../../main/core/settings/file-store.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabScenario } from '../lab/scenario.ts';
import type { SandmanApp } from './app.ts';
import { invokeNotification, notifications, waitFor, waitForNotification } from './desktop.ts';
import { cardOf, chooseKeepAwake, openedPopup, settingsOf, settingsPage } from './pages.ts';
import { expect, test } from './test.ts';

const mib = 1024 ** 2;
const fleet = {
  sbx: {
    sandboxes: [
      { name: 'api', memoryMiB: 32, cpuFraction: 0.3 },
      { name: 'docs', memoryMiB: 32, status: 'stopped' },
      { name: 'shop', memoryMiB: 32 },
    ],
  },
  containers: { sandboxes: ['precious', 'spare'].map((name) => ({ name, memoryMiB: 16 })) },
} as const satisfies LabScenario;
/** Two of them have seconds where the others have half an hour; nobody waits for that in a test. */
const short = { idle: { timeoutMs: 3_000, warningMs: 10_000 } };
const quick = {
  pollIntervalMs: 500,
  idle: { graceMs: 0 },
  memory: { sustainedMs: 1_000, minIdleMs: 5_000, budgetBytes: 'off' },
  sandboxes: { 'sbx/api': short, 'sbx/docs': short },
};

test('a new user is led in, is warned, keeps, undoes, protects, caps, plans and finds', async ({
  startLab,
  startApp,
}) => {
  // Two starts of the app, a stop by policy and 200 processes: slow where the machine has other work.
  test.slow();
  const lab = await startLab(fleet);
  const fresh = await startApp({ env: lab.env });

  await test.step('the first run is answered', () => answerFirstRun(fresh));

  const left = JSON.parse(await readFile(path.join(fresh.home, settingsFileName), 'utf8')) as object;
  await fresh.electron.close();

  const app = await startApp({ env: lab.env, settings: { ...left, ...quick } });
  const given = { lab, app };
  const page = await app.openPopup();
  await expect(page.locator('.card')).toHaveCount(4);

  await test.step('a warning is answered: keep awake', () => keepAwake(page, given));

  await test.step('another one is stopped, and started again', () => stoppedAndUndone(page, given));

  await test.step('what is protected is left alone by "stop all idle"', () => protectOne(page, given));

  await test.step('a cap holds', () => capOne(page, given));

  await test.step('a schedule is added', () => addSchedule(page, given));

  await test.step('one is found among 200', () => findOne(page, given));

  expect(lab.sideEffects).toEqual([]);
});

interface Given {
  readonly lab: Lab;
  readonly app: SandmanApp;
}

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);

/** The process behind a sandbox that runs. */
function pidOf(lab: Lab, runtime: 'sbx' | 'containers', name: string): number {
  const { vm } = lab.box(runtime, name);
  if (!vm) throw new Error(`${name} does not run`);
  return vm.pid;
}

/** What the ledger says of one sandbox, as `decision by who`, oldest first. */
async function toldOf(app: SandmanApp, name: string): Promise<string[]> {
  return (await app.ledger()).filter(({ sandbox }) => sandbox === name).map((one) => `${one.decision} by ${one.who}`);
}

async function answerFirstRun(app: SandmanApp): Promise<void> {
  const page = await openedPopup(app);
  await expect(page.getByRole('region', { name: 'Found on this machine' })).toContainText('4 sandboxes are running');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('radio', { name: /Stop them after 30 min/ }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.locator('.card')).toHaveCount(4);
  expect(await settingsOf(app)).toMatchObject({ firstRun: null, watchOnly: false, trial: null });
  expect(await app.ledger()).toEqual([]);
}

async function keepAwake(page: Page, { lab, app }: Given): Promise<void> {
  const pid = pidOf(lab, 'sbx', 'api');
  await lab.change('sbx', 'api', { cpuFraction: 0 });
  const warning = await waitForNotification(({ summary }) => summary.startsWith('api will be stopped'));
  expect(warning.body).toContain('idle for');
  await invokeNotification(warning.id);
  await expect(page.locator('.card.revealed')).toContainText('api');
  const api = cardOf(page, 'api');
  await expect(api.locator('.countdown')).toHaveText(/^stops in 0:0\d$/);
  await expect(api.locator('.reason')).toHaveText(/^Because it was idle for /);
  await chooseKeepAwake(api, 'api', 'for 2 hr');
  await expect(api).toContainText('Kept awake for');
  await expect(api.locator('.countdown')).toHaveCount(0);
  expect(await app.ledgerEntry(({ decision }) => decision === 'withdrawn')).toMatchObject({ sandbox: 'api' });
  expect(await toldOf(app, 'api')).toEqual(['warned by policy', 'kept-awake by user', 'withdrawn by policy']);
  expect(isAlive(pid)).toBe(true);
  expect(lab.callsTo('sbx', 'stop')).toEqual([]);
}

async function stoppedAndUndone(page: Page, { lab, app }: Given): Promise<void> {
  await lab.box('sbx', 'docs').start();
  const pid = pidOf(lab, 'sbx', 'docs');
  await waitForNotification(({ summary }) => summary.startsWith('docs will be stopped'));
  const docs = cardOf(page, 'docs');
  await expect(docs.locator('.countdown')).toHaveText(/^stops in 0:\d\d$/);
  expect(isAlive(pid)).toBe(true);
  const stopped = await app.ledgerEntry((one) => one.decision === 'stopped' && one.sandbox === 'docs');
  expect(stopped).toMatchObject({
    who: 'policy',
    rule: 'idle',
    runtime: 'sbx',
    evidence: { timeoutMs: 3_000, sessions: 0 },
  });
  expect(isAlive(pid)).toBe(false);
  expect(lab.callsTo('sbx', 'stop')).toHaveLength(1);
  await waitForNotification(({ summary }) => summary === 'docs was stopped');
  await expect(docs.locator('.message')).toContainText('Stopped by Sandman');

  await docs.getByRole('button', { name: 'Start again: docs' }).click();
  await chooseKeepAwake(docs, 'docs', 'for 8 hr');
  await expect(docs).toContainText('Kept awake for');
  const again = pidOf(lab, 'sbx', 'docs');
  expect(again).not.toBe(pid);
  expect(isAlive(again)).toBe(true);
  const told = ['warned by policy', 'stopping by policy', 'stopped by policy', 'started by user', 'kept-awake by user'];
  expect(await toldOf(app, 'docs')).toEqual(told);
}

async function protectOne(page: Page, { lab, app }: Given): Promise<void> {
  const pids = { precious: pidOf(lab, 'containers', 'precious'), shop: pidOf(lab, 'sbx', 'shop') };
  await lab.change('sbx', 'shop', { cpuFraction: 0.3 });
  await expect(page.getByRole('button', { name: 'Stop 2 idle' })).toBeVisible();
  await cardOf(page, 'precious').getByRole('button', { name: 'Protect precious' }).click();
  await expect(cardOf(page, 'precious')).toContainText('Protected: nothing stops it');
  await page.getByRole('button', { name: 'Stop 1 idle' }).click();
  await expect(cardOf(page, 'spare').locator('.message')).toContainText('Stopped by you');
  expect(lab.box('containers', 'spare').vm).toBeNull();
  expect(isAlive(pids.precious) && isAlive(pids.shop)).toBe(true);
  expect(await toldOf(app, 'spare')).toEqual(['stopping by user', 'stopped by user']);
  expect(await toldOf(app, 'precious')).toEqual(['protected by user']);
  expect(await toldOf(app, 'shop')).toEqual([]);
}

async function capOne(page: Page, { lab, app }: Given): Promise<void> {
  await cardOf(page, 'shop').getByRole('button', { name: 'shop', exact: true }).click();
  await page.getByLabel('Memory cap').fill('256 MB');
  await page.getByRole('button', { name: 'Set cap' }).click();
  await expect(page.getByText('Cap now: 256 MB.')).toBeVisible();
  expect((await settingsOf(app))?.memory.capsByName).toEqual({ shop: 256 * mib });
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(cardOf(page, 'shop')).toContainText(/\d+ MB of 256 MB/);

  await lab.change('sbx', 'shop', { memoryMiB: 320 });
  const notice = await waitForNotification(({ summary }) => summary === 'shop uses too much memory');
  expect(notice.body).toMatch(/shop uses [2-4]\d\d MB, above its cap of 256 MB/);
  await expect(page.getByRole('list', { name: 'Notices' })).toContainText('above its cap of 256 MB');
  expect(await app.ledgerEntry(({ decision }) => decision === 'notice')).toMatchObject({
    rule: 'cap',
    sandbox: 'shop',
  });

  await lab.change('sbx', 'shop', { memoryMiB: 32 });
  await app.ledgerEntry(({ decision }) => decision === 'notice-cleared');
  await expect(page.getByRole('list', { name: 'Notices' })).toHaveCount(0);
  await waitFor('the notice is withdrawn', async () =>
    (await notifications()).some(({ id, isOnScreen }) => id === notice.id && !isOnScreen),
  );
}

async function addSchedule(popup: Page, { app }: Given): Promise<void> {
  await popup.getByRole('button', { name: 'Settings' }).click();
  const page = await settingsPage(app);
  await page.getByRole('tab', { name: 'Schedules' }).click();
  await page.getByRole('button', { name: 'Add schedule…' }).click();
  await page.getByRole('combobox', { name: 'Start from' }).selectOption('Every night from 11 PM');
  const preview = page.locator('.preview');
  await expect(preview).toContainText('At 11:00 PM');
  await expect(preview.getByRole('listitem')).toHaveText(Array(5).fill(/11:00\sPM$/));
  await page.getByRole('button', { name: 'Save' }).click();
  const nightly = page.getByRole('switch', {
    name: /^On: At 11:00 PM.*: within the next 7 hr, stop what has been idle for 5 min/,
  });
  await expect(nightly).toBeChecked();
  expect((await settingsOf(app))?.schedules).toMatchObject([
    { cron: '0 23 * * *', action: 'stop-idle', enabled: true },
  ]);
  const [schedule] = (await app.state())?.schedules ?? [];
  expect(new Date(schedule?.nextRunsMs[0] ?? 0).getHours()).toBe(23);
  await page.close();
}

async function findOne(page: Page, { lab, app }: Given): Promise<void> {
  const more = Array.from({ length: 195 }, (_, index) => {
    const name = `box-${String(index).padStart(3, '0')}`;
    return { name, light: true, agent: name === 'box-150' ? 'codex' : 'claude' };
  });
  // A few at a time: who starts all at once cannot answer meanwhile, and is taken for hung.
  for (let begun = 0; begun < more.length; begun += 7) await lab.add('sbx', more.slice(begun, begun + 7));
  await app.openPopup();
  await expect(page.locator('.card')).toHaveCount(200);
  await page.getByRole('searchbox', { name: 'Search the sandboxes' }).click();
  await page.keyboard.type('codex');
  await expect(page.locator('.card')).toHaveCount(1);
  await expect(page.getByRole('search').getByRole('status')).toHaveText('1 of 200');
  await cardOf(page, 'box-150').getByRole('button', { name: 'box-150', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('box-150');
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText('codex');
}
