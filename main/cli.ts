#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { redactText } from './core/apikey/redact.ts';
import { isInstalled } from './core/model/runtime.ts';
import { sandmanHome } from './core/settings/home.ts';
import { runIntent } from './cli/act.ts';
import { exitCodes, type CliContext } from './cli/context.ts';
import { parseDuration, parseUntil } from './cli/duration.ts';
import { runLedger } from './cli/ledger.ts';
import { keyUsage, runKey, type KeyContext } from './cli/key.ts';
import { runStatus } from './cli/status.ts';
import { runWatch } from './cli/watch.ts';
import { version } from './version.ts';

const usage = `Usage: sandman <command> [options]

  status [--json]              what runs now, and what will happen to it
  watch [--json] [--demo]      look on; without a running app this is the watcher itself
  stop NAME | --idle           stop one sandbox, or all that are idle; protected ones are left alone
  keep NAME [--for 2h]         keep it awake: for a time (default 1h), --until 18:30, or --off to let it sleep again
  protect NAME [--off]         lock it: nothing stops it until the lock is taken off
  ledger [--json]              what was decided, why, by whom, and what it gave back
${keyUsage}

NAME is the name of a sandbox, or runtime/name where two have the same. All commands take --json.
Environment: SANDMAN_HOME, SANDMAN_SHELL, PATH, DOCKER_HOST, DOCKER_CONFIG, DOCKER_SANDBOXES_API.
Exit codes: 0 done, 1 an action failed, 2 wrong use, 3 no runtime found.`;

const options = {
  json: { type: 'boolean' },
  demo: { type: 'boolean' },
  idle: { type: 'boolean' },
  off: { type: 'boolean' },
  for: { type: 'string' },
  until: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
type OptionName = keyof typeof options;

interface Command {
  /** `optional`: a name, or `--idle`. */
  readonly name: 'none' | 'one' | 'optional';
  readonly takes: readonly OptionName[];
  /** Null: used wrongly. */
  run(context: CliContext, name: string | null, values: Values): Promise<number> | null;
}

const commands: Readonly<Record<string, Command>> = {
  status: { name: 'none', takes: ['demo'], run: (context) => runStatus(context) },
  watch: { name: 'none', takes: ['demo'], run: (context) => runWatch(context) },
  ledger: { name: 'none', takes: [], run: (context) => runLedger(context, Date.now()) },
  stop: {
    name: 'optional',
    takes: ['idle'],
    run(context, name, { idle }) {
      if ((name === null) !== (idle === true)) return null;
      if (name === null) return runIntent(context, { name, intentFor: () => ({ op: 'stop-idle' }), done: 'Done.' });
      return runIntent(context, { name, intentFor: (key) => ({ op: 'stop', key }), done: `${name} was stopped.` });
    },
  },
  keep: { name: 'one', takes: ['for', 'until', 'off'], run: runKeep },
  protect: {
    name: 'one',
    takes: ['off'],
    run(context, name, { off }) {
      const done = off ? `${name} may be stopped again.` : `${name} is protected: nothing stops it.`;
      return runIntent(context, { name, intentFor: (key) => ({ op: 'protect', key, on: off !== true }), done });
    },
  },
};

function runKeep(context: CliContext, name: string | null, values: Values): Promise<number> | null {
  const given = [values.for, values.until, values.off].filter((one) => one !== undefined);
  if (given.length > 1) return null;
  if (values.off) {
    return runIntent(context, { name, intentFor: (key) => ({ op: 'keep', key, forMs: null }), done: 'It may sleep.' });
  }
  const done = `${name} is kept awake.`;
  if (values.until !== undefined) {
    const untilMs = parseUntil(values.until, Date.now());
    return untilMs === null
      ? null
      : runIntent(context, { name, intentFor: (key) => ({ op: 'keep-until', key, untilMs }), done });
  }
  const forMs = parseDuration(values.for ?? '1h');
  return forMs === null ? null : runIntent(context, { name, intentFor: (key) => ({ op: 'keep', key, forMs }), done });
}

async function main(argv: readonly string[]): Promise<number> {
  // Before anything else: what was typed there is not repeated in any message.
  if (argv[0] === 'key') return runKey(argv.slice(1), keyContext());
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    complain(`${error instanceof Error ? error.message : 'wrong use'}\n\n${usage}`);
    return exitCodes.wrongUse;
  }
  const { values, positionals } = parsed;
  if (values.help) return print(usage);
  if (values.version) return print(version);
  const context: CliContext = {
    version,
    home: sandmanHome(),
    env: process.env,
    json: values.json ?? false,
    demo: values.demo ?? false,
    print: (line) => process.stdout.write(`${line}\n`),
    isFound: (state) => state.runtimes.some(isInstalled),
  };
  return (await dispatch(context, positionals, values)) ?? exitCodes.wrongUse;
}

async function dispatch(context: CliContext, positionals: readonly string[], values: Values): Promise<number | null> {
  const [word, ...names] = positionals;
  const command = word !== undefined && Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (!command) {
    complain(word === undefined ? usage : `There is no such command: ${positionals.join(' ')}\n\n${usage}`);
    return null;
  }
  const wanted = command.name === 'none' ? [0] : command.name === 'one' ? [1] : [0, 1];
  const foreign = Object.keys(values).filter((name) => name !== 'json' && !command.takes.includes(name as OptionName));
  const running =
    foreign.length === 0 && wanted.includes(names.length) ? command.run(context, names[0] ?? null, values) : null;
  if (running) return running;
  complain(`That is not how ${word} is used.\n\n${usage}`);
  return null;
}

function keyContext(): KeyContext {
  return {
    home: sandmanHome(),
    env: process.env,
    stdin: process.stdin,
    print: (text) => process.stdout.write(`${text}\n`),
    printError: (text) => process.stderr.write(`${text}\n`),
  };
}

/** What was typed is repeated here: a key may have been typed in the wrong place. */
function complain(text: string): void {
  console.error(redactText(text));
}

function print(text: string): number {
  console.log(text);
  return exitCodes.done;
}

// A reader that goes away (`| head`) is no failure.
process.stdout.on('error', () => process.exit(exitCodes.done));
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    complain(error instanceof Error ? error.message : 'failed');
    process.exitCode = exitCodes.failed;
  },
);
