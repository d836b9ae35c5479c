import process from 'node:process';

/** One line for the person at the terminal. Goes to stderr where stdout belongs to somebody else's output. */
export function say(line: string): void {
  process.stdout.write(`sandman: ${line}\n`);
}

/** A failure that has been put into words; printed without a stack. */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

/** Runs a script's main function; a failure becomes exit code 1, in plain words where there are some. */
export function runMain(main: () => Promise<number>): void {
  main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(error instanceof PlainError ? `sandman: ${error.message}` : error);
      process.exit(1);
    },
  );
}
