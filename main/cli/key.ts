import os from 'node:os';
import { parseArgs } from 'node:util';
import { checkKeyForm } from '../core/apikey/key-form.ts';
import { keyFormMessage } from '../core/apikey/key-words.ts';
import { redactText } from '../core/apikey/redact.ts';
import { accountShell } from '../core/apikey/shell-file/account-shell.ts';
import { openShellFiles } from '../core/apikey/shell-file/open-shell-files.ts';
import type { SurveyRequest } from '../core/apikey/shell-file/shell-files.ts';
import type { KeyPlace, Plan, ShellKind } from '../core/apikey/shell-file/types.ts';
import { say } from '../core/i18n/message.ts';
import { createRunner } from '../core/process/run.ts';
import { exitCodes } from './context.ts';
import { keyStatusJson, keyStatusText, planJson, planText } from './key-output.ts';
import { verifyJson, verifyKey, verifyText } from './key-verify.ts';
import { readSecretInput } from './secret-input.ts';
import { english } from './text.ts';

export const keyUsage = `  key status               where the API key is, with a mask, and what else sets it
  key set --stdin          put it into the start-up file of your shell
  key remove               take it out again
  key verify               prove that a new shell and the sandbox daemon have it
      --shell zsh|bash|fish   another shell than that of the account (remove: all three by default)
      --file FILE             another file than the usual one
      --place block|private-file   the key in the file itself, or in a file that only you can read
      --comment-out           comment out what else sets the variable
      --overwrite-edited      replace a block that was changed by hand
      --dry-run               show what would be changed, and change nothing
      --json                  for programs`;

export interface KeyContext {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadStream;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

const options = {
  stdin: { type: 'boolean' },
  shell: { type: 'string' },
  file: { type: 'string' },
  place: { type: 'string' },
  'comment-out': { type: 'boolean' },
  'overwrite-edited': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** `sandman key …`. Whatever is printed went through the redaction, what the user typed included. */
export async function runKey(argv: readonly string[], given: KeyContext): Promise<number> {
  const context: KeyContext = {
    ...given,
    print: (text) => given.print(redactText(text)),
    printError: (text) => given.printError(redactText(text)),
  };
  const call = parse(argv);
  if (typeof call === 'string') {
    context.printError(`${call}\n\n${keyUsage}`);
    return exitCodes.wrongUse;
  }
  const { env, home } = context;
  const runner = createRunner({ env });
  const homeDir = env['HOME'] ?? os.homedir();
  const files = openShellFiles({
    env,
    platform: process.platform,
    homeDir,
    sandmanHome: home,
    accountShell: env['SANDMAN_SHELL'] ?? accountShell(),
    run: runner.run,
  });
  switch (call.command) {
    case 'status':
      return status(call);
    case 'verify':
      return verify(call);
    case 'set':
      return set(call);
    case 'remove':
      return remove(call);
  }

  async function status({ where, json }: Call): Promise<number> {
    const survey = await files.survey(where);
    const inFiles = files.keyInFiles(survey);
    context.print(json ? JSON.stringify(keyStatusJson(survey, inFiles)) : keyStatusText(survey, inFiles));
    return exitCodes.done;
  }

  async function verify({ where, json }: Call): Promise<number> {
    const judgement = await verifyKey(await files.survey(where), { files, env, homeDir, run: runner.run });
    context.print(json ? JSON.stringify(verifyJson(judgement)) : verifyText(judgement));
    return judgement.ok ? exitCodes.done : exitCodes.failed;
  }

  async function set({ where, place, commentOut, overwriteEdited }: Call): Promise<number> {
    const input = await readSecretInput(context.stdin, context.printError);
    const form = input === null ? null : checkKeyForm(input.reveal());
    if (form === null || !form.ok) {
      context.printError(say(keyFormMessage(form === null ? 'too-long' : form.code), english));
      return exitCodes.wrongUse;
    }
    const survey = await files.survey(where);
    return carryOut([files.planSet(survey, { key: form.key, ...(place && { place }), commentOut, overwriteEdited })]);
  }

  async function remove({ where, overwriteEdited }: Call): Promise<number> {
    const kinds: readonly ShellKind[] =
      where.shell === undefined && where.file === undefined ? ['zsh', 'bash', 'fish'] : [];
    const surveys = kinds.length === 0 ? [await files.survey(where)] : [];
    for (const shell of kinds) surveys.push(await files.survey({ shell }));
    return carryOut(surveys.map((survey) => files.planRemove(survey, { overwriteEdited })));
  }

  async function carryOut(plans: readonly Plan[]): Promise<number> {
    const { dryRun, json } = call as Call;
    let ok = true;
    const told = [];
    for (const plan of plans) {
      const isBusy = plan.changes.length > 0 && plan.refusals.length === 0;
      const result = isBusy && !dryRun ? await files.apply(plan) : null;
      ok &&= plan.refusals.length === 0 && (result === null || result.ok);
      told.push({ plan, result, dryRun });
    }
    context.print(json ? JSON.stringify(told.map(planJson)) : planText(told));
    return ok ? exitCodes.done : exitCodes.failed;
  }
}

interface Call {
  readonly command: 'status' | 'set' | 'remove' | 'verify';
  readonly where: SurveyRequest;
  readonly place?: KeyPlace;
  readonly commentOut: boolean;
  readonly overwriteEdited: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** The call, or what is wrong with it. Never repeats a word of it: it may be the key. */
function parse(argv: readonly string[]): Call | string {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch {
    return 'There is an option that "sandman key" does not have, or one that lacks its value.';
  }
  const { values, positionals } = parsed;
  const [command, ...rest] = positionals;
  if (!isCommand(command)) return 'Say what to do with the key: status, set, remove or verify.';
  if (rest.length > 0) {
    return 'The key must not be an argument: every program on the machine could read it there. Use --stdin.';
  }
  if (command === 'set' && !values.stdin) return 'Give the key on standard input: sandman key set --stdin';
  const { shell, place } = values;
  if (shell !== undefined && !isShell(shell)) return '--shell takes zsh, bash or fish.';
  if (place !== undefined && place !== 'block' && place !== 'private-file') {
    return '--place takes block or private-file.';
  }
  return {
    command,
    where: { ...(shell && { shell }), ...(values.file !== undefined && { file: values.file }) },
    ...(place && { place }),
    commentOut: values['comment-out'] ?? false,
    overwriteEdited: values['overwrite-edited'] ?? false,
    dryRun: values['dry-run'] ?? false,
    json: values.json ?? false,
  };
}

function isCommand(word: string | undefined): word is Call['command'] {
  return word === 'status' || word === 'set' || word === 'remove' || word === 'verify';
}

function isShell(word: string): word is 'zsh' | 'bash' | 'fish' {
  return word === 'zsh' || word === 'bash' || word === 'fish';
}
