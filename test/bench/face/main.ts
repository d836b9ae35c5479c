import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { build } from '../../../scripts/build.ts';
import { startDesktop } from '../../../scripts/lib/desktop.ts';
import { ensureElectron } from '../../../scripts/lib/electron.ts';
import { ensureSystemPackages } from '../../../scripts/lib/packages.ts';
import { runAs } from '../../../scripts/lib/processes.ts';
import { readableProject } from '../../../scripts/lib/readable-project.ts';
import { PlainError, runMain } from '../../../scripts/lib/say.ts';
import { ordinaryUser } from '../../../scripts/lib/user.ts';
import { reportText, type FaceReport } from './report.ts';
import type { FaceTask } from './runner.ts';
import { missedTargets } from './targets.ts';

/** What the face costs, beside an empty tray app on the same desktop in the same run. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      sandboxes: { type: 'string', default: '5,200' },
      seconds: { type: 'string', default: '60' },
      starts: { type: 'string', default: '3' },
      scroll: { type: 'string', default: '5' },
    },
  });
  const fleets = values.sandboxes.split(',').map(Number);
  const seconds = Number(values.seconds);
  const starts = Number(values.starts);
  const scrollSeconds = Number(values.scroll);
  if (process.platform !== 'linux')
    throw new PlainError('This needs the virtual desktop, which there is only on Linux.');
  if (fleets.some((count) => !(count >= 1)) || !(seconds >= 1) || !(starts >= 1) || !(scrollSeconds >= 1)) {
    console.error(
      'Usage: npm run -s bench:face -- [--json] [--check] [--sandboxes 5,200] [--seconds N] [--starts N] [--scroll SECONDS]',
    );
    return 2;
  }
  // What is said on the way goes to stderr: stdout belongs to the report.
  const report = await measured(({ root, executable }) => ({
    root,
    executable,
    fleets,
    restSeconds: seconds,
    closedSeconds: seconds,
    starts,
    scrollSeconds,
  }));
  console.log(values.json ? JSON.stringify(report) : reportText(report));
  const missed = values.check ? missedTargets(report) : [];
  for (const line of missed) console.error(`missed: ${line}`);
  return missed.length > 0 ? 1 : 0;
}

/** Builds the app, sets up the desktop, and runs one task there as an ordinary user. */
export async function measured(
  taskFor: (place: { readonly root: string; readonly executable: string }) => FaceTask,
): Promise<FaceReport> {
  await ensureSystemPackages(['electron', 'desktop']);
  const electron = await ensureElectron();
  await build();
  const user = await ordinaryUser();
  const project = await readableProject(user);
  const dir = await mkdtemp(path.join(os.tmpdir(), 'sandman-bench-'));
  await chmod(dir, 0o755);
  try {
    const desktop = await startDesktop({ dir, as: user });
    try {
      const task = taskFor({ root: project.root, executable: electron.executable });
      const tsx = path.join(project.root, 'node_modules/tsx/dist/cli.mjs');
      const script = path.join(project.root, 'test/bench/face/runner.ts');
      const { command, rest, settings } = runAs(user, process.execPath, [tsx, script, JSON.stringify(task)]);
      const { stdout } = await execa(command, rest, {
        ...settings,
        cwd: project.root,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...settings.env, ...desktop.env, TMPDIR: '/tmp' },
      });
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as FaceReport;
    } finally {
      await desktop.dispose();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
    await project.dispose();
  }
}

runMain(main);
