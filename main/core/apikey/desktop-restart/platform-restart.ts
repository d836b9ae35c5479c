import { message, type Message } from '../../i18n/message.ts';
import type { RunCommand } from '../../process/command.ts';

const quitDeadlineMs = 60_000;
const startDeadlineMs = 30_000;

interface Step {
  readonly file: string;
  readonly args: readonly string[];
  readonly deadlineMs: number;
}

/** How Docker Desktop is ended and started where it has no command for it: before 4.37. Null where there is no way. */
export function platformRestart(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly Step[] | null {
  switch (platform) {
    case 'darwin':
      return [
        { file: '/usr/bin/osascript', args: ['-e', 'quit app id "com.docker.docker"'], deadlineMs: quitDeadlineMs },
        { file: '/usr/bin/open', args: ['-g', '-b', 'com.docker.docker'], deadlineMs: startDeadlineMs },
      ];
    case 'win32': {
      const folder = `${env['ProgramFiles'] ?? 'C:\\Program Files'}\\Docker\\Docker`;
      // Quit and start: the restart of the tray menu did not read the environment again (docker/for-win#4027).
      return [
        { file: `${folder}\\DockerCli.exe`, args: ['-Shutdown'], deadlineMs: quitDeadlineMs },
        { file: 'explorer.exe', args: [`${folder}\\Docker Desktop.exe`], deadlineMs: startDeadlineMs },
      ];
    }
    case 'linux':
      return [
        { file: '/usr/bin/systemctl', args: ['--user', 'restart', 'docker-desktop'], deadlineMs: quitDeadlineMs },
      ];
    default:
      return null;
  }
}

/** Does the steps one after another. Never throws: a step that did not work is told, and those after it are not done. */
export async function runSteps(
  steps: readonly Step[],
  run: RunCommand,
): Promise<'done' | { readonly failed: Message }> {
  for (const { file, args, deadlineMs } of steps) {
    const { outcome, exitCode } = await run(file, args, { deadlineMs });
    // Explorer ends with 1 when all went well.
    const isDone = outcome === 'exited' && (exitCode === 0 || file === 'explorer.exe');
    if (!isDone)
      return {
        failed: message('restart.stepFailed', {
          program: file,
          how:
            outcome === 'exited'
              ? message('restart.endedWith', { code: exitCode ?? '?' })
              : message('restart.didNotWork', { outcome }),
        }),
      };
  }
  return 'done';
}
