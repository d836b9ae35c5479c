import { maskKey } from '../key-form.ts';
import type { Secret } from '../secret.ts';
import { findBlocks, type Block } from './block.ts';
import { keyOfLine, readBody } from './body.ts';
import { otherExports } from './other-exports.ts';
import type { KeyInFiles, KeyPlace, ShellSurvey, StartupFile } from './types.ts';

/** What the files say about the key. */
export function keyInFiles(survey: ShellSurvey): KeyInFiles {
  const { state, place, key, changedAtMs, paths } = read(survey);
  return {
    state,
    place,
    mask: key && maskKey(key),
    changedAtMs,
    paths,
    otherExports: otherExports(survey, (file) => file.content.reveal()),
  };
}

/** The key that the files hold; null for none, and where it is in doubt. */
export function keyOf(survey: ShellSurvey): Secret | null {
  const { state, key } = read(survey);
  return state === 'set' || state === 'partly-set' ? key : null;
}

interface Reading {
  readonly state: KeyInFiles['state'];
  readonly place: KeyPlace | null;
  readonly key: Secret | null;
  readonly changedAtMs: number | null;
  readonly paths: readonly string[];
}

function read(survey: ShellSurvey): Reading {
  const wanted = survey.files.filter((file) => file.wanted);
  const found = survey.files.flatMap((file) => {
    const { blocks, brokenLines } = findBlocks(file.content.reveal(), survey.shell.kind);
    return blocks.length > 0 || brokenLines.length > 0 ? [{ file, blocks, broken: brokenLines.length > 0 }] : [];
  });
  const paths = found.map(({ file }) => file.path);
  const nothing = { place: null, key: null, changedAtMs: null, paths };
  if (found.some(({ broken }) => broken)) return { ...nothing, state: 'broken-block' };
  const blocks = found.flatMap((one) => one.blocks);
  if (blocks.some((block) => !block.intact)) return { ...nothing, state: 'edited-by-hand' };
  const unreadable = wanted.some((file) => file.problem === 'not-readable' || file.problem === 'too-large');
  if (unreadable) return { ...nothing, state: 'not-readable' };
  const bodies = found.flatMap(({ file, blocks: own }) => own.map((block) => keyOfBlock(survey, file, block)));
  const [last] = bodies.slice(-1);
  if (!last) return { ...nothing, state: 'not-set' };
  const everywhere = wanted.every((file) => found.some((one) => one.file.target === file.target));
  const theSame = bodies.every(({ key }) => key !== null && key.reveal() === last.key?.reveal());
  return {
    state: everywhere && theSame ? 'set' : 'partly-set',
    place: last.place,
    key: theSame ? last.key : null,
    changedAtMs: Math.max(...bodies.map((one) => one.changedAtMs)),
    paths,
  };
}

function keyOfBlock(survey: ShellSurvey, file: StartupFile, block: Block) {
  const body = readBody(block.body, survey.shell.kind);
  const changedAtMs = file.before?.modifiedAtMs ?? 0;
  if (body?.place !== 'private-file') return { place: 'block' as const, key: body?.key ?? null, changedAtMs };
  const { privateFile, shell } = survey;
  const lines = privateFile.content.reveal().split('\n');
  const key = lines.map((line) => keyOfLine(line, shell.kind)).find((one) => one !== null) ?? null;
  return { place: 'private-file' as const, key, changedAtMs: privateFile.before?.modifiedAtMs ?? changedAtMs };
}
