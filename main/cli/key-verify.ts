import { daemonPlace, filePlace, shellPlace } from '../core/apikey/proof/collect.ts';
import { keyOfProcess } from '../core/apikey/proof/environment-of.ts';
import { judge, type KeyFacts, type KeyJudgement, type Place, type StepState } from '../core/apikey/proof/judge.ts';
import { KeyHasher } from '../core/apikey/proof/key-hasher.ts';
import { keyOfNewShell, reducedEnvironment } from '../core/apikey/proof/new-shell.ts';
import { keyOfDaemon } from '../core/apikey/proof/sandbox-daemon.ts';
import type { ShellFiles } from '../core/apikey/shell-file/shell-files.ts';
import type { ShellSurvey } from '../core/apikey/shell-file/types.ts';
import { message, say } from '../core/i18n/message.ts';
import { findExecutable } from '../core/process/find-executable.ts';
import type { RunCommand } from '../core/process/command.ts';
import { createRunner } from '../core/process/run.ts';
import { systemProcessTable } from '../core/process/system-process-table.ts';
import { english } from './text.ts';

export interface VerifyParts {
  readonly files: ShellFiles;
  readonly env: NodeJS.ProcessEnv;
  readonly homeDir: string;
  readonly run: RunCommand;
}

/** A judgement, and whether it proves that the key has come as far as it can. */
export type Verified = KeyJudgement & { readonly ok: boolean };

/** Looks where the key has come to: in the files, in new shells, in the daemon of Docker Desktop. Keys are compared by hash. */
export async function verifyKey(survey: ShellSurvey, parts: VerifyParts): Promise<Verified> {
  const { files, run } = parts;
  const { platform } = process;
  const hasher = new KeyHasher();
  const file = filePlace(files.keyInFiles(survey), files.keyOf(survey), hasher);
  const reading = await keyOfDaemon(systemProcessTable(platform, run), keyOfProcess(platform, run));
  const askedAtMs = Date.now();
  const shell = { ...(await inNewShell(survey, parts, file, hasher)), askedAtMs };
  const facts: KeyFacts = { file, shell, daemon: daemonPlace(reading, hasher) };
  const judgement = judge(facts);
  const { status } = judgement;
  return {
    ...judgement,
    ok: status === 'seen-by-daemon' || (status === 'seen-by-shell' && facts.daemon.has === 'not-running'),
  };
}

async function inNewShell(
  { shell }: ShellSurvey,
  { env, homeDir }: VerifyParts,
  file: Place,
  hasher: KeyHasher,
): Promise<Place> {
  const { platform } = process;
  const program = shell.path ?? (await findExecutable(shell.kind, { env, platform, homeDir }));
  if (program === null) return { has: 'unknown', detail: message('keyProof.shellNotFound') };
  const plain = createRunner({ env: reducedEnvironment({ ...env, HOME: homeDir }, program) });
  return shellPlace(
    (kind) => keyOfNewShell({ run: plain.run, shell: program, platform }, kind),
    platform,
    file,
    hasher,
  );
}

const signs: Readonly<Record<StepState, string>> = { done: '+', open: ' ', wrong: '!', unknown: '?' };

/** What `--json` prints. */
export function verifyJson({ steps, ...rest }: Verified) {
  return { ...rest, steps: steps.map((step) => ({ ...step, text: say(step.text, english) })) };
}

export function verifyText({ steps, ok }: Verified): string {
  const lines = steps.map(({ state, text }) => `${signs[state]} ${say(text, english)}`);
  return [...lines, ok ? 'Proven.' : 'Not proven.'].join('\n');
}
