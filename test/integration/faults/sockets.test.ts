import { chown } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LabFault, LabTarget } from '../../lab/scenario.ts';
import { endure, given, over, recover, sandboxOf, stateOf, stopsIn, type Faulty } from './faulty.ts';

// A command of a lab is a Node process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let faulty: Faulty | null = null;
afterEach(async () => {
  if (faulty) await over(faulty);
  faulty = null;
});

async function under(
  where: readonly ['sbx' | 'containers', LabTarget],
  fault: LabFault,
  says: object,
  looks?: number,
): Promise<void> {
  const [runtime, target] = where;
  faulty = await given(runtime);
  faulty.lab.fault(target, fault);
  await endure(faulty, looks);
  expect(stateOf(faulty)).toMatchObject(says);
  expect(sandboxOf(faulty)?.fresh).toBe(false);
  faulty.lab.fault(target, null);
  await recover(faulty);
}

/** Each of these looks waits for the whole deadline of a request, and comes a minute after the one before it. */
const slowLooks = 2;

describe('a daemon that', () => {
  it('hangs is shown as hung', async () => {
    await under(
      ['sbx', 'sandboxd '],
      { kind: 'hang' },
      { state: 'hung', detail: { id: expect.any(String) as string } },
      slowLooks,
    );
  });

  it('answers byte by byte and never ends is hung, too: the deadline is one for the whole answer', async () => {
    await under(['sbx', 'sandboxd /sandbox'], { kind: 'drip' }, { state: 'hung' }, slowLooks);
  });

  it('dies in the middle of an answer is said to have broken it off', async () => {
    const says = { state: 'error', detail: { id: 'daemon.brokeOff' } };
    await under(['sbx', 'sandboxd /sandbox'], { kind: 'break-off' }, says);
  });

  it.each([404, 409, 500])('answers %i is said to have refused', async (status) => {
    const says = { state: 'error', detail: { id: 'daemon.refused', values: { status } } };
    await under(['sbx', 'sandboxd /sandbox'], { kind: 'http', status }, says);
  });

  it('died and left its socket behind does not run, which is what is said, and a new one is found', async () => {
    faulty = await given('sbx');
    await faulty.lab.killDaemon();
    for (let look = 0; look < 6; look += 1) await faulty.watched.nextLook();
    expect(stopsIn(faulty)).toEqual([]);
    expect(stateOf(faulty)).toMatchObject({ state: 'daemon-not-running', detail: { id: 'daemon.notRunning' } });
    expect(faulty.lab.sideEffects).toEqual([]);
    await faulty.lab.startDaemon();
    await recover(faulty);
  });

  it.runIf(process.getuid?.() === 0)(
    'another user put in its place is not asked anything, and that is said',
    async () => {
      faulty = await given('sbx');
      const { lab, watched } = faulty;
      await chown(lab.daemonSocket, 12_345, 12_345);
      await watched.nextLook();
      const askedBefore = lab.callsTo('sandboxd').length;
      await watched.nextLook();
      await watched.nextLook();
      expect(lab.callsTo('sandboxd').length).toBe(askedBefore);
      expect(stopsIn(faulty)).toEqual([]);
      expect(stateOf(faulty)).toMatchObject({
        via: 'cli',
        detail: { id: 'daemon.foreignSocket' },
      });
      await chown(lab.daemonSocket, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
      await watched.nextLook();
      expect(stateOf(faulty)).toMatchObject({ state: 'ready', via: 'socket' });
      expect(stateOf(faulty)).not.toHaveProperty('detail');
      expect(lab.callsTo('sandboxd').length).toBeGreaterThan(askedBefore);
    },
  );
});

describe('an Engine that', () => {
  it.each([404, 409, 500])('answers %i is said to have given an answer that is none', async (status) => {
    await under(['containers', 'engine'], { kind: 'http', status }, { state: 'error' });
  });

  it('hangs is shown as hung', async () => {
    await under(['containers', 'engine'], { kind: 'hang' }, { state: 'hung' }, slowLooks);
  });
});
