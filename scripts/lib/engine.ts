import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { isRoot } from './cache.ts';
import { Processes } from './processes.ts';
import { until } from './until.ts';

/** A real Docker Engine of our own, with one image in it. */
export interface TestEngine {
  /** For `DOCKER_HOST`. */
  readonly host: string;
  dispose(): Promise<void>;
}

/** The only image: a static busybox and nothing else, because none can be pulled. */
export const testImage = 'sandman-test:latest';

/** Names the socket of the running test engine for the test suites. */
export const testEngineVariable = 'SANDMAN_TEST_ENGINE';

const startMs = 60_000;
const busyboxPlaces = ['/bin/busybox', '/usr/bin/busybox'];

/** Why no engine can be started here; null when one can. */
export function noEngineBecause(): string | null {
  if (process.platform !== 'linux') return 'a Docker Engine of its own is only started on Linux';
  if (!isRoot()) return 'only root can start a Docker Engine';
  for (const name of ['dockerd', 'docker']) {
    if (!['/usr/sbin', '/usr/bin', '/usr/local/bin'].some((place) => existsSync(`${place}/${name}`))) {
      return `there is no ${name}`;
    }
  }
  return busyboxPlaces.some(existsSync) ? null : 'there is no static busybox';
}

/** Starts it with all of its data in `dir`; members of `group` may use it. Throws with the end of its log. */
export async function startEngine(dir: string, group: string): Promise<TestEngine> {
  const folder = path.join(dir, 'engine');
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const log = path.join(folder, 'dockerd.log');
  const host = `unix://${path.join(folder, 'docker.sock')}`;
  const processes = new Processes();
  const output = { file: log, append: true } as const;
  void processes.start(
    'dockerd',
    [
      ...['--data-root', path.join(folder, 'data'), '--exec-root', path.join(folder, 'exec')],
      ...['--host', host, '--group', group, '--pidfile', path.join(folder, 'pid')],
      // Neither routes nor addresses of this machine are touched, and every file system can carry it.
      ...['--iptables=false', '--bridge=none', '--storage-driver=vfs'],
    ],
    { stdio: ['ignore', output, output] },
  );
  try {
    await until('the Docker Engine answers', startMs, async () => !(await docker(host, ['version'])).failed);
    await importImage(folder, host);
  } catch (error) {
    await processes.dispose();
    const tail = (await readFile(log, 'utf8').catch(() => '')).split('\n').slice(-12).join('\n');
    throw new Error(`The Docker Engine did not start.\n${tail}`, { cause: error });
  }
  return {
    host,
    async dispose() {
      const { stdout } = await docker(host, ['ps', '--all', '--quiet']);
      const ids = stdout.split('\n').filter(Boolean);
      if (ids.length > 0) await docker(host, ['rm', '--force', ...ids]);
      await processes.dispose();
    },
  };
}

async function importImage(folder: string, host: string): Promise<void> {
  const busybox = busyboxPlaces.find(existsSync);
  if (!busybox) throw new Error('There is no static busybox.');
  const root = path.join(folder, 'rootfs');
  await mkdir(path.join(root, 'bin'), { recursive: true });
  await copyFile(busybox, path.join(root, 'bin', 'busybox'));
  await chmod(path.join(root, 'bin', 'busybox'), 0o755);
  for (const name of ['sh', 'sleep', 'dd']) await symlink('busybox', path.join(root, 'bin', name));
  const tar = path.join(folder, 'rootfs.tar');
  await execa('tar', ['-C', root, '-cf', tar, '.'], { stdin: 'ignore' });
  const { failed, stderr } = await docker(host, ['import', tar, testImage]);
  if (failed) throw new Error(`The test image could not be made: ${stderr}`);
}

function docker(host: string, args: readonly string[]) {
  return execa('docker', ['--host', host, ...args], { stdin: 'ignore', reject: false, timeout: 60_000 });
}
