import { chmod, chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { controlAddress } from '../main/core/control/address.ts';
import { ask, isAlive } from '../main/core/control/client.ts';
import type { WatchEvent } from '../main/core/model/events.ts';
import { build } from './build.ts';
import { startDesktop } from './lib/desktop.ts';
import { ensureElectron, type ElectronDist } from './lib/electron.ts';
import { ensureSystemPackages } from './lib/packages.ts';
import { Processes } from './lib/processes.ts';
import { readableProject } from './lib/readable-project.ts';
import { projectRoot } from './lib/root.ts';
import { runMain, say } from './lib/say.ts';
import { screenshot, windowsOnScreen, type ScreenArea } from './lib/screen.ts';
import { until } from './lib/until.ts';
import { ordinaryUser } from './lib/user.ts';
import { runE2e } from './suites/e2e.ts';

const folder = path.join(projectRoot, 'assets', 'pictures');
/** What the tests compare with: every state, in each theme and language. */
const expectedFolder = path.join(projectRoot, 'test', 'pictures', 'expected');
const size = { width: 1280, height: 800 };
/** What has just happened is told before it is drawn. */
const drawingMs = 900;

/** Makes the pictures of the README (the demo fleet) and those of the tests from the real app, on a real desktop. */
async function main(): Promise<number> {
  await ensureSystemPackages(['electron', 'desktop']);
  const electron = await ensureElectron();
  await build();
  const user = await ordinaryUser();
  const project = await readableProject(user);
  const dir = await mkdtemp(path.join(os.tmpdir(), 'sandman-pictures-'));
  await chmod(dir, 0o755);
  const home = path.join(dir, 'home');
  await mkdir(home);
  if (user) await chown(home, user.user.uid, user.user.gid);
  const desktop = await startDesktop({ dir, as: user, size });
  const processes = new Processes();
  try {
    await mkdir(folder, { recursive: true });
    const env = { ...desktop.env, SANDMAN_HOME: home };
    const args = [project.root, '--demo', '--show', '--disable-gpu'];
    void processes.start(electron.executable, args, { as: user, env, cwd: project.root });
    await takePictures(home, { ...process.env, ...desktop.env });
  } finally {
    await processes.dispose();
    await desktop.dispose();
    await project.dispose();
    await rm(dir, { recursive: true, force: true });
  }
  return takeExpected(electron);
}

async function takeExpected(electron: ElectronDist): Promise<number> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'sandman-expected-'));
  await chmod(scratch, 0o755);
  const output = path.join(scratch, 'output');
  try {
    const tally = await runE2e({ output, scratch, electron, extra: ['test/e2e/pictures'], newPictures: 'pictures' });
    await rm(expectedFolder, { recursive: true, force: true });
    await cp(path.join(output, 'pictures'), expectedFolder, { recursive: true });
    say(`made the pictures in ${path.relative(projectRoot, expectedFolder)}: look at them before they are committed`);
    return tally.failed === 0 ? 0 : 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function takePictures(home: string, env: NodeJS.ProcessEnv): Promise<void> {
  const address = controlAddress(home);
  await until('the app is up', 60_000, () => isAlive(address));
  const popup = await until('the popup', 60_000, async () => (await windowsOnScreen('Sandman', env))[0]);
  const take = async (name: string, area: ScreenArea): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, drawingMs));
    await screenshot(path.join(folder, `${name}.png`), area, env);
    say(`made ${path.join('assets', 'pictures', `${name}.png`)}`);
  };
  const right = { x: size.width - 640, y: 0, width: 640, height: size.height };
  const tray = { x: size.width - 240, y: size.height - 34, width: 240, height: 34 };
  await take('tray', tray);
  await happened(address, (event) => event.type === 'warning');
  await take('warning', { ...popup, x: popup.x - 1, width: popup.width + 2 });
  await happened(address, (event) => event.type === 'notice');
  await take('popup', right);
}

/** Resolves when the watcher tells of such an event. */
function happened(address: string, matches: (event: WatchEvent) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    ask(address, { op: 'watch' }, (message) => {
      if (message.kind === 'event' && matches(message.event)) resolve();
    }).then(() => reject(new Error('the app has ended')), reject);
  });
}

runMain(main);
