import { message } from '../../main/core/i18n/message.ts';
import { noKeyState, type KeyPreview, type KeyState, type ShellKeyState } from '../../main/core/apikey/key-state.ts';
import { checkSaid } from '../../main/core/apikey/key-words.ts';
import { judge, type KeyFacts } from '../../main/core/apikey/proof/judge.ts';
import { sandbox } from './fleet.ts';
import { sceneAtMs, stateOf, type Scene } from './scene.ts';

const bashrc = '/home/ann/.zshrc';

/** How far a key has come, with everything that the panel says to it. */
function shellKey(facts: KeyFacts, patch: Partial<ShellKeyState> = {}): ShellKeyState {
  const { status, steps, needsRestart } = judge(facts);
  const isSet = facts.file.has === 'yes';
  return {
    shellName: 'zsh',
    mask: isSet ? 'sk-ant-…Xy9w' : null,
    paths: isSet ? [bashrc] : [],
    status,
    steps,
    preview: null,
    needsRestart,
    restarting: null,
    ...patch,
  };
}

const nothing: KeyFacts = { file: { has: 'no' }, shell: null, daemon: { has: 'no' } };
const has = { has: 'yes', hash: 'a' } as const;
const shellHas = { ...has, askedAtMs: sceneAtMs };
const atDaemon: KeyFacts = { file: has, shell: shellHas, daemon: has };
const notAtDaemon: KeyFacts = { file: has, shell: shellHas, daemon: { has: 'no' } };

const preview: KeyPreview = {
  id: '00000000-0000-4000-8000-000000000000',
  purpose: 'set',
  place: 'block',
  files: [
    {
      path: bashrc,
      kind: 'replace',
      diff: [
        { kind: 'context', text: 'alias ll="ls -l"' },
        { kind: 'added', text: '# >>> sandman >>>' },
        { kind: 'added', text: "export ANTHROPIC_API_KEY='sk-ant-…Xy9w'" },
        { kind: 'added', text: '# <<< sandman <<<' },
      ],
    },
  ],
  warnings: [],
  refusals: [],
  otherExports: [],
  canCommentOut: false,
  commentsOut: false,
  canOverwrite: false,
  lineByHand: "export ANTHROPIC_API_KEY='sk-ant-…Xy9w'",
};

const sbx = {
  version: '0.42.0',
  stored: { stored: 'no' },
  offersReference: true,
  offersImport: true,
  needsSandboxRestart: true,
} as const;

const desktopState = stateOf([sandbox('vm-one', { key: 'docker-sandbox/vm-one', runtime: 'docker-sandbox' })], {
  runtimes: [{ id: 'docker-sandbox', state: 'ready', via: 'cli' }],
});

function keyScene(key: Partial<KeyState>): Scene {
  return { state: desktopState, key: { ...noKeyState, available: true, ...key }, shows: 'key' };
}

/** The panel of the API key, from nothing to the proof. */
export const keyScenes: Readonly<Record<string, Scene>> = {
  'key-none': keyScene({ sbx, shell: shellKey(nothing) }),
  'key-preview': keyScene({
    shell: shellKey(nothing, { preview }),
    draft: { mask: 'sk-ant-…Xy9w', fromClipboard: true },
  }),
  'key-refused': keyScene({
    shell: shellKey(nothing, {
      preview: {
        ...preview,
        files: [],
        refusals: [message('refusal.edited-by-hand', { path: bashrc, line: 12 })],
        canOverwrite: true,
      },
    }),
    draft: { mask: 'sk-ant-…Xy9w', fromClipboard: false },
  }),
  'key-restarting': keyScene({
    busy: 'restarting',
    hasKey: true,
    shell: shellKey(notAtDaemon, {
      restarting: { step: 'waiting', status: 'starting', sinceMs: sceneAtMs, deadlineAtMs: sceneAtMs },
    }),
  }),
  'key-restart': keyScene({ shell: shellKey(notAtDaemon), hasKey: true, message: checkSaid(judge(notAtDaemon)) }),
  'key-proven': keyScene({ shell: shellKey(atDaemon), hasKey: true, message: checkSaid(judge(atDaemon)) }),
};
