import { readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { Secret } from '../secret.ts';
import { readShellFile } from './read-file.ts';
import { writeFileWhole } from './replace.ts';
import { removeStaleTemporaries } from './temporary.ts';
import type { Plan, ShellKind } from './types.ts';

const schema = v.record(v.string(), v.array(v.string()));

/**
 * The start-up files into which a block was written, for each shell: `--file`, or a ZDOTDIR that is another one today, may
 * have led to files that nobody would look for. Only names are kept.
 */
export async function rememberedFiles(sandmanHome: string, kind: ShellKind): Promise<readonly string[]> {
  return (await read(listPath(sandmanHome)))[kind] ?? [];
}

/** Keeps the list true after a plan was carried out. It is a help: a list that cannot be written fails nothing. */
export async function rememberPlan(sandmanHome: string, plan: Plan): Promise<void> {
  const file = listPath(sandmanHome);
  const { kind } = plan.shell;
  const before = await read(file);
  const own = plan.changes.filter((change) => change.kind !== 'delete' && path.dirname(change.path) !== sandmanHome);
  const paths = plan.purpose === 'remove' ? [] : [...new Set([...(before[kind] ?? []), ...own.map((one) => one.path)])];
  const others = Object.entries(before).filter(([other]) => other !== kind);
  const after = Object.fromEntries(paths.length === 0 ? others : [...others, [kind, paths]]);
  await removeStaleTemporaries(file);
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  try {
    await (Object.keys(after).length === 0 ? unlink(file) : write(file, after));
  } catch {
    // The block is where it is.
  }
}

function listPath(sandmanHome: string): string {
  return path.join(sandmanHome, 'key-files.json');
}

async function read(file: string): Promise<Record<string, string[]>> {
  try {
    const parsed = v.safeParse(schema, JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

async function write(file: string, list: Record<string, string[]>): Promise<void> {
  const { target, before } = await readShellFile(file);
  const content = new Secret(Buffer.from(`${JSON.stringify(list, null, 2)}\n`).toString('latin1'));
  const kind = before === null ? ('create' as const) : ('replace' as const);
  await writeFileWhole({ path: file, target, before, content, kind, mode: 0o600, backUp: false, diff: [] }, {});
}
