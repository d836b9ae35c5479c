import { execa } from 'execa';
import { testEngineVariable, testImage } from '../../scripts/lib/engine.ts';
import { expect, test } from './test.ts';

const mib = 1024 * 1024;
const host = process.env[testEngineVariable];

/** `docker` against the real Engine that the runner has started. */
async function docker(...args: string[]): Promise<string> {
  const { stdout } = await execa('docker', ['--host', host ?? '', ...args], { stdin: 'ignore', timeout: 60_000 });
  return stdout.trim();
}

/** A container as Docker Desktop 4.50 to 4.57 made its sandboxes; it writes `memoryMiB` to memory and then runs `script`. */
async function startSandbox(name: string, memoryMiB: number, script: string): Promise<void> {
  const labels = {
    'docker/sandbox': 'true',
    'com.docker.sandbox.agent': 'claude',
    'com.docker.sandbox.workingDirectory': `/home/user/${name}`,
  };
  const fill = `dd if=/dev/zero of=/dev/shm/held bs=1048576 count=${memoryMiB}`;
  await docker(
    ...['run', '--detach', '--name', name, '--shm-size', '512m', '--network', 'none', '--init=false'],
    ...Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
    ...[testImage, '/bin/sh', '-c', `${fill}; ${script}`],
  );
  await expect
    .poll(() => docker('exec', name, '/bin/busybox', 'stat', '-c', '%s', '/dev/shm/held'))
    .toBe(`${memoryMiB * mib}`);
}

/** What `docker stats` says that it uses. */
async function dockerStatsBytes(name: string): Promise<number> {
  const text = await docker('stats', '--no-stream', '--format', '{{.MemUsage}}', name);
  const [, value, unit] = /^([\d.]+)([KMG])iB/.exec(text) ?? [];
  return Number(value) * { K: 1024, M: mib, G: 1024 * mib }[unit as 'K' | 'M' | 'G'];
}

const isRunning = async (name: string): Promise<boolean> =>
  (await docker('inspect', '--format', '{{.State.Running}}', name)) === 'true';

// The runner says loudly that it could not start one, and counts the skip as a failure where nobody reads that.
// eslint-disable-next-line playwright/no-skipped-test
test.skip(host === undefined, 'no Docker Engine could be started here');

/** Also afterwards: one of them burns a whole core, beside all tests that follow. */
async function removeAll(): Promise<void> {
  const ids = await docker('ps', '--all', '--quiet');
  if (ids !== '') await docker('rm', '--force', ...ids.split('\n'));
}

test.beforeEach(removeAll);

test.afterEach(removeAll);

test('container sandboxes of a real Docker Engine are listed and measured as docker stats does, and the idle one is stopped', async ({
  startApp,
}) => {
  await startSandbox('idle-sandbox', 120, 'sleep 3600');
  await startSandbox('busy-sandbox', 200, 'while :; do :; done');
  await docker('run', '--detach', '--name', 'not-a-sandbox', '--network', 'none', testImage, '/bin/sleep', '3600');
  const app = await startApp({
    env: { DOCKER_HOST: host ?? '', PATH: '/nowhere', SANDMAN_ONLY_PATH: '1' },
    settings: { pollIntervalMs: 1_000, idle: { timeoutMs: 10_000, warningMs: 3_000 } },
  });
  const page = await app.openPopup();
  const card = (name: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
  await expect(card('idle-sandbox')).toContainText('claude');
  await expect(card('not-a-sandbox')).toHaveCount(0);
  for (const [name, heldMib] of [
    ['idle-sandbox', 120],
    ['busy-sandbox', 200],
  ] as const) {
    const saidMib = (await dockerStatsBytes(name)) / mib;
    const shownMib = Number(/(\d+) MB/.exec(await card(name).innerText())?.[1]);
    expect(saidMib).toBeGreaterThan(heldMib);
    expect(Math.abs(shownMib - saidMib) / saidMib).toBeLessThan(0.1);
  }
  await expect(card('busy-sandbox')).toContainText(/CPU\s*\d+%[^]*busy: CPU/);

  await expect.poll(() => isRunning('idle-sandbox'), { timeout: 60_000 }).toBe(false);
  const entry = await app.ledgerEntry((one) => one.decision === 'stopped');
  expect(entry).toMatchObject({ runtime: 'containers', sandbox: 'idle-sandbox', who: 'policy', rule: 'idle' });
  expect(await isRunning('busy-sandbox')).toBe(true);
  expect(await isRunning('not-a-sandbox')).toBe(true);
  expect((await app.ledger()).filter((one) => one.sandbox !== 'idle-sandbox')).toEqual([]);
});
