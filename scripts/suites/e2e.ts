import { chown, cp, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { startDesktop } from '../lib/desktop.ts';
import type { ElectronDist } from '../lib/electron.ts';
import { noEngineBecause, startEngine, testEngineVariable } from '../lib/engine.ts';
import { runAs } from '../lib/processes.ts';
import { readableProject } from '../lib/readable-project.ts';
import { say } from '../lib/say.ts';
import { ordinaryUser } from '../lib/user.ts';
import { emptyTally, tallyFrom, type Tally } from './tally.ts';

export interface E2eContext {
  /** Where reports and pictures are kept. */
  readonly output: string;
  /** A folder that is removed afterwards. */
  readonly scratch: string;
  readonly electron: ElectronDist;
  /** More arguments for the test runner. */
  readonly extra: readonly string[];
  /** Makes the expected pictures anew, into this folder under `output`, instead of comparing with them. */
  readonly newPictures?: string;
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly suites: readonly PlaywrightSuite[];
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly { readonly title: string; readonly file: string; readonly ok: boolean }[];
}

/** The end-to-end tests: a real Electron, as an ordinary user, on a desktop of its own, beside a real Docker Engine. */
export async function runE2e(context: E2eContext): Promise<Tally> {
  const { electron, output, scratch, extra, newPictures } = context;
  if (process.platform !== 'linux') {
    say('SKIPPED, LOUDLY: the end-to-end tests need the virtual desktop, which there is only on Linux.');
    return { ...emptyTally, skipped: 1 };
  }
  const user = await ordinaryUser();
  const results = path.join(scratch, 'results');
  await mkdir(results);
  if (user) await chown(results, user.user.uid, user.user.gid);
  const project = await readableProject(user);
  const engine = noEngineBecause() === null ? await startEngine(scratch, user?.name ?? os.userInfo().username) : null;
  try {
    const desktop = await startDesktop({ dir: scratch, as: user });
    try {
      const cli = path.join(project.root, 'node_modules', '@playwright', 'test', 'cli.js');
      const { command, rest, settings } = runAs(user, process.execPath, [
        cli,
        'test',
        ...extra,
        ...(newPictures === undefined ? [] : ['--update-snapshots=all']),
      ]);
      const { exitCode } = await execa(command, rest, {
        ...settings,
        cwd: project.root,
        stdio: ['ignore', 'inherit', 'inherit'],
        reject: false,
        env: {
          ...settings.env,
          ...desktop.env,
          TMPDIR: '/tmp',
          SANDMAN_TEST_OUTPUT: results,
          SANDMAN_ELECTRON: electron.executable,
          ...(newPictures !== undefined && { SANDMAN_PICTURES: path.join(results, newPictures) }),
          ...(engine && { [testEngineVariable]: engine.host }),
        },
      });
      return await tallyFrom(path.join(results, 'e2e.json'), exitCode, (report: PlaywrightReport) => ({
        passed: report.stats.expected,
        failed: report.stats.unexpected + report.stats.flaky,
        skipped: report.stats.skipped,
        failures: report.suites.flatMap(failuresIn),
      }));
    } finally {
      await desktop.dispose();
    }
  } finally {
    await engine?.dispose();
    await cp(results, output, { recursive: true });
    await project.dispose();
  }
}

function failuresIn({ suites = [], specs }: PlaywrightSuite): readonly string[] {
  const failed = specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file}: ${title}`);
  return [...failed, ...suites.flatMap(failuresIn)];
}
