import { execFile } from 'node:child_process';
import { chmod, chown, link, mkdir, symlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { RefusalCode, SetRequest, WarningCode } from '../../../../main/core/apikey/shell-file/types.ts';
import type { Account, RealShell } from './account.ts';

const run = promisify(execFile);

/** A home folder as people have it, and what must become of the key in it. */
export interface Case {
  readonly name: string;
  readonly shell: RealShell;
  readonly arrange: (account: Account) => Promise<void>;
  /** `set`: a new shell has it, and after `remove` everything is as it was. Otherwise nothing at all is touched. */
  readonly becomes: 'set' | RefusalCode;
  readonly request?: Omit<SetRequest, 'key'>;
  /** True where the shell cannot be asked afterwards, because its own file ends it: then the file asks by itself. */
  readonly asksItself?: boolean;
  readonly place?: 'block' | 'private-file';
  readonly warns?: WarningCode;
  readonly onlyRoot?: boolean;
  /** Undoes what keeps the folder from being deleted. */
  readonly release?: (account: Account) => Promise<void>;
}

export const oldKey = 'sk-ant-api03-the-key-that-was-there-before-0000';
const head = '# >>> sandman api key >>> ';
const foot = '# <<< sandman api key <<<';
const bash = (name: string, content: string | Buffer, more: Partial<Case> = {}): Case => ({
  name: `bash: ${name}`,
  shell: 'bash',
  arrange: (account) => account.write('.bashrc', content),
  becomes: 'set',
  ...more,
});
const printAndThen = (more: string) => `sh "$HOME/print-key.sh"\n${more}\n`;
/** What `/etc/skel` of Debian has. */
const debianProfile =
  'if [ -n "$BASH_VERSION" ]; then\n    if [ -f "$HOME/.bashrc" ]; then\n\t. "$HOME/.bashrc"\n    fi\nfi\n';

export const contentCases: readonly Case[] = [
  { name: 'bash: no file at all', shell: 'bash', arrange: async () => {}, becomes: 'set' },
  bash('an empty file', ''),
  bash('a line end and nothing else', '\n'),
  bash('white space only', '  \t\n   '),
  bash('no final newline', 'alias ll="ls -l"'),
  bash('a comment without final newline', '# end'),
  bash('many blank lines around', '\n\n\nalias a=b\n\n\n\n'),
  bash('CRLF', 'A=1\r\nB=2\r\n'),
  bash('CRLF without final newline', 'A=1\r\nB=2'),
  bash('LF and CRLF mixed', 'A=1\nB=2\r\nC=3\n'),
  bash('a single CR', 'A=1\rB=2'),
  bash('a byte order mark', '\ufeffA=1\nB=2\n', { warns: 'file-has-bom' }),
  bash('a byte order mark without final newline', '\ufeffA=1'),
  bash('a byte order mark alone', '\ufeff'),
  bash('UTF-8', 'PS1="λ→🐳 "\n# Grüße\n'),
  bash('bytes that are no UTF-8', Buffer.from([0x23, 0x20, 0xe9, 0xff, 0xfe, 0x80, 0x0a, 0x41, 0x3d, 0x31, 0x0a])),
  bash('control characters', 'PS1="\u001b[1m\u0007"\u000c\n'),
  bash('a #! line', '#!/bin/bash\nA=1\n'),
  bash('a #! line without its end', '#!/bin/bash'),
  bash('a first line that goes on', 'A=1 \\\n  B=2\n'),
  bash('a last line that goes on', 'A=1\nB=2 \\'),
  bash('an early return', 'return\nA=1\n'),
  bash('an early return without final newline', 'return 3'),
  bash('the guard of Debian for shells without a terminal', 'case $- in\n    *i*) ;;\n      *) return;;\nesac\nA=1\n'),
  bash('an early exit', printAndThen('exit 0'), { asksItself: true }),
  bash('an early exec', printAndThen('exec true'), { asksItself: true }),
  bash('set -e and a failure', `set -e\n${printAndThen('false')}`, { asksItself: true }),
  bash('set -u and an unknown variable', `set -u\n${printAndThen('echo $NO_SUCH')}`, { asksItself: true }),
  bash('set -n', printAndThen('set -n'), { asksItself: true }),
  bash('an open single quote', "A=1\necho 'it\nB=2\n"),
  bash('an open double quote', 'A=1\necho "it\nB=2\n'),
  bash('an open here-document', 'cat <<EOF\nhello\n'),
  bash('an open if', 'if true; then\nA=1\n'),
  bash('a syntax error', 'A=1\n)(\nB=2\n'),
  bash('a here-document that holds our marks', `cat >/dev/null <<'EOF'\n${head}x [0123456789ab]\nold\n${foot}\nEOF\n`),
  bash('a here-document with tabs that holds one mark', `cat >/dev/null <<-EOF\n\t${head}\n\tEOF\n`),
  bash('two here-documents on one line', `cat >/dev/null <<A <<'B C'\n${head}\nA\n${foot}\nB C\n`),
  bash('a block of another tool', '# >>> conda initialize >>>\n__conda_setup=1\n# <<< conda initialize <<<\n'),
  bash('marks of other tools without a partner', '# >>> conda initialize >>>\n# pnpm end\n### MANAGED BY X START\n'),
  bash('a sentence about our block', '# the "sandman api key" block goes here\n'),
  bash('a large file (5 MB)', `${'# a line of a long file, as nobody should have it\n'.repeat(105_000)}A=1\n`),
  bash('a large file in one line (5 MB)', `: ${'x'.repeat(5_000_000)}`),
  bash('NUL bytes', 'A=1\u0000\n', { becomes: 'not-text' }),
  bash('UTF-16', Buffer.from('\ufeffA=1\n', 'utf16le'), { becomes: 'not-text' }),
  bash('half a block: its start', `A=1\n${head}x [0123456789ab]\nexport X=1\n`, { becomes: 'broken-block' }),
  bash('half a block: its end', `A=1\n${foot}\n`, { becomes: 'broken-block' }),
  bash('a block upside down', `${foot}\nexport X=1\n${head}x [0123456789ab]\n`, { becomes: 'broken-block' }),
  bash('a block in a block', `${head}x [0123456789ab]\n${head}y [0123456789ab]\n${foot}\n`, {
    becomes: 'broken-block',
  }),
];

/** Files that hold a block of Sandman already, changed in the meantime. */
export function oldBlockCases(): readonly Case[] {
  const changed = (name: string, change: (text: string) => string, more: Partial<Case> = {}): Case =>
    bash(name, '', {
      arrange: async (account) => {
        await account.write('.bashrc', 'A=1\n', 0o600);
        await account.write('.profile', '. ~/.bashrc\n');
        await account.set(oldKey, { place: 'block' });
        await account.write('.bashrc', change((await account.read('.bashrc')).toString()), 0o600);
      },
      ...more,
    });
  return [
    changed('an old block', (text) => text),
    changed('an old block at the end, without final newline', (text) => `B=2\n${text.replace('A=1\n', '').trimEnd()}`),
    changed('an old block in the middle', (text) => `B=2\n${text}`),
    changed('two old blocks', (text) => text + text, { warns: 'two-blocks' }),
    changed('three old blocks', (text) => text.repeat(3)),
    changed('an old block whose line ends were converted', (text) => text.replaceAll('\n', '\r\n')),
    changed('a block with another value', (text) => text.replace('before', 'after'), { becomes: 'edited-by-hand' }),
    changed('a block with one more line', (text) => text.replace(foot, `export B=2\n${foot}`), {
      becomes: 'edited-by-hand',
    }),
    changed('an indented block', (text) => text.replace(/^(?=.)/gm, '  '), { becomes: 'edited-by-hand' }),
    changed('a block that lost its check', (text) => text.replace(/ \[.*\]/, ''), { becomes: 'edited-by-hand' }),
    changed('two blocks, one of them changed', (text) => text + text.replace('before', 'after'), {
      becomes: 'edited-by-hand',
    }),
    changed('a changed block that the user gives up', (text) => text.replace('before', 'after'), {
      request: { overwriteEdited: true },
    }),
  ];
}

export const placeCases: readonly Case[] = [
  bash('a file for its owner alone', 'A=1\n', { arrange: (a) => a.write('.bashrc', 'A=1\n', 0o600), place: 'block' }),
  bash('a file that others can read', 'A=1\n', {
    arrange: async (account) => {
      await chmod(account.home, 0o755);
      await account.write('.bashrc', 'A=1\n', 0o644);
    },
    place: 'private-file',
    warns: 'readable-by-others',
  }),
  bash('a file that others could read, in a folder that keeps them out', 'A=1\n', { place: 'block' }),
  bash('an executable file', 'A=1\n', { arrange: (a) => a.write('.bashrc', 'A=1\n', 0o750) }),
  bash('a file of another account', 'A=1\n', {
    onlyRoot: true,
    arrange: async (account) => {
      await account.write('.bashrc', 'A=1\n', 0o640);
      await chown(account.path('.bashrc'), 12_345, 23_456);
    },
  }),
  bash('a read-only file', 'A=1\n', { arrange: (a) => a.write('.bashrc', 'A=1\n', 0o444), becomes: 'read-only' }),
  bash('a read-only folder', 'A=1\n', {
    arrange: async (account) => {
      await account.write('.bashrc', 'A=1\n');
      await account.write('.profile', '. ~/.bashrc\n');
      await chmod(account.home, 0o500);
    },
    becomes: 'folder-not-writable',
    release: (account) => chmod(account.home, 0o700),
  }),
  bash('an immutable file', 'A=1\n', {
    onlyRoot: true,
    arrange: async (account) => {
      await account.write('.bashrc', 'A=1\n');
      await run('chattr', ['+i', account.path('.bashrc')]);
    },
    becomes: 'read-only',
    release: async (account) => void (await run('chattr', ['-i', account.path('.bashrc')])),
  }),
  bash('a relative link', '', { arrange: (a) => linked(a, 'dots/bashrc', 'dots/bashrc') }),
  bash('an absolute link', '', { arrange: (a) => linked(a, 'dots/bashrc', a.path('dots/bashrc')) }),
  bash('a chain of links', '', {
    arrange: async (account) => {
      await linked(account, 'deep/down/bashrc', 'one');
      await symlink('two', account.path('one'));
      await symlink(account.path('deep/down/bashrc'), account.path('two'));
    },
  }),
  bash('a folder that is a link', '', {
    arrange: async (account) => {
      await account.write('real/dots/bashrc', 'A=1\n');
      await symlink('real', account.path('store'));
      await symlink('store/dots/bashrc', account.path('.bashrc'));
    },
  }),
  bash('a link into a git repository', '', {
    arrange: async (account) => {
      await linked(account, 'dots/bashrc', 'dots/bashrc');
      await mkdir(account.path('dots/.git'));
    },
    place: 'private-file',
    warns: 'link-into-git',
  }),
  bash('a home folder that is a git work tree', 'A=1\n', {
    arrange: async (account) => {
      await account.write('.bashrc', 'A=1\n', 0o600);
      await mkdir(account.path('.git'));
    },
    place: 'private-file',
    warns: 'in-git',
  }),
  bash('a folder of a git worktree, whose .git is a file', 'A=1\n', {
    arrange: async (account) => {
      await account.write('.bashrc', 'A=1\n', 0o600);
      await account.write('.git', 'gitdir: /elsewhere\n');
    },
    place: 'private-file',
    warns: 'private-file-in-git',
  }),
  bash('a home folder that chezmoi fills', 'A=1\n', {
    arrange: async (account) => {
      await account.write('.bashrc', 'A=1\n', 0o600);
      await mkdir(account.path('.local/share/chezmoi'), { recursive: true });
    },
    place: 'private-file',
    warns: 'dotfile-manager',
  }),
  bash('a dangling link', '', {
    arrange: (account) => symlink('nowhere/bashrc', account.path('.bashrc')),
    becomes: 'dangling-link',
  }),
  bash('a link that leads to itself', '', {
    arrange: (account) => symlink('.bashrc', account.path('.bashrc')),
    becomes: 'link-loop',
  }),
  bash('a hard link', '', {
    arrange: async (account) => {
      await account.write('other', 'A=1\n');
      await link(account.path('other'), account.path('.bashrc'));
    },
    becomes: 'hard-linked',
  }),
  bash('a pipe', '', {
    arrange: async (account) => void (await run('mkfifo', [account.path('.bashrc')])),
    becomes: 'not-a-file',
  }),
  bash('a folder', '', { arrange: (account) => mkdir(account.path('.bashrc')), becomes: 'not-a-file' }),
  bash('a temporary file that a killed Sandman left', '', {
    arrange: (account) => account.write('.bashrc', 'A=1\n'),
  }),
];

async function linked(account: Account, file: string, to: string): Promise<void> {
  await account.write(file, 'A=1\n');
  await symlink(to, account.path('.bashrc'));
}

export const shellCases: readonly Case[] = [
  {
    name: 'bash: the .profile of Debian',
    shell: 'bash',
    arrange: async (account) => {
      await account.write('.profile', debianProfile);
      await account.write('.bashrc', 'case $- in\n    *i*) ;;\n      *) return;;\nesac\n');
    },
    becomes: 'set',
  },
  {
    name: 'bash: a .bash_profile that reads .bashrc by way of .profile',
    shell: 'bash',
    arrange: async (account) => {
      await account.write('.bash_profile', 'source ~/.profile\n');
      await account.write('.profile', debianProfile);
    },
    becomes: 'set',
  },
  {
    name: 'bash: a .bash_profile that reads nothing, and hides a .profile',
    shell: 'bash',
    arrange: async (account) => {
      await account.write('.bash_profile', 'A=1');
      await account.write('.profile', debianProfile);
    },
    becomes: 'set',
  },
  {
    name: 'bash: an export that comes later, commented out',
    shell: 'bash',
    arrange: (a) =>
      a.write('.bashrc', `if true; then\n  export ANTHROPIC_API_KEY="${oldKey}"\nfi\nunset ANTHROPIC_API_KEY`),
    becomes: 'set',
    request: { commentOut: true },
  },
  {
    name: 'bash: an export in a file that .bashrc reads, commented out',
    shell: 'bash',
    arrange: async (account) => {
      await account.write('.secrets', `export ANTHROPIC_API_KEY=${oldKey}\r\n`);
      await account.write('.bashrc', '[ -f ~/.secrets ] && . ~/.secrets\n');
    },
    becomes: 'set',
    request: { commentOut: true },
  },
  { name: 'zsh: no file at all', shell: 'zsh', arrange: async () => {}, becomes: 'set' },
  ...(
    [
      ['an empty file', ''],
      ['no final newline', 'alias l=ls'],
      ['CRLF', 'A=1\r\nB=2\r\n'],
      ['a byte order mark', '\ufeffA=1\n'],
      ['an early return', 'return\n'],
      ['an open quote', "echo 'it\n"],
      ['an open here-document', 'cat <<EOF\nx\n'],
      ['ERR_EXIT', `setopt ERR_EXIT\n${printAndThen('false')}`, true],
      ['an early exit', printAndThen('exit'), true],
      ['options that change quoting', 'setopt RC_QUOTES CSH_JUNKIE_QUOTES NO_UNSET KSH_ARRAYS SH_WORD_SPLIT\n'],
      ['a prompt that has to come first', 'if [[ -r ~/.cache/p10k.zsh ]]; then\n  source ~/.cache/p10k.zsh\nfi\n'],
    ] satisfies [string, string, boolean?][]
  ).map(([name, content, asksItself = false]): Case => ({
    name: `zsh: ${name}`,
    shell: 'zsh',
    arrange: (account) => account.write('.zshrc', content),
    becomes: 'set',
    asksItself,
  })),
  {
    name: 'zsh: an export in .zprofile and one in .zlogin, commented out',
    shell: 'zsh',
    arrange: async (account) => {
      await account.write('.zprofile', `export ANTHROPIC_API_KEY=${oldKey}\n`);
      await account.write('.zlogin', `typeset -gx ANTHROPIC_API_KEY='${oldKey}' # mine\n`);
    },
    becomes: 'set',
    request: { commentOut: true },
  },
  { name: 'fish: no folder at all', shell: 'fish', arrange: async () => {}, becomes: 'set' },
  {
    name: 'fish: a config.fish that cannot be read by fish',
    shell: 'fish',
    arrange: (account) => account.write('.config/fish/config.fish', 'if true\n'),
    becomes: 'set',
  },
  {
    name: 'fish: a config.fish that sets another key, commented out',
    shell: 'fish',
    arrange: (account) =>
      account.write(
        '.config/fish/config.fish',
        `if status is-login\n  set -gx ANTHROPIC_API_KEY ${oldKey}\nend\nset -e ANTHROPIC_API_KEY`,
      ),
    becomes: 'set',
    request: { commentOut: true },
  },
  {
    name: 'fish: a universal variable',
    shell: 'fish',
    arrange: async (account) => {
      await run('/usr/bin/fish', ['-c', `set -Ux ANTHROPIC_API_KEY ${oldKey}`], { env: account.env });
    },
    becomes: 'set',
  },
  {
    name: 'fish: conf.d is a link into a git repository',
    shell: 'fish',
    arrange: async (account) => {
      await mkdir(account.path('dots/.git'), { recursive: true });
      await mkdir(account.path('dots/conf.d'));
      await mkdir(account.path('.config/fish'), { recursive: true });
      await symlink('../../dots/conf.d', account.path('.config/fish/conf.d'));
    },
    becomes: 'set',
    place: 'private-file',
    warns: 'link-into-git',
  },
];
