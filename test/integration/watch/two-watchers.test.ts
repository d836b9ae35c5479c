import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSandman } from '../../../main/compose.ts';
import type { Intents } from '../../../main/core/control/only-looks.ts';
import { journalFileName } from '../../../main/core/enforce/journal.ts';
import { silentLogger } from '../../../main/core/model/logger.ts';
import type { SandmanService } from '../../../main/core/model/service.ts';
import { Lab } from '../../lab/lab.ts';
import { inEnglish } from '../../support/said.ts';

let lab: Lab;
let home: string;
const services: SandmanService[] = [];
beforeEach(async () => {
  lab = await Lab.start({ sbx: { sandboxes: [{ name: 'api', sessions: 1 }] } });
  home = await mkdtemp(path.join(os.tmpdir(), 'two-'));
});
afterEach(async () => {
  for (const service of services.splice(0).reverse()) await service.dispose();
  await lab.dispose();
  await rm(home, { recursive: true, force: true });
});

async function start(): Promise<SandmanService> {
  const service = await createSandman({ version: '0', home, env: lab.env, demo: false, logger: silentLogger });
  services.push(service);
  await service.start();
  return service;
}

const filesOf = async () => {
  const names = (await readdir(home, { recursive: true })).filter((name) => /\.json/.test(name)).toSorted();
  return Promise.all(names.map(async (name) => [name, await readFile(path.join(home, name), 'utf8')]));
};

it('of one home: the second only looks, carries no intent out and writes nothing (guards: refuseIntents)', async () => {
  const first = await start();
  // What the first one would need after a crash.
  await writeFile(path.join(home, journalFileName), '{"version":1,"stops":[]}\n');
  await first.protect('sbx/other', true);
  const before = await filesOf();
  const second = await start();
  const key = 'sbx/api';
  const wishes: { readonly [Name in keyof Intents]: () => ReturnType<Intents[Name]> } = {
    stopSandbox: () => second.stopSandbox(key),
    startSandbox: () => second.startSandbox(key),
    keepAwake: () => second.keepAwake(key, 60_000),
    keepAwakeUntil: () => second.keepAwakeUntil(key, Date.now() + 60_000),
    snooze: () => second.snooze(key, 60_000),
    protect: () => second.protect(key, true),
    stopIdle: () => second.stopIdle(),
    changeSandbox: () => second.changeSandbox(key, { protected: true }),
    changeSettings: () => second.changeSettings({ watchOnly: true }),
    importSettings: () => second.importSettings('{}'),
    answerTrial: () => second.answerTrial(3),
  };
  for (const [name, wish] of Object.entries(wishes)) {
    const result = await wish();
    expect(result.ok, name).toBe(false);
    if (!result.ok) expect(inEnglish(result.message)).toContain(`(process ${process.pid}) already watches`);
  }
  expect(second.getState().problems.map(({ code }) => code)).toContain('other-enforcer');
  expect(second.getState().sandboxes).toMatchObject([{ name: 'api', status: 'running' }]);
  expect(await filesOf()).toEqual(before);
  expect(await first.stopSandbox(key)).toEqual({ ok: true });
});
