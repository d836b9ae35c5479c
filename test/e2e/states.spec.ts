import { execa } from 'execa';
import { readdir } from 'node:fs/promises';
import { axeViolations } from './axe.ts';
import { findTrayIcon, iconInTray, screenshot, waitFor, waitForNotification, type ScreenArea } from './desktop.ts';
import { expect, test } from './test.ts';

const onlyBusy = { sandboxes: [{ name: 'busy', cpuFraction: 0.3 }] };

test('without the sandbox plugin the real docker command line says so, and that is what is shown', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ dockerSandbox: { plugin: false, sandboxes: [] } });
  expect(lab.hasRealDocker).toBe(true);
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 500 } });
  const page = await app.openPopup();
  await expect(page.getByRole('listitem').filter({ hasText: 'Docker Desktop' })).toContainText(
    'docker has no sandbox command',
  );
  await expect(page.getByRole('button', { name: /demo/i })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
});

test('with the plugin docker sandbox is asked through the real docker command line', async ({ startLab, startApp }) => {
  const lab = await startLab({ dockerSandbox: { sandboxes: [{ name: 'vm-one', cpuFraction: 0.2 }] } });
  expect(lab.hasRealDocker).toBe(true);
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 500 } });
  const page = await app.openPopup();
  await expect(page.getByRole('heading', { name: 'vm-one' })).toBeVisible();
  // The plugin's own words, as the docker command line hands them over.
  expect(lab.callsTo('docker-sandbox', 'sandbox', 'ls', '--json').length).toBeGreaterThan(0);
  expect(lab.calls.filter((call) => call.args.includes('exec') || call.args.includes('run'))).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);
});

test('a daemon that does not run is left alone, and nothing runs', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: { daemon: 'down', sandboxes: [{ name: 'asleep' }] } });
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 300 } });
  const page = await app.openPopup();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No sandbox is running');
  await expect.poll(() => lab.callsTo('sbx').length).toBeGreaterThan(0);
  const before = (await app.state())?.atMs ?? 0;
  await expect.poll(async () => (await app.state())?.atMs).toBeGreaterThan(before);
  expect(lab.isDaemonRunning()).toBe(false);
  const asked = new Set(lab.callsTo('sbx').map((call) => call.args.join(' ')));
  expect([...asked]).toEqual(['daemon status --json']);
  expect(await axeViolations(page)).toEqual([]);
});

test('a daemon that hangs is said to hang, and what it said before is shown as old', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: onlyBusy });
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 300 } });
  const page = await app.openPopup();
  await expect(page.getByRole('heading', { name: 'busy' })).toBeVisible();
  lab.fault('sandboxd ', { kind: 'hang' });
  lab.fault('sbx daemon status', { kind: 'hang', ignoreSigterm: true });
  await expect(page.getByRole('listitem').filter({ hasText: 'sbx:' })).toContainText('It does not answer', {
    timeout: 75_000,
  });
  await expect(page.locator('.card')).toContainText('not seen for');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1 sandbox, last seen using');
  expect(await axeViolations(page)).toEqual([]);
});

test('a damaged settings file is kept aside, defaults only watch, and the user is told', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ containers: onlyBusy });
  const app = await startApp({ env: lab.env, settingsText: '{ "pollIntervalMs": 500, ' });
  const told = await waitForNotification((one) => one.body.includes('settings file is not valid JSON'));
  expect(told.body).toContain('Sandman only watches until you decide');
  expect((await readdir(app.home)).filter((name) => name.startsWith('settings.json.corrupt-'))).toHaveLength(1);
  const page = await app.openPopup();
  await expect(page.getByRole('list', { name: 'Notices' })).toContainText('settings file');
});

test('with nothing on the machine the demo fleet is offered, and starts', async ({ startApp }) => {
  const app = await startApp({
    env: { PATH: '/nowhere', SANDMAN_ONLY_PATH: '1', DOCKER_HOST: 'unix:///nowhere.sock' },
    settings: {},
  });
  const page = await app.openPopup();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No sandboxes on this machine');
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: /demo/i }).click();
  await expect(page.getByText('Demo', { exact: true })).toBeVisible();
  await expect(page.locator('.card')).toHaveCount(4);
  await waitForNotification((one) => one.summary.startsWith('docs-site will be stopped'), 60_000);
  expect(await axeViolations(page)).toEqual([]);
});

test('the icon in the panel is drawn, and tells by its shape what is the matter', async ({
  startLab,
  startApp,
}, testInfo) => {
  test.slow();
  const lab = await startLab({ sbx: onlyBusy });
  const settings = {
    pollIntervalMs: 300,
    memory: { budgetBytes: 'off' },
    idle: { timeoutMs: 2_000, timeoutWithSessionsMs: 2_000, warningMs: 600_000, graceMs: 0 },
  };
  const shapes: string[] = [];
  /** A digest of what is left of the icon without its colours, once the panel has finished drawing. */
  const settledShape = (name: string, area: ScreenArea): Promise<string> => {
    let before = '';
    return waitFor('the icon is drawn', async () => {
      const file = testInfo.outputPath(`${name}.png`);
      await screenshot(file, area);
      const shape = ['-colorspace', 'Gray', '-threshold', '50%'];
      const { stdout } = await execa('convert', [
        file,
        '-format',
        '%k ',
        '-write',
        'info:',
        ...shape,
        '-format',
        '%k %#',
        'info:',
      ]);
      const [colours, greys, digest = ''] = stdout.split(' ');
      const isSettled = stdout === before && Number(colours) > 3 && greys === '2';
      before = stdout;
      return isSettled ? digest : null;
    });
  };
  const expectNewShape = async (name: string, area: ScreenArea) => {
    await expect
      .poll(async () => {
        const shape = await settledShape(name, area);
        return shapes.includes(shape) ? name : shape;
      })
      .not.toBe(name);
    shapes.push(await settledShape(name, area));
  };

  const app = await startApp({ env: lab.env, settings });
  const area = await findTrayIcon();
  const runningCount = async () => (await app.state())?.sandboxes.filter((one) => one.status === 'running').length;
  await expect.poll(runningCount).toBe(1);
  await expectNewShape('running', area);
  await lab.change('sbx', 'busy', { cpuFraction: 0 });
  await expect.poll(async () => (await app.state())?.sandboxes[0]?.progress?.step).toBe('warned');
  await expectNewShape('attention', area);
  await lab.stopDaemon();
  await expect.poll(runningCount).toBe(0);
  await expectNewShape('empty', area);
  await app.electron.close();

  await lab.startDaemon();
  lab.fault('sandboxd ', { kind: 'hang' });
  lab.fault('sbx daemon status', { kind: 'hang', ignoreSigterm: true });
  await waitFor('the icon is gone', async () => (await iconInTray()) === null);
  const blind = await startApp({ env: lab.env, settings });
  await expect
    .poll(async () => (await blind.state())?.runtimes.find(({ id }) => id === 'sbx')?.state, { timeout: 75_000 })
    .toBe('hung');
  await expectNewShape('blind', await findTrayIcon());
  expect(new Set(shapes).size).toBe(4);
});
