import type { ApplyErrorCode, Finding, KeyInFiles, OtherExport, RefusalCode, WarningCode } from './types.ts';

const refusalSentences: Readonly<Record<RefusalCode, (at: Place) => string>> = {
  'not-readable': ({ path }) => `${path} cannot be read.`,
  'not-a-file': ({ path }) => `${path} is not an ordinary file.`,
  'dangling-link': ({ path }) => `${path} is a link to a file that does not exist.`,
  'link-loop': ({ path }) => `${path} is a link that leads back to itself.`,
  'read-only': ({ path }) => `${path} is write-protected.`,
  'folder-not-writable': ({ path }) => `The folder of ${path} takes no new files.`,
  'not-yours': ({ path }) => `${path} belongs to another account.`,
  'hard-linked': ({ path }) => `${path} has a second name (a hard link). Replacing it would part the two.`,
  'not-text': ({ path }) => `${path} is not text that a shell could read.`,
  'too-large': ({ path }) => `${path} is too large for a start-up file.`,
  'edited-by-hand': ({ path, line }) => `The Sandman block in ${path}, line ${line}, was changed by hand.`,
  'broken-block': ({ path, line }) => `In ${path}, line ${line}, half of a Sandman block is missing.`,
  'no-file-for-shell': () => 'Sandman does not write the files of this shell.',
  'unsafe-value': () => 'This value cannot be written into a shell file safely.',
};

const warningSentences: Readonly<Record<WarningCode, (at: Place) => string>> = {
  'readable-by-others': ({ path }) => `Other accounts of this machine can read ${path}.`,
  'in-git': ({ path, detail }) => `${path} lies in the git repository ${detail}: what is in it may be published.`,
  'link-into-git': ({ path, detail }) => `${path} is a link into the git repository ${detail}: it may be published.`,
  'private-file-in-git': ({ path, detail }) =>
    `${path} lies in the git repository ${detail}: add it to .gitignore before you commit.`,
  'dotfile-manager': ({ detail }) => `${detail} manages your files here. Add the change there, too, or it is undone.`,
  'overridden-elsewhere': ({ path, line }) => `${path}, line ${line}, is read later and decides about the key instead.`,
  'two-blocks': ({ path }) => `${path} has the Sandman block more than once. One is left.`,
  'file-has-bom': ({ path }) => `${path} begins with a byte order mark, which shells take for a command.`,
  'shell-from-environment': ({ detail }) => `The account names no login shell. ${detail} was taken from $SHELL.`,
  'zdotdir-unknown': ({ detail }) => `zsh did not say where its files are. ${detail} was taken.`,
};

interface Place {
  readonly path: string;
  readonly line: string;
  readonly detail: string;
}

export function refusalSentence(finding: Finding<RefusalCode>): string {
  return refusalSentences[finding.code](placeOf(finding));
}

export function warningSentence(finding: Finding<WarningCode>): string {
  return warningSentences[finding.code](placeOf(finding));
}

function placeOf({ path = '', line, detail = '' }: Finding<string>): Place {
  return { path, line: line === undefined ? '?' : String(line), detail };
}

const applySentences: Readonly<Record<ApplyErrorCode, string>> = {
  refused: 'Nothing was changed.',
  'changed-meanwhile': 'It was changed by somebody else in the meantime. Nothing was changed; look at it again.',
  'disk-full': 'The disk is full. The file is as it was.',
  'not-permitted': 'The system does not permit it. The file is as it was.',
  'read-only-file-system': 'It is on a file system that cannot be written. The file is as it was.',
  'backup-failed': 'No backup could be made. The file is as it was.',
  'not-as-written': 'It does not hold what was written. Look at it, and at its backup.',
  'write-failed': 'It could not be written. The file is as it was.',
};

export function applyErrorSentence(code: ApplyErrorCode): string {
  return applySentences[code];
}

const stateSentences: Readonly<Record<KeyInFiles['state'], string>> = {
  'not-set': 'The key is in no start-up file.',
  set: 'The key is in the start-up file.',
  'partly-set': 'The key is not in all the files where it belongs, or not the same in all of them. Set it again.',
  'edited-by-hand': 'The Sandman block was changed by hand. Nothing is touched until you decide.',
  'broken-block': 'Half of a Sandman block is missing. Repair or delete it by hand.',
  'not-readable': 'The start-up file cannot be read.',
};

export function keyInFilesSentence(state: KeyInFiles['state']): string {
  return stateSentences[state];
}

/** What another line does to the key. */
export function otherExportSentence({ path, line, kind, effect, conditional }: OtherExport): string {
  const does = kind === 'set' ? 'sets the variable' : 'takes the variable away';
  const when = conditional ? ', under conditions that Sandman does not see through' : '';
  const outcome = {
    overrides: 'It is read after Sandman’s line and wins.',
    overridden: 'Sandman’s line is read after it and wins.',
    elsewhere: 'No shell reads both.',
  }[effect];
  return `${path}, line ${line}, ${does}${when}. ${outcome}`;
}
