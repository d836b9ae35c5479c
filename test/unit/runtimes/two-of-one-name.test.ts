import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../main/core/engine/engine.ts';
import { SaidError } from '../../../main/core/i18n/said-error.ts';
import type { RunCommand } from '../../../main/core/process/command.ts';
import { containersRuntime } from '../../../main/core/runtimes/containers/containers-runtime.ts';
import { dockerSandboxRuntime } from '../../../main/core/runtimes/docker-sandbox/docker-sandbox-runtime.ts';
import { daemonApi } from '../../../main/core/runtimes/sbx/daemon-api.ts';
import { SbxCli } from '../../../main/core/runtimes/sbx/sbx-cli.ts';
import { inEnglish } from '../../support/said.ts';
import { unusableNames } from '../support/names.ts';

const needs = { force: true, attentive: true, atMs: 0, monotonicMs: 0, sessionsMaxAgeMs: () => 0 };
const prints =
  (names: readonly string[]): RunCommand =>
  () =>
    Promise.resolve({
      outcome: 'exited',
      exitCode: 0,
      stdout: JSON.stringify({ sandboxes: names.map((name) => ({ name, status: 'running' })) }),
      stderr: '',
      durationMs: 1,
    });

async function bySocket(names: readonly string[]): Promise<unknown> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'twice-'));
  const socket = path.join(folder, 'd.sock');
  const server = http.createServer((_, answer) => answer.end(JSON.stringify(names.map((name) => ({ name })))));
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  try {
    return await daemonApi(socket).sandboxes();
  } finally {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  }
}

async function byEngine(names: readonly string[]): Promise<unknown> {
  const containers = names.map((name, index) => ({ id: `id-${index}`, name, state: 'exited', labels: {} }));
  const engine = { listContainers: () => Promise.resolve(containers) } as unknown as Engine;
  const runtime = containersRuntime({
    endpoints: () => [{ kind: 'tcp', host: 'here', port: 1, protocol: 'http' }],
    openEngine: () => engine,
  });
  await runtime.detect(needs);
  return runtime.list(needs);
}

const lists: Readonly<Record<string, (names: readonly string[]) => Promise<unknown>>> = {
  'the daemon': bySocket,
  'sbx ls': (names) => new SbxCli(prints(names)).list('sbx'),
  'docker sandbox ls': (names) =>
    dockerSandboxRuntime({
      run: prints(names),
      findDocker: () => Promise.resolve('docker'),
      openEngine: () => {
        throw new Error('not asked');
      },
    }).list(needs),
  'the Engine': byEngine,
};

/** What a refusal says; null for a list that is taken. */
const refusalOf = (listed: Promise<unknown>) =>
  listed.then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof SaidError)) throw error;
      return inEnglish(error.said);
    },
  );

describe.each(Object.entries(lists))('the list of %s', (_, list) => {
  it('is refused with words when two have one name: one would decide about the other (guards: nameTwice)', async () => {
    expect(await refusalOf(list(['api', 'web']))).toBeNull();
    expect(await refusalOf(list(['api', 'web', 'api']))).toContain('a list with two sandboxes named api');
  });

  it('is refused when a name cannot be used', async () => {
    for (const name of unusableNames.filter((one) => one !== '')) {
      expect([name, await refusalOf(list(['api', name]))]).toEqual([name, expect.stringContaining('understood')]);
    }
  });
});
