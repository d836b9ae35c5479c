import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Lab } from '../lab/lab.ts';

/**
 * Puts a program in the place of the one that opens files and addresses for the app, which writes down what it is to open. Returns
 * what reads that.
 */
export async function recordOpened(lab: Lab): Promise<() => Promise<string[]>> {
  const bin = lab.env['PATH'];
  if (bin === undefined) throw new Error('The lab has no folder of programs.');
  const log = path.join(lab.dir, 'opened.log');
  const recorder = `#!${process.execPath}
const [given] = process.argv.slice(2);
const opened = given.includes('://') ? given : require('path').resolve(given);
require('fs').appendFileSync(${JSON.stringify(log)}, opened + '\\n');
`;
  await writeFile(path.join(bin, 'xdg-open'), recorder, { mode: 0o755 });
  return async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').filter(Boolean);
}
