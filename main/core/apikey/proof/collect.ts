import { message } from '../../i18n/message.ts';
import type { Secret } from '../secret.ts';
import type { KeyInFiles } from '../shell-file/types.ts';
import { keyInFilesMessage } from '../shell-file/words.ts';
import type { KeyFacts, Place } from './judge.ts';
import type { KeyHasher } from './key-hasher.ts';
import type { ShellKind } from './new-shell.ts';
import type { KeyReading } from './reading.ts';
import type { DaemonReading } from './sandbox-daemon.ts';

/** What is seen of a key: only its hash goes on from here. */
export function placeOf(reading: KeyReading, hasher: KeyHasher): Place {
  return reading.has === 'yes' ? { has: 'yes', hash: hasher.hash(reading.key) } : reading;
}

export function daemonPlace(reading: DaemonReading, hasher: KeyHasher): KeyFacts['daemon'] {
  return reading.has === 'not-running' ? reading : placeOf(reading, hasher);
}

/** `key` is what the files give, null when that is nothing or in doubt. */
export function filePlace(inFiles: KeyInFiles, key: Secret | null, hasher: KeyHasher): KeyFacts['file'] {
  const times = inFiles.changedAtMs === null ? {} : { changedAtMs: inFiles.changedAtMs };
  if (key !== null) return { has: 'yes', hash: hasher.hash(key), ...times };
  if (inFiles.state === 'not-set') return { has: 'no', ...times };
  return { has: 'unknown', detail: keyInFilesMessage(inFiles.state), ...times };
}

/**
 * What new shells have. A login shell and that of a terminal may read different files: only where both have the same it is
 * seen, and otherwise the one that has not what the file gives speaks for both.
 */
export async function shellPlace(
  ask: (kind: ShellKind) => Promise<KeyReading>,
  platform: NodeJS.Platform,
  file: Place,
  hasher: KeyHasher,
): Promise<Place> {
  // Terminals of macOS open login shells.
  const kinds: readonly ShellKind[] = platform === 'darwin' ? ['login'] : ['login', 'terminal'];
  const places: Place[] = [];
  for (const kind of kinds) places.push(placeOf(await ask(kind), hasher));
  const differs = (one: Place) => one.has !== 'yes' || file.has !== 'yes' || one.hash !== file.hash;
  return (
    places.find((one) => one.has === 'unknown') ??
    places.find(differs) ??
    places[0] ?? { has: 'unknown', detail: message('keyProof.noShell') }
  );
}
