import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DesktopCli } from '../../../main/core/apikey/desktop-restart/desktop-cli.ts';
import { DesktopRestarter, type RestartProgress } from '../../../main/core/apikey/desktop-restart/desktop-restarter.ts';
import { keyOfProcess } from '../../../main/core/apikey/proof/environment-of.ts';
import { keyOfDaemon } from '../../../main/core/apikey/proof/sandbox-daemon.ts';
import { systemClock } from '../../../main/core/host/clock.ts';
import { linuxProcessTable } from '../../../main/core/process/linux-process-table.ts';
import { createRunner } from '../../../main/core/process/run.ts';
import { Lab } from '../../lab/lab.ts';
import { saying } from '../../support/said.ts';

const key = 'sk-ant-api03-canary-of-the-restart-0123456789';
let lab: Lab;

/** The restart's own time runs 40 times faster: its deadline is 6 s. */
async function given(plugin: { desktop?: { loginShell?: string } | undefined } = { desktop: {} }) {
  lab = await Lab.start({
    dockerSandbox: { sandboxes: [{ name: 'api' }], ...(plugin.desktop && { desktop: plugin.desktop }) },
  });
  const { run } = createRunner({ env: { ...lab.env } });
  const cli = new DesktopCli({ run, findDocker: () => Promise.resolve(`${lab.env['PATH'] ?? ''}/docker`) });
  const restarter = new DesktopRestarter({ cli, run, clock: systemClock(40), platform: 'linux', env: lab.env });
  return { cli, restarter };
}

const daemonKey = async () => {
  const pid = lab.desktop?.daemonPid;
  const ours = { list: async () => (await linuxProcessTable().list()).filter((one) => one.pid === pid) };
  const reading = await keyOfDaemon(
    ours,
    keyOfProcess('linux', () => Promise.reject(new Error('no ps here'))),
  );
  return reading.has === 'yes' ? reading.key.reveal() : reading.has;
};
const setKey = () =>
  writeFile(path.join(lab.env['HOME'] ?? '', '.bash_profile'), `export ANTHROPIC_API_KEY='${key}'\n`);

afterEach(() => lab.dispose());

describe('restarting Docker Desktop', () => {
  it('gives its sandbox daemon what the start-up file has now, and stops the sandboxes', async () => {
    const { restarter } = await given();
    await setKey();
    const before = lab.desktop?.daemonPid;
    expect(await daemonKey()).toBe('no');
    const progress: RestartProgress[] = [];
    expect(await restarter.restart((one) => progress.push(one))).toEqual({ outcome: 'back' });
    expect(lab.desktop?.daemonPid).not.toBe(before);
    expect(await daemonKey()).toBe(key);
    expect(lab.box('docker-sandbox', 'api').vm).toBeNull();
    expect(progress[0]).toMatchObject({ step: 'restarting', status: 'running' });
    expect(progress.at(-1)).toMatchObject({ step: 'waiting', status: 'running' });
    expect(
      lab.callsTo('docker-desktop', 'desktop', 'restart').length + lab.callsTo('docker', 'desktop', 'restart').length,
    ).toBe(1);
  });

  it('may leave the daemon with the environment of before, which is then seen', async () => {
    const { restarter } = await given();
    await setKey();
    lab.fault('docker desktop restart', { kind: 'old-environment' });
    expect(await restarter.restart(() => {})).toEqual({ outcome: 'back' });
    expect(await daemonKey()).toBe('no');
  });

  it('is not believed: what it says it did is looked for', async () => {
    const { restarter } = await given();
    await setKey();
    lab.fault('docker desktop restart', { kind: 'says-done' });
    await restarter.restart(() => {});
    expect(await daemonKey()).toBe('no');
  });

  it('says what to do when it does not come back', async () => {
    const { restarter } = await given();
    lab.fault('docker desktop restart', { kind: 'never-back' });
    const outcome = await restarter.restart(() => {});
    expect(outcome).toMatchObject({
      outcome: 'not-back',
      message: saying('start Docker Desktop'),
    });
    expect(await daemonKey()).toBe('not-running');
  });

  it('says what to do when the command fails, and touches nothing else', async () => {
    const { restarter } = await given();
    lab.fault('docker desktop restart', { kind: 'exit', code: 1, stderr: 'Error: cannot restart' });
    const outcome = await restarter.restart(() => {});
    expect(outcome).toMatchObject({
      outcome: 'not-back',
      message: saying(/cannot restart .*not restarted/),
    });
    expect(lab.box('docker-sandbox', 'api').vm).not.toBeNull();
  });

  it('gives up at the deadline when nobody says that it runs', { timeout: 60_000 }, async () => {
    const { restarter } = await given();
    lab.fault('docker desktop status', { kind: 'exit', code: 1, stderr: 'no answer' });
    lab.fault('docker desktop restart', { kind: 'slow', delayMs: 1_000 });
    const outcome = await restarter.restart(() => {});
    expect(outcome).toMatchObject({
      outcome: 'not-back',
      message: saying('did not come back'),
    });
  });
});

describe('the status of Docker Desktop', () => {
  it('is told, and is stopped when it is', async () => {
    const { cli } = await given();
    expect(await cli.status()).toBe('running');
    await lab.desktop?.end();
    expect(await cli.status()).toBe('stopped');
  });

  it.each([
    ['no-command', { kind: 'exit', code: 1, stderr: 'docker: unknown command: docker desktop' }],
    ['unknown', { kind: 'half-json' }],
    ['unknown', { kind: 'exit', code: 1, stderr: 'rpc error' }],
    ['stopped', { kind: 'says-done' }],
  ] as const)('is %s under %j', async (status, fault) => {
    const { cli } = await given();
    lab.fault('docker desktop status', fault);
    expect(await cli.status()).toBe(status);
  });
});
