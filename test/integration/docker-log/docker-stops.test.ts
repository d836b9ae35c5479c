import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusJson } from '../../../main/cli/status-json.ts';
import { statusText } from '../../../main/cli/text.ts';
import { createSandman } from '../../../main/compose.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import { dockerSentence } from '../../../main/core/model/docker-text.ts';
import { silentLogger } from '../../../main/core/model/logger.ts';
import type { SandmanService } from '../../../main/core/model/service.ts';
import { Lab } from '../../lab/lab.ts';

let lab: Lab;
let home: string;
let service: SandmanService;

beforeAll(async () => {
  lab = await Lab.start({
    sbx: {
      sandboxes: [
        { name: 'api', sessions: 1 },
        { name: 'web', sessions: 1 },
      ],
    },
  });
  await lab.log('starting sandboxd');
  await lab.log('session connected', { sandbox: 'api' });
  home = await mkdtemp(path.join(os.tmpdir(), 'stops-'));
  service = await createSandman({
    version: '0',
    home,
    env: lab.env,
    demo: false,
    lookOnly: true,
    logger: silentLogger,
  });
  await service.start();
});
afterAll(async () => {
  await service.dispose();
  await lab.dispose();
  await rm(home, { recursive: true, force: true });
});

async function looked(name: string) {
  await service.lookNow();
  const state = service.getState();
  const one = state.sandboxes.find((sandbox) => sandbox.name === name);
  if (!one) throw new Error(`${name} is not there`);
  const json = statusJson(state).sandboxes.find((sandbox) => sandbox.name === name);
  return { one, json, sentence: dockerSentence(one, state.atMs, wordsFor('en')), text: statusText(state, state.atMs) };
}

describe('Docker’s own idle timer', () => {
  it('is shown with its countdown while it runs', async () => {
    expect((await looked('api')).one.docker).toMatchObject({ event: 'session-connected' });
    await lab.change('sbx', 'api', { sessions: 0 });
    await lab.log('session disconnected, deferring auto-stop', { sandbox: 'api', delay: 30_000_000_000 });
    const { json, sentence } = await looked('api');
    expect(json).toMatchObject({ docker: { event: 'auto-stop-deferred', delayMs: 30_000 } });
    expect(Date.parse(json?.docker?.autoStopAt ?? '') - Date.now()).toBeGreaterThan(20_000);
    expect(sentence).toMatch(/^Docker stops it in 0:(2\d|30): its last session ended$/);
  });

  it('is named when it stopped a sandbox', async () => {
    await lab.log('auto-stop grace period expired, stopping runtime', { sandbox: 'api' });
    await lab.box('sbx', 'api').stop();
    await lab.log('stopped runtime container', { container: lab.box('sbx', 'api').containerId, sandbox: 'api' });
    await lab.log('auto-stopped runtime after last session disconnected', { sandbox: 'api' });
    const { one, json, sentence, text } = await looked('api');
    expect(one.status).toBe('stopped');
    expect(json?.docker).toMatchObject({ event: 'auto-stopped', stoppedBy: 'docker-idle-timer', delayMs: 30_000 });
    expect(json?.docker).not.toHaveProperty('autoStopAt');
    expect(sentence).toBe('stopped by Docker’s idle timer, 30 sec after the last session ended');
    expect(text).toContain(sentence);
  });

  it('is not blamed for a stop by hand, although its log says so half a minute later', async () => {
    await lab.box('sbx', 'web').stop();
    await looked('web');
    const later = { time: new Date(Date.now() + 30_000).toISOString(), sandbox: 'web' };
    await lab.log('session disconnected, deferring auto-stop', { sandbox: 'web', delay: 30_000_000_000 });
    await lab.log('auto-stop grace period expired, stopping runtime', later);
    await lab.log('auto-stopped runtime after last session disconnected', later);
    const { json, sentence } = await looked('web');
    expect(json?.docker?.stoppedBy).toBe('other');
    expect(sentence).toBeNull();
  });
});
