#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { redactText } from './core/apikey/redact.ts';
import { isInstalled } from './core/model/runtime.ts';
import { sandmanHome } from './core/settings/home.ts';
import { keyUsage, runKey, type KeyContext } from './cli/key.ts';
import { runStatus } from './cli/status.ts';
import { runWatch } from './cli/watch.ts';
import { exitCodes, type CliContext } from './cli/context.ts';
import { version } from './version.ts';

const usage = `Usage: sandman <command> [options]

  status [--json]          what runs now, and what will happen to it
  watch [--json] [--demo]  look on; without a running app this is the watcher itself
${keyUsage}

Environment: SANDMAN_HOME, SANDMAN_SHELL, PATH, DOCKER_HOST, DOCKER_CONFIG, DOCKER_SANDBOXES_API.
Exit codes: 0 done, 1 an action failed, 2 wrong use, 3 no runtime found.`;

async function main(argv: readonly string[]): Promise<number> {
  // Before anything else: what was typed there is not repeated in any message.
  if (argv[0] === 'key') return runKey(argv.slice(1), keyContext());
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        demo: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
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
  const [command, ...rest] = positionals;
  if (rest.length === 0 && command === 'status') return runStatus(context);
  if (rest.length === 0 && command === 'watch') return runWatch(context);
  complain(command === undefined ? usage : `There is no such command: ${positionals.join(' ')}\n\n${usage}`);
  return exitCodes.wrongUse;
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
