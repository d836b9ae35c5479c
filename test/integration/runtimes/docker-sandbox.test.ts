import { afterEach, describe, expect, it } from 'vitest';
import { Lab } from '../../lab/lab.ts';
import type { LabScenario } from '../../lab/scenario.ts';
import { labRuntime, lookAt, needsAt } from '../support/lab-runtimes.ts';

const gib = 1024 ** 3;
let lab: Lab;

async function given(dockerSandbox: NonNullable<LabScenario['dockerSandbox']>) {
  lab = await Lab.start({ dockerSandbox });
  return labRuntime(lab, 'docker-sandbox');
}

afterEach(async () => {
  await lab.dispose();
});

describe('microVM sandboxes of Docker Desktop', () => {
  it('are seen with what the Engine in each microVM counts, and what the VM has', async () => {
    const runtime = await given({
      sandboxes: [
        { name: 'web', agent: 'claude', workspaces: ['/w/web'], memoryMiB: 48 },
        { name: 'off', status: 'stopped' },
      ],
    });
    const { state, listed, usages } = await lookAt(runtime, needsAt(0));
    expect(state).toEqual({ id: 'docker-sandbox', state: 'ready', via: 'cli' });
    expect(listed).toMatchObject([
      { name: 'web', agent: 'claude', status: 'running', workspaces: ['/w/web'] },
      { name: 'off', status: 'stopped' },
    ]);
    const rssBytes = (await lab.box('docker-sandbox', 'web').vm?.rssBytes()) ?? 0;
    const usage = usages.get('web');
    expect(Math.abs((usage?.memory?.usedBytes ?? 0) - rssBytes)).toBeLessThan(rssBytes * 0.1);
    expect(usage).toMatchObject({
      memory: { source: 'vm-engine-stats', guest: { source: 'vm-engine-stats' } },
      limit: { bytes: 4 * gib, source: 'engine' },
      sessions: 'absent',
    });
  });

  it('are none in an empty list, which has another key', async () => {
    const runtime = await given({ sandboxes: [] });
    expect(await lookAt(runtime, needsAt(0))).toMatchObject({ state: { state: 'ready' }, listed: [] });
  });

  it('cannot be measured when the Engine in the microVM hangs, and the others can', async () => {
    const runtime = await given({
      sandboxes: [
        { name: 'frozen', light: true },
        { name: 'fine', light: true },
      ],
    });
    lab.fault('vm frozen', { kind: 'hang' });
    const { usages } = await lookAt(runtime, needsAt(0));
    expect(usages.get('frozen')).toMatchObject({ memory: null, cpuTimeMs: null, network: { kind: 'unknown' } });
    expect(usages.get('fine')?.cpuTimeMs).not.toBeNull();
  });

  it('are not asked for again soon by a docker without the plugin, unless somebody wants to know', async () => {
    lab = await Lab.start({ dockerSandbox: { plugin: false, sandboxes: [] } });
    const commands: string[] = [];
    const runtime = labRuntime(lab, 'docker-sandbox', {}, (command) => commands.push(command));
    for (const second of [0, 15, 300, 599]) {
      await expect(lookAt(runtime, needsAt(second))).rejects.toMatchObject({ condition: 'plugin-missing' });
    }
    expect(commands).toEqual(['docker sandbox ls --json']);
    const asked = needsAt(600, { force: true });
    await expect(lookAt(runtime, asked)).rejects.toMatchObject({ condition: 'plugin-missing' });
    await expect(lookAt(runtime, needsAt(1_201))).rejects.toMatchObject({ condition: 'plugin-missing' });
    expect(commands).toHaveLength(3);
  });

  it.each([
    ['Cannot connect to the Docker daemon at unix:///run/docker.sock. Is the docker daemon running?', 'desktop-down'],
    ['Beta features need to be enabled', 'beta-features-off'],
    ['unknown flag: --json', 'too-old'],
    ['something new', 'error'],
  ])('name what is wrong: %s', async (stderr, condition) => {
    const runtime = await given({ sandboxes: [] });
    lab.fault('docker sandbox', { kind: 'exit', code: 1, stderr });
    lab.fault('docker sandbox ls', { kind: 'exit', code: 1, stderr });
    await expect(lookAt(runtime, needsAt(0))).rejects.toMatchObject({ condition });
  });

  it('are not there without a docker command', async () => {
    lab = await Lab.start({});
    expect((await lookAt(labRuntime(lab, 'docker-sandbox'), needsAt(0))).state.state).toBe('not-installed');
  });
});
