import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyService } from '../../../main/compose-key.ts';
import { createSandman } from '../../../main/compose.ts';
import { adviceFor } from '../../../main/core/apikey/advice.ts';
import { restartPrompt } from '../../../main/core/apikey/desktop-restart/prompt.ts';
import type { KeyService } from '../../../main/core/apikey/key-service.ts';
import type { KeyState } from '../../../main/core/apikey/key-state.ts';
import { systemClock } from '../../../main/core/host/clock.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import type { SandmanService } from '../../../main/core/model/service.ts';
import { linuxProcessTable } from '../../../main/core/process/linux-process-table.ts';
import { Lab } from '../../lab/lab.ts';
import type { LabScenario } from '../../lab/scenario.ts';
import { canaryKey, filesWith, watchArguments } from '../../support/canary.ts';
import { saying } from '../../support/said.ts';

const key = canaryKey();
const bashrc = '# mine\nalias ll="ls -l"\n';
/** As Debian makes it for a new account: a login shell reads .bashrc through it. */
const profile = 'if [ -n "$BASH_VERSION" ] && [ -f "$HOME/.bashrc" ]; then\n  . "$HOME/.bashrc"\nfi\n';

let lab: Lab;
let home: string;
let service: SandmanService;
let keys: KeyService;
let log: string[];
let states: KeyState[];
let watch: ReturnType<typeof watchArguments>;

const inHome = (name: string) => path.join(lab.env['HOME'] ?? '', name);

/** The app without its windows, over a lab; a restart's time runs 40 times faster. */
async function start(scenario: LabScenario = full): Promise<void> {
  lab = await Lab.start(scenario);
  home = await mkdtemp(path.join(os.tmpdir(), 'sandman-'));
  await writeFile(inHome('.bashrc'), bashrc, { mode: 0o600 });
  await writeFile(inHome('.profile'), profile, { mode: 0o600 });
  const note = (text: string) => void log.push(text);
  const logger = { info: note, warn: note, error: note };
  const env = { ...lab.env, SANDMAN_SHELL: '/bin/bash' };
  service = await createSandman({ version: '0', home, env, demo: false, logger });
  await service.start();
  keys = createKeyService({
    home,
    env,
    logger,
    appState: () => service.getState(),
    lookNow: () => service.lookNow(),
    clock: systemClock(40),
    // Other labs may run on this machine.
    processTable: {
      list: async () => (await linuxProcessTable().list()).filter((one) => one.pid === lab.desktop?.daemonPid),
    },
  });
  keys.subscribe((state) => states.push(state));
}

const full: LabScenario = {
  sbx: { sandboxes: [{ name: 'on-sbx' }] },
  dockerSandbox: { sandboxes: [{ name: 'api' }, { name: 'docs', status: 'stopped' }], desktop: {} },
};

const advice = () => adviceFor(service.getState(), keys.getState(), wordsFor('en'));
const shell = () => keys.getState().shell;
const stepStates = () => shell()?.steps.map((step) => `${step.id} ${step.state}`);
const stopKeys = () => restartPrompt(service.getState()).stops.map((one) => one.key);
const writePreview = () => keys.write(shell()?.preview?.id ?? '');

/** Paste, preview, write. */
async function setKey(): Promise<void> {
  expect(await keys.look()).toEqual({ ok: true });
  expect(keys.take(key, true)).toEqual({ ok: true });
  expect(await keys.preview({ purpose: 'set' })).toEqual({ ok: true });
  await writePreview();
}

beforeEach(() => {
  log = [];
  states = [];
  watch = watchArguments(key);
});

afterEach(async () => {
  await keys.dispose();
  await service.dispose();
  const { rounds, seen } = await watch.stop();
  expect(rounds).toBeGreaterThan(0);
  expect(seen).toEqual([]);
  expect(JSON.stringify([states, keys.getState(), service.getState(), log, lab.calls])).not.toContain(key);
  const allowed = [inHome('.bashrc'), path.join(home, 'env.sh')];
  expect((await filesWith(key, home, lab.dir)).filter((file) => !allowed.includes(file))).toEqual([]);
  await lab.dispose();
  await rm(home, { recursive: true });
});

describe('the preview of a change', () => {
  const other = `export ANTHROPIC_API_KEY='${canaryKey()}'\n`;

  async function looked(text: string): Promise<void> {
    await start();
    await writeFile(inHome('.bashrc'), text, { mode: 0o600 });
    await keys.look();
    keys.take(key, true);
  }

  it('says what other lines go on to do, and no more of those that it comments out', async () => {
    await looked(bashrc + other);
    await keys.preview({ purpose: 'set' });
    expect(shell()?.preview).toMatchObject({ canCommentOut: true, commentsOut: false });
    expect(shell()?.preview?.otherExports).toHaveLength(1);
    await keys.preview({ purpose: 'set', commentOut: true });
    expect(shell()?.preview).toMatchObject({ canCommentOut: true, commentsOut: true, otherExports: [] });
  });

  it('does not say that lines are commented out where nothing is written at all', async () => {
    await looked(bashrc);
    await keys.preview({ purpose: 'set' });
    await writePreview();
    const ours = await readFile(inHome('.bashrc'), 'utf8');
    await writeFile(inHome('.bashrc'), ours.replace('# Sandman', '# mine') + other, { mode: 0o600 });
    await keys.preview({ purpose: 'set', commentOut: true });
    expect(shell()?.preview?.refusals).toHaveLength(1);
    expect(shell()?.preview).toMatchObject({ commentsOut: true, canOverwrite: true });
    expect(shell()?.preview?.otherExports).toHaveLength(1);
    await keys.preview({ purpose: 'set', commentOut: true, overwriteEdited: true });
    expect(shell()?.preview).toMatchObject({ refusals: [], otherExports: [] });
  });

  it('is gone with the key that it was made for', async () => {
    await looked(bashrc);
    await keys.preview({ purpose: 'set' });
    const old = shell()?.preview?.id ?? '';
    keys.take(canaryKey(), true);
    expect(shell()?.preview).toBeNull();
    expect(await keys.write(old)).toMatchObject({ ok: false });
    // Another key may come while a change is worked out.
    const underWay = keys.preview({ purpose: 'set' });
    keys.take(key, true);
    await underWay;
    expect(shell()?.preview).toBeNull();
    expect(await readFile(inHome('.bashrc'), 'utf8')).toBe(bashrc);
  });
});

describe('the way of a key to the sandboxes of Docker Desktop', () => {
  it('goes from paste to proof', async () => {
    await start();
    await keys.look();
    expect(shell()).toMatchObject({ status: 'not-set', needsRestart: false, shellName: 'bash' });
    expect(stepStates()).toEqual(['file open', 'shell open', 'daemon open']);

    expect(keys.take(` ${key}\n`, true)).toEqual({ ok: true });
    expect(keys.getState().draft).toEqual({ mask: `sk-ant-…${key.slice(-4)}`, fromClipboard: true });

    expect(await keys.preview({ purpose: 'set' })).toEqual({ ok: true });
    const preview = shell()?.preview;
    expect(preview).toMatchObject({ refusals: [], purpose: 'set', place: 'block' });
    expect(preview?.files.flatMap((file) => file.diff).filter((line) => line.kind === 'added').length).toBeGreaterThan(
      1,
    );
    expect(await readFile(inHome('.bashrc'), 'utf8')).toBe(bashrc);

    expect(await writePreview()).toEqual({ ok: true });
    expect(await readFile(inHome('.bashrc'), 'utf8')).toContain(key);
    expect(shell()).toMatchObject({ status: 'seen-by-shell', preview: null, mask: `sk-ant-…${key.slice(-4)}` });
    expect(stepStates()).toEqual(['file done', 'shell done', 'daemon wrong']);
    expect(shell()?.needsRestart).toBe(true);
    expect(restartPrompt(service.getState())).toEqual({
      stops: [{ key: 'docker-sandbox/api', name: 'api', maybeBusy: true }],
      complete: true,
    });

    expect(await keys.restartDesktop(stopKeys())).toEqual({ ok: true });
    expect(shell()).toMatchObject({ status: 'seen-by-daemon', needsRestart: false, restarting: null });
    expect(stepStates()).toEqual(['file done', 'shell done', 'daemon done']);
    expect(keys.getState().message).toMatchObject({
      ok: true,
      text: saying('has this key'),
    });
    expect(lab.box('docker-sandbox', 'api').vm).toBeNull();
    expect(lab.box('sbx', 'on-sbx').vm).not.toBeNull();
    const progress = states.flatMap((state) => state.shell?.restarting?.step ?? []);
    expect(new Set(progress)).toEqual(new Set(['restarting', 'waiting']));
    const ledger = await readFile(path.join(home, 'ledger.jsonl'), 'utf8');
    const lines = ledger
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { decision: string; sandbox: string; who: string });
    expect(lines.filter((line) => line.who === 'user').map((line) => `${line.decision} ${line.sandbox}`)).toEqual([
      'stopping api',
      'stopped api',
    ]);
  });

  it('is out of date once the file has another key, and proven again after the next restart', async () => {
    await start();
    await setKey();
    await keys.restartDesktop(stopKeys());
    const next = canaryKey();
    keys.take(next, false);
    await keys.preview({ purpose: 'set' });
    await writePreview();
    expect(shell()).toMatchObject({ status: 'out-of-date' });
    expect(stepStates()).toEqual(['file done', 'shell done', 'daemon wrong']);
    expect(shell()?.needsRestart).toBe(true);
    await keys.restartDesktop(stopKeys());
    expect(shell()).toMatchObject({ status: 'seen-by-daemon', needsRestart: false });
    expect(await filesWith(next, home, lab.dir)).toEqual([inHome('.bashrc')]);
  });

  it('is removed again: the file is what it was', async () => {
    await start();
    await setKey();
    await keys.preview({ purpose: 'remove' });
    expect(await writePreview()).toEqual({ ok: true });
    expect(await readFile(inHome('.bashrc'), 'utf8')).toBe(bashrc);
    expect(shell()).toMatchObject({ status: 'not-set', needsRestart: false, mask: null });
  });
});

describe('what keeps it from arriving', () => {
  it('another line overrides it: the shell is asked, not the file', async () => {
    await start();
    await setKey();
    await writeFile(inHome('.profile'), `${profile}export ANTHROPIC_API_KEY=sk-ant-api03-an-older-one\n`);
    expect(await keys.verify()).toEqual({ ok: true });
    expect(shell()).toMatchObject({ status: 'overridden' });
    expect(keys.getState().message?.ok).toBe(false);
  });

  it('the start-up file ends before it: a new shell does not have it', async () => {
    await start();
    await setKey();
    await writeFile(inHome('.bashrc'), `return\n${await readFile(inHome('.bashrc'), 'utf8')}`);
    await keys.verify();
    expect(stepStates()?.slice(0, 2)).toEqual(['file done', 'shell wrong']);
    expect(shell()).toMatchObject({ status: 'set-in-file' });
  });

  it('Docker Desktop comes back with its old environment: the daemon is looked at, and says no', async () => {
    await start();
    await setKey();
    lab.fault('docker desktop restart', { kind: 'old-environment' });
    await keys.restartDesktop(stopKeys());
    expect(shell()?.needsRestart).toBe(true);
    expect(keys.getState().message).toMatchObject({ ok: false, text: saying('log out') });
  });

  it('Docker Desktop does not come back', async () => {
    await start();
    await setKey();
    lab.fault('docker desktop restart', { kind: 'never-back' });
    await keys.restartDesktop(stopKeys());
    expect(keys.getState()).toMatchObject({
      busy: null,
      message: { ok: false, text: saying('start Docker Desktop') },
    });
    expect(shell()).toMatchObject({ needsRestart: false, restarting: null, status: 'seen-by-shell' });
  });

  it('the restart fails', async () => {
    await start();
    await setKey();
    lab.fault('docker desktop restart', { kind: 'exit', code: 1, stderr: 'Error: engine is busy' });
    await keys.restartDesktop(stopKeys());
    expect(keys.getState().message).toMatchObject({
      ok: false,
      text: saying('engine is busy'),
    });
    expect(shell()?.needsRestart).toBe(true);
  });

  it('a sandbox was started since the user was asked: nothing is restarted', async () => {
    await start();
    await setKey();
    await lab.box('docker-sandbox', 'docs').start();
    const before = lab.desktop?.daemonPid;
    expect(await keys.restartDesktop(stopKeys())).toMatchObject({
      ok: false,
      message: saying('docs'),
    });
    expect(lab.desktop?.daemonPid).toBe(before);
    expect(stopKeys().sort()).toEqual(['docker-sandbox/api', 'docker-sandbox/docs']);
    expect(await keys.restartDesktop(stopKeys())).toEqual({ ok: true });
  });

  it('the file was changed since the preview: nothing is written', async () => {
    await start();
    await keys.look();
    keys.take(key, false);
    await keys.preview({ purpose: 'set' });
    await writeFile(inHome('.bashrc'), '# quite another\n');
    expect(await writePreview()).toMatchObject({
      ok: false,
      message: saying('in the meantime'),
    });
    expect(await readFile(inHome('.bashrc'), 'utf8')).toBe('# quite another\n');
  });

  it('an older preview is not written', async () => {
    await start();
    await keys.look();
    keys.take(key, false);
    await keys.preview({ purpose: 'set' });
    const old = shell()?.preview?.id ?? '';
    await keys.preview({ purpose: 'set', place: 'private-file' });
    expect(await keys.write(old)).toMatchObject({ ok: false });
    expect(await readFile(inHome('.bashrc'), 'utf8')).toBe(bashrc);
  });
});

describe('what cannot be a key', () => {
  it('is refused with what is wrong with it, and is not repeated', async () => {
    await start({ sbx: { sandboxes: [] } });
    const cases = [
      ['', 'Nothing was pasted'],
      [`${key.slice(0, 50)}\n${key.slice(50)}`, 'line break'],
      [`${key.slice(0, 50)} ${key.slice(50)}`, 'spaces'],
      [`sk-ant-oat01-${key.slice(13)}`, 'Claude subscription'],
      [key.replace('sk-ant', 'sk-proj'), 'sk-ant-'],
      [`export ANTHROPIC_API_KEY=${key}`, 'whole line'],
      ['proxy-managed', 'in place of the key'],
    ] as const;
    for (const [text, words] of cases) {
      const result = keys.take(text, false);
      expect(result).toMatchObject({ ok: false, message: saying(words) });
      if (text.length > 20) expect(JSON.stringify(result)).not.toContain(text.slice(-20));
      expect(keys.getState().draft).toBeNull();
    }
  });
});

describe('the key in sbx', () => {
  it('is stored, listed and removed', async () => {
    await start({ sbx: { sandboxes: [] } });
    await keys.look();
    expect(keys.getState()).toMatchObject({ shell: null, sbx: { version: '0.42.0', stored: { stored: 'no' } } });
    expect(await keys.storeInSbx()).toMatchObject({ ok: false });
    keys.take(key, false);
    expect(await keys.storeInSbx()).toEqual({ ok: true });
    expect(keys.getState().sbx?.stored).toEqual({ stored: 'yes' });
    expect(keys.getState().message?.text).toEqual(saying('next start'));
    expect(lab.secrets.kept('anthropic')?.text).toBe(key);
    expect(await keys.removeFromSbx()).toEqual({ ok: true });
    expect(lab.secrets.kept('anthropic')).toBeNull();
  });

  it('is not asked for while the daemon does not run, and looking does not start it', async () => {
    await start({ sbx: { daemon: 'down', sandboxes: [] } });
    await keys.look();
    await keys.look();
    expect(keys.getState().sbx?.stored).toEqual({ stored: 'not-asked' });
    expect(lab.callsTo('sbx', 'secret')).toEqual([]);
    expect(lab.isDaemonRunning()).toBe(false);
  });

  it.each([
    ['it fails and repeats the key', { kind: 'repeats-input' }, '[secret]'],
    ['it says that it did, and did not', { kind: 'says-done' }, 'does not list it'],
    ['it is signed out', { kind: 'exit', code: 1, stderr: 'You are not authenticated to Docker' }, 'not authenticated'],
  ] as const)('is not called stored when %s', async (_, fault, words) => {
    await start({ sbx: { sandboxes: [] } });
    await keys.look();
    keys.take(key, false);
    lab.fault('sbx secret set', fault);
    expect(await keys.storeInSbx()).toMatchObject({ ok: false, message: saying(words) });
    expect(keys.getState()).toMatchObject({ busy: null, sbx: { stored: { stored: 'no' } } });
  });

  it('is imported from a new shell', async () => {
    await start({ sbx: { version: '0.45.0', sandboxes: [] }, dockerSandbox: { sandboxes: [], desktop: {} } });
    await keys.look();
    expect(await keys.importIntoSbx()).toMatchObject({
      ok: false,
      message: saying('none to import'),
    });
    await setKey();
    expect(await keys.importIntoSbx()).toEqual({ ok: true });
    expect(lab.secrets.kept('anthropic')?.text).toBe(key);
    expect(keys.getState().message?.text).toEqual(saying('at once'));
  });
});

describe('what is good to know', () => {
  it('a subscriber is warned, and the placeholder explained where it can appear', async () => {
    await start();
    await keys.look();
    expect(advice().map((one) => one.code)).toEqual(['subscription', 'proxy-managed']);
    await setKey();
    expect(advice().map((one) => one.code)).toEqual(['subscription']);
    expect(advice()[0]?.title).toContain('billed by the API');
  });

  it('a sandbox in a git worktree is named', async () => {
    const workspace = await mkdtemp(path.join(os.tmpdir(), 'worktree-'));
    await writeFile(path.join(workspace, '.git'), 'gitdir: /home/user/project/.git/worktrees/feature\n');
    const main = await mkdtemp(path.join(os.tmpdir(), 'worktree-'));
    await mkdir(path.join(main, '.git'));
    const sandboxes = [
      { name: 'feature', workspaces: [workspace] },
      { name: 'trunk', workspaces: [main] },
    ];
    await start({ dockerSandbox: { sandboxes } });
    await keys.look();
    const found = advice().find((one) => one.code === 'worktree');
    expect(found?.title).toBe('In a git worktree: feature');
    await rm(workspace, { recursive: true });
    await rm(main, { recursive: true });
  });
});

describe('a look', () => {
  it('writes nothing, asks no shell and starts nothing', async () => {
    await start();
    await writeFile(inHome('.bashrc'), `touch "$HOME/a-shell-was-started"\n`);
    for (let times = 0; times < 3; times += 1) await keys.look();
    expect(await filesWith('', inHome('')).then((files) => files.map((file) => path.basename(file)))).toEqual([
      '.bashrc',
      '.profile',
    ]);
  });
});
