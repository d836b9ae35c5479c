import { afterEach, describe, expect, it } from 'vitest';
import { Lab } from '../../lab/lab.ts';
import type { LabSandbox } from '../../lab/scenario.ts';
import { inEnglish } from '../../support/said.ts';
import { labRuntime, lookAt, needsAt } from '../support/lab-runtimes.ts';

const gib = 1024 ** 3;
let lab: Lab;

async function given(...sandboxes: readonly LabSandbox[]) {
  lab = await Lab.start({ containers: { sandboxes } });
  return labRuntime(lab, 'containers');
}

afterEach(async () => {
  await lab.dispose();
});

describe('container sandboxes', () => {
  it('are seen with what the Engine counts, their limit and their start', async () => {
    const runtime = await given(
      {
        name: 'old',
        agent: 'gemini',
        workspaces: ['/w/old'],
        memoryMiB: 48,
        limit: { bytes: 2 * gib, toldBy: 'engine' },
      },
      { name: 'off', status: 'stopped' },
    );
    const { state, listed, usages } = await lookAt(runtime, needsAt(0));
    expect(state).toEqual({ id: 'containers', state: 'ready', via: 'socket' });
    expect(listed).toMatchObject([
      {
        name: 'old',
        agent: 'gemini',
        status: 'running',
        workspaces: ['/w/old'],
        limit: { bytes: 2 * gib, source: 'engine' },
      },
      { name: 'off', status: 'stopped' },
    ]);
    expect(listed[0]?.startedAtMs).toBe(lab.box('containers', 'old').startedAt.getTime());
    const rssBytes = (await lab.box('containers', 'old').vm?.rssBytes()) ?? 0;
    const usage = usages.get('old');
    expect(Math.abs((usage?.memory?.usedBytes ?? 0) - rssBytes)).toBeLessThan(rssBytes * 0.1);
    expect(usage).toMatchObject({
      memory: { source: 'engine-stats' },
      sessions: 'absent',
      network: { kind: 'counter' },
    });
    expect(usage?.memory?.guest?.bytes).toBe(usage?.memory?.usedBytes);
  });

  it('are another run after a restart, also of the same id', async () => {
    const runtime = await given({ name: 'old', light: true });
    const before = (await lookAt(runtime, needsAt(0))).usages.get('old')?.countedId;
    await lab.box('containers', 'old').stop();
    await lookAt(runtime, needsAt(15));
    await lab.box('containers', 'old').start();
    const after = (await lookAt(runtime, needsAt(30))).usages.get('old')?.countedId;
    expect(before).toBeDefined();
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
  });

  it('are asked about once each, and once more every minute, besides what they use', async () => {
    const runtime = await given({ name: 'a', light: true }, { name: 'b', light: true });
    for (let second = 0; second < 60; second += 15) await lookAt(runtime, needsAt(second));
    expect(
      lab.calls.filter((call) => call.args[1]?.endsWith('/json') && call.args[1] !== '/containers/json'),
    ).toHaveLength(2);
  });

  it('are not there when no Engine is', async () => {
    lab = await Lab.start({});
    const { state } = await lookAt(labRuntime(lab, 'containers'), needsAt(0));
    expect(state.state).toBe('not-installed');
    expect(state.detail && inEnglish(state.detail)).toContain('engine.sock');
  });
});
