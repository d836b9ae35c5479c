import { message, quoted } from '../i18n/message.ts';
import type { CommandResult } from '../process/command.ts';
import type { RuntimeCondition } from '../model/runtime.ts';
import { RuntimeError } from './runtime.ts';

/** Words of the real programs, and what they say about the runtime (captures and reference, sections 1.4, 2.4 and 8). */
const table: readonly (readonly [RegExp, RuntimeCondition])[] = [
  // Without the plugin docker takes our flag for its own, and shows its own usage.
  [
    /is not a docker command|unknown command: docker sandbox|unknown flag: --json\s+Usage:\s+docker \[OPTIONS\]/i,
    'plugin-missing',
  ],
  // Versions that do not have the question yet: `daemon` came with sbx 0.35, `--json` with the plugin's microVMs.
  [/unknown command "?(daemon|inspect)"?|unknown flag: --json/i, 'too-old'],
  [/beta features need to be enabled/i, 'beta-features-off'],
  [/not authenticated to docker|session has expired|sbx login/i, 'signed-out'],
  [/cannot connect to the docker daemon|docker desktop is not running/i, 'desktop-down'],
  [/has been updated and needs to restart/i, 'error'],
];

/** Makes the error of a command that did not do what it was asked. `what` is the command as a person would type it. */
export function failureOf(result: CommandResult, what: string): RuntimeError {
  switch (result.outcome) {
    case 'timed-out':
      return new RuntimeError(
        'hung',
        message('command.timedOut', { command: what, seconds: Math.round(result.durationMs / 1000) }),
      );
    case 'not-found':
      return new RuntimeError('not-installed', message('command.notFound', { command: what }));
    case 'exited':
      return fromOutput(result, what);
    default:
      return new RuntimeError('error', message('command.failed', { command: what, outcome: result.outcome }));
  }
}

function fromOutput(result: CommandResult, what: string): RuntimeError {
  const said = `${result.stderr}\n${result.stdout}`;
  const condition = table.find(([words]) => words.test(said))?.[1] ?? 'error';
  const firstLine = result.stderr.split('\n').find((line) => line.trim() !== '');
  if (firstLine !== undefined) return new RuntimeError(condition, quoted(firstLine.trim().slice(0, 300)));
  return new RuntimeError(condition, message('command.failedWith', { command: what, code: result.exitCode ?? '?' }));
}
