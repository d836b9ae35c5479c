import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { invokeNotification, waitForNotification } from './desktop.ts';
import { chooseKeepAwake } from './pages.ts';
import { expect, test } from './test.ts';

const mib = 1024 * 1024;
/** Everything in seconds instead of minutes. */
const quick = { pollIntervalMs: 400, idle: { timeoutMs: 3_000, timeoutWithSessionsMs: 3_000, warningMs: 3_000 } };

test('a sandbox that grows above its cap gets a notification that names it, and its click opens the popup at the card', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({
    sbx: { sandboxes: [{ name: 'grower', memoryMiB: 32, cpuFraction: 0.2 }] },
    containers: { sandboxes: [{ name: 'modest', memoryMiB: 32, cpuFraction: 0.2 }] },
  });
  const memory = { capBytes: 400 * mib, sustainedMs: 1_000 };
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 400, memory } });
  await lab.change('sbx', 'grower', { memoryMiB: 480 });
  const notification = await waitForNotification((one) => one.summary.includes('grower'));
  expect(notification).toMatchObject({ appName: 'Sandman', isOnScreen: true, summary: 'grower uses too much memory' });
  expect(notification.body).toMatch(/grower uses [45]\d\d MB, above its cap of 400 MB/);
  expect(await app.ledgerEntry((one) => one.decision === 'notice')).toMatchObject({ rule: 'cap', sandbox: 'grower' });

  const [page] = await Promise.all([app.electron.waitForEvent('window'), invokeNotification(notification.id)]);
  await expect(page.locator('.card.revealed')).toContainText('grower');

  await lab.change('sbx', 'grower', { memoryMiB: 32 });
  expect(await app.ledgerEntry((one) => one.decision === 'notice-cleared')).toMatchObject({ sandbox: 'grower' });
});

test('an idle sandbox is warned about and then really stopped, while a busy one beside it lives', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({
    sbx: {
      sandboxes: [
        { name: 'forgotten', memoryMiB: 64 },
        { name: 'at-work', cpuFraction: 0.3 },
      ],
    },
    dockerSandbox: { sandboxes: [{ name: 'idle-vm', memoryMiB: 32 }] },
    containers: { sandboxes: [{ name: 'idle-box', memoryMiB: 32 }] },
  });
  const pids = (['forgotten', 'at-work'] as const).map((name) => lab.box('sbx', name).vm?.pid);
  const app = await startApp({ env: lab.env, settings: quick });
  const warning = await waitForNotification((one) => one.summary.startsWith('forgotten will be stopped'));
  expect(warning.body).toContain('idle for');
  await expect.poll(() => existsSync(`/proc/${pids[0]}`)).toBe(false);
  const stopped = await app.ledgerEntry((one) => one.decision === 'stopped' && one.sandbox === 'forgotten');
  expect(stopped).toMatchObject({ who: 'policy', rule: 'idle', runtime: 'sbx' });
  expect(stopped.reason).toContain('idle for 3 sec');
  expect(stopped.evidence).toMatchObject({ timeoutMs: 3_000, sessions: 0 });
  await waitForNotification((one) => one.summary === 'forgotten was stopped');

  const { stdout } = await execa(`${lab.env['PATH']}/sbx`, ['ls', '--json'], { env: lab.env });
  const listed = JSON.parse(stdout) as { sandboxes: { name: string; status: string }[] };
  expect(listed.sandboxes.map(({ name, status }) => [name, status])).toEqual([
    ['forgotten', 'stopped'],
    ['at-work', 'running'],
  ]);
  for (const sandbox of ['idle-vm', 'idle-box']) {
    await app.ledgerEntry((one) => one.decision === 'stopped' && one.sandbox === sandbox);
  }
  expect(existsSync(`/proc/${pids[1]}`)).toBe(true);
  expect((await app.ledger()).filter((one) => one.sandbox === 'at-work')).toEqual([]);
});

test('a warning can be answered in the popup: keep awake, and stop now', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'kept' }, { name: 'ended' }] } });
  const app = await startApp({
    env: lab.env,
    settings: { ...quick, idle: { ...quick.idle, warningMs: 60_000 } },
  });
  const page = await app.openPopup();
  const card = (name: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
  await expect(card('kept').getByRole('button', { name: '+30 min' })).toBeVisible();
  await chooseKeepAwake(card('kept'), 'kept', 'for 2 hr');
  await expect(card('kept')).toContainText('Kept awake for');
  await card('ended').getByRole('button', { name: 'Stop now ended' }).click();
  await expect.poll(() => lab.box('sbx', 'ended').vm).toBeNull();
  await expect(card('ended')).toContainText('Stopped by you');
  await app.ledgerEntry((one) => one.sandbox === 'kept' && one.decision === 'withdrawn');
  expect(await app.ledgerEntry((one) => one.decision === 'stopped')).toMatchObject({ sandbox: 'ended', who: 'user' });
});

test('a stop that does not work is said, and is not called done', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'stubborn' }] } });
  lab.fault('sbx stop', { kind: 'exit', code: 1, stderr: 'ERROR: sandbox is locked' });
  const app = await startApp({ env: lab.env, settings: quick });
  const told = await waitForNotification((one) => one.summary === 'stubborn could not be stopped');
  expect(told.body).toContain('sandbox is locked');
  expect(await app.ledgerEntry((one) => one.decision === 'stop-failed')).toMatchObject({ sandbox: 'stubborn' });
  expect(lab.box('sbx', 'stubborn').status).toBe('running');
});
