import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../main/core/apikey/secret.ts';
import { SbxSecrets } from '../../../main/core/apikey/sbx-secret/sbx-secrets.ts';
import { createRunner } from '../../../main/core/process/run.ts';
import { Lab } from '../../lab/lab.ts';
import type { LabScenario } from '../../lab/scenario.ts';

const value = 'sk-ant-api03-canary-of-the-sbx-store-0123456789';
const key = new Secret(value);
const reference = 'op://Work/Anthropic key/credential';
let lab: Lab;

async function given(sbx: Partial<NonNullable<LabScenario['sbx']>> = {}): Promise<SbxSecrets> {
  lab = await Lab.start({ sbx: { sandboxes: [], ...sbx } });
  const { run } = createRunner({ env: { ...lab.env } });
  return new SbxSecrets({ run, findSbx: () => Promise.resolve(`${lab.env['PATH'] ?? ''}/sbx`) });
}

const asked = () => lab.callsTo('sbx', 'secret').map((call) => call.args.join(' '));

afterEach(async () => {
  expect(JSON.stringify(lab.calls)).not.toContain(value);
  await lab.dispose();
});

describe('storing the key in sbx', () => {
  it.each([
    ['0.30.0', 'secret set -g anthropic --no-input', 'unknown', true],
    ['0.37.1', 'secret set -g anthropic --no-input', 'unknown', true],
    ['0.38.0', 'secret set anthropic --no-input', 'unknown', true],
    ['0.42.0', 'secret set anthropic --no-input', 'yes', true],
    ['0.45.0', 'secret set anthropic --no-input', 'yes', false],
    ['1.2.0', 'secret set anthropic --no-input', 'yes', false],
  ])('version %s', async (version, command, stored, needsSandboxRestart) => {
    const secrets = await given({ version });
    expect(await secrets.set(key)).toMatchObject({ stored: { stored }, needsSandboxRestart });
    expect(lab.secrets.kept('anthropic')).toEqual({ kind: 'value', text: value });
    expect(asked()[0]).toBe(command);
  });

  it('does without --no-input where it is not known', async () => {
    const secrets = await given({ knowsNoInput: false });
    await secrets.set(key);
    expect(lab.secrets.kept('anthropic')?.text).toBe(value);
    expect(asked()).toEqual(['secret set anthropic --no-input', 'secret set anthropic', 'secret ls --json']);
  });

  it('starts the daemon, because the user asked for it', async () => {
    const secrets = await given({ daemon: 'down' });
    await secrets.set(key);
    expect(lab.isDaemonRunning()).toBe(true);
  });

  it('replaces the one before, and is taken away again', async () => {
    const secrets = await given();
    await secrets.set(new Secret('sk-ant-api03-the-one-before-0123456789'));
    await secrets.set(key);
    expect(lab.secrets.kept('anthropic')?.text).toBe(value);
    expect(await secrets.remove()).toMatchObject({ stored: { stored: 'no' } });
    expect(lab.secrets.kept('anthropic')).toBeNull();
  });

  it('looks for its version without starting the daemon', async () => {
    const secrets = await given({ daemon: 'down', version: '0.43.0' });
    expect(await secrets.version()).toEqual([0, 43, 0]);
    expect(lab.isDaemonRunning()).toBe(false);
  });
});

describe('other ways to a key', () => {
  it('stores a reference to 1Password instead of the key', async () => {
    const secrets = await given({ version: '0.39.0' });
    await secrets.setReference(reference);
    expect(lab.secrets.kept('anthropic')).toEqual({ kind: 'reference', text: reference });
  });

  it.each([
    'sk-ant-api03-pasted-by-mistake',
    'op://',
    'op://vault',
    'op://vault/item',
    '--force',
    'op://a/b/$(id)',
    "op://a/b/c'd",
  ])('refuses %s as a reference before anything is run', async (text) => {
    const secrets = await given({ version: '0.45.0' });
    expect(() => secrets.setReference(text)).toThrow('op://vault/item/field');
    expect(lab.calls).toEqual([]);
  });

  it('says from which version on references and imports are known', async () => {
    const secrets = await given({ version: '0.34.0' });
    await expect(secrets.setReference(reference)).rejects.toThrow('0.39');
    await expect(secrets.import(key)).rejects.toThrow('0.35');
    expect(asked()).toEqual([]);
  });

  it('lets sbx import it from the environment variable', async () => {
    const secrets = await given({ version: '0.45.0' });
    expect(await secrets.import(key)).toMatchObject({ stored: { stored: 'yes' }, needsSandboxRestart: false });
    expect(lab.secrets.kept('anthropic')).toEqual({ kind: 'value', text: value });
    expect(asked()[0]).toBe('secret import anthropic --force --no-input');
  });
});

describe('when sbx does not do it', () => {
  it.each([
    [
      'it fails',
      { kind: 'exit', code: 1, stderr: 'ERROR: ensure daemon: daemon exited unexpectedly' },
      'daemon exited unexpectedly',
    ],
    [
      'it is not signed in',
      { kind: 'exit', code: 1, stderr: 'You are not authenticated to Docker' },
      'not authenticated',
    ],
    ['it repeats the key in its error', { kind: 'repeats-input' }, 'not a valid secret: [secret]'],
  ] as const)('%s', async (_, fault, words) => {
    const secrets = await given();
    lab.fault('sbx secret set', fault);
    const failure: unknown = await secrets.set(key).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'RuntimeError' });
    expect((failure as Error).message).toContain(words);
    expect(`${(failure as Error).stack} ${JSON.stringify(failure)}`).not.toContain(value);
    expect(lab.secrets.kept('anthropic')).toBeNull();
  });

  it('is not believed when the list does not have it', async () => {
    const secrets = await given();
    lab.fault('sbx secret set', { kind: 'says-done' });
    expect(await secrets.set(key)).toMatchObject({ stored: { stored: 'no' } });
  });

  it.each([{ kind: 'half-json' }, { kind: 'exit', code: 1, stderr: 'ERROR: no' }] as const)(
    'does not take a list that it cannot understand for an empty one: %j',
    async (fault) => {
      const secrets = await given();
      lab.fault('sbx secret ls', fault);
      expect(await secrets.set(key)).toMatchObject({ stored: { stored: 'unknown' } });
    },
  );

  it('understands a list after a banner', async () => {
    const secrets = await given();
    lab.fault('sbx secret ls', { kind: 'banner' });
    expect(await secrets.set(key)).toMatchObject({ stored: { stored: 'yes' } });
  });
});
