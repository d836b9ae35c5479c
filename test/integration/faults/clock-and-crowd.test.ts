import { afterEach, describe, expect, it, vi } from 'vitest';
import { given, over, recover, sandboxOf, stateOf, stopsIn, type Faulty } from './faulty.ts';

// A command of a lab is a Node process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let faulty: Faulty | null = null;
afterEach(async () => {
  if (faulty) await over(faulty);
  faulty = null;
});

describe('a clock that is set', () => {
  it('back by a day stops nothing early and hides nothing', async () => {
    faulty = await given('sbx');
    const { clock, nextLook } = faulty.watched;
    for (let look = 0; look < 2; look += 1) {
      clock.sleep(-86_400_000);
      await nextLook();
      expect(stopsIn(faulty)).toEqual([]);
      expect(stateOf(faulty)).toMatchObject({ state: 'ready' });
      expect(sandboxOf(faulty)).toMatchObject({ status: 'running', fresh: true });
    }
    clock.sleep(-86_400_000);
    const idleForMs = sandboxOf(faulty)?.activity.idleForMs ?? 0;
    for (let look = 0; look < 60 && faulty.lab.box('sbx', 'idle').vm; look += 1) await nextLook();
    await faulty.watched.watcher.settle();
    expect(idleForMs).toBeLessThan(45_000);
    expect(sandboxOf(faulty)?.status).toBe('stopped');
  });

  it('forward by a day begins the idle time anew', async () => {
    faulty = await given('sbx');
    const { clock, nextLook } = faulty.watched;
    await nextLook();
    clock.sleep(86_400_000);
    await nextLook();
    expect(stopsIn(faulty)).toEqual([]);
    expect(sandboxOf(faulty)?.activity.idleForMs).toBe(0);
    await recover(faulty);
  });
});

describe('two hundred sandboxes at once', () => {
  it('are all seen, none of them is stopped, and they are gone when they are gone', async () => {
    faulty = await given('sbx');
    const { lab, watched } = faulty;
    await lab.change('sbx', 'idle', { cpuFraction: 0 });
    const names = Array.from({ length: 200 }, (_, index) => `box-${index}`);
    await lab.add(
      'sbx',
      names.map((name) => ({ name, light: true })),
    );
    const startedMs = performance.now();
    await watched.nextLook();
    const lookMs = performance.now() - startedMs;
    await watched.nextLook();
    expect(lookMs).toBeLessThan(10_000);
    expect(stopsIn(faulty)).toEqual([]);
    expect(stateOf(faulty)).toMatchObject({ state: 'ready' });
    const state = watched.watcher.getState();
    const seen = state.sandboxes.filter((one) => names.includes(one.name));
    expect(seen).toHaveLength(200);
    expect(seen.every((one) => one.fresh && one.status === 'running' && one.usage.memory !== null)).toBe(true);
    await Promise.all(names.map((name) => lab.remove('sbx', name)));
    await watched.nextLook();
    await watched.nextLook();
    await watched.nextLook();
    expect(watched.watcher.getState().sandboxes.map((one) => one.name)).toEqual(['idle']);
    expect(stopsIn(faulty).filter((call) => call.includes('box-'))).toEqual([]);
  });
});
