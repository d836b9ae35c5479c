import { describe, expect, it } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { gib, minute, settingsWith, watch } from '../support/watched.ts';

function given(memory: Parameters<typeof settingsWith>[0]['memory'], ...sandboxes: ReturnType<typeof fakeSandbox>[]) {
  const clock = new FakeClock();
  const runtime = new FakeRuntime('containers', clock, sandboxes);
  return { clock, runtime, ...watch(clock, [runtime], settingsWith({ ...(memory && { memory }) })) };
}

describe('a sandbox above its cap', () => {
  it('is named once, with its number, after the sustained time', async () => {
    const { clock, watcher, events } = given(
      { capBytes: 2 * gib },
      fakeSandbox('big', { memoryBytes: 3 * gib, cpuFraction: 1 }),
    );
    await watcher.start();
    await clock.advance(25_000);
    expect(events).toEqual([]);
    await clock.advance(10 * minute);
    expect(events).toMatchObject([
      { type: 'notice', notice: { rule: 'cap', sandboxName: 'big', usedBytes: 3 * gib, limitBytes: 2 * gib } },
    ]);
    expect(watcher.getState().notices).toHaveLength(1);
  });

  it('is not told of for a short peak', async () => {
    const { clock, watcher, runtime, events } = given(
      { capBytes: 2 * gib },
      fakeSandbox('peak', { memoryBytes: 3 * gib, cpuFraction: 1 }),
    );
    await watcher.start();
    await clock.advance(20_000);
    runtime.get('peak').memoryBytes = gib;
    await clock.advance(10_000);
    runtime.get('peak').memoryBytes = 3 * gib;
    await clock.advance(25_000);
    expect(events).toEqual([]);
  });

  it('keeps its notice just below the limit and loses it well below', async () => {
    const { clock, watcher, runtime, eventTypes } = given(
      { capBytes: 2 * gib },
      fakeSandbox('flap', { memoryBytes: 3 * gib, cpuFraction: 1 }),
    );
    await watcher.start();
    await clock.advance(minute);
    runtime.get('flap').memoryBytes = Math.round(1.95 * gib);
    await clock.advance(minute);
    expect(eventTypes()).toEqual(['notice']);
    runtime.get('flap').memoryBytes = gib;
    await clock.advance(minute);
    expect(eventTypes()).toEqual(['notice', 'notice-cleared']);
    expect(watcher.getState().notices).toEqual([]);
  });

  it('says nothing while its memory cannot be read', async () => {
    const { clock, watcher, runtime, eventTypes } = given(
      { capBytes: 2 * gib },
      fakeSandbox('dark', { memoryBytes: 3 * gib, cpuFraction: 1 }),
    );
    await watcher.start();
    await clock.advance(minute);
    runtime.get('dark').memoryBytes = null;
    await clock.advance(5 * minute);
    expect(eventTypes()).toEqual(['notice']);
  });

  it('takes the cap of its own name before the common one', async () => {
    const { clock, watcher, events } = given(
      { capBytes: gib, capsByName: { roomy: 8 * gib } },
      fakeSandbox('roomy', { memoryBytes: 3 * gib, cpuFraction: 1 }),
    );
    await watcher.start();
    await clock.advance(5 * minute);
    expect(events).toEqual([]);
    expect(watcher.getState().sandboxes[0]?.capBytes).toBe(8 * gib);
  });
});

describe('all sandboxes above the budget', () => {
  it('blames the largest', async () => {
    const { clock, watcher, events } = given(
      { budgetBytes: 4 * gib },
      fakeSandbox('small', { memoryBytes: gib, cpuFraction: 1 }),
      fakeSandbox('large', { memoryBytes: Math.round(3.5 * gib), cpuFraction: 1 }),
    );
    await watcher.start();
    await clock.advance(5 * minute);
    expect(events).toMatchObject([
      {
        type: 'notice',
        notice: { rule: 'budget', sandboxName: 'large', usedBytes: 4.5 * gib, sandboxBytes: 3.5 * gib },
      },
    ]);
  });

  it('is 60 % of the machine by default', async () => {
    const { watcher } = given({ budgetBytes: 'auto' }, fakeSandbox('any'));
    await watcher.start();
    expect(watcher.getState().memory.budgetBytes).toBe(Math.round(0.6 * 16 * gib));
  });

  it('does not clear on a sum with a part missing', async () => {
    const { clock, watcher, runtime, eventTypes } = given(
      { budgetBytes: 4 * gib },
      fakeSandbox('small', { memoryBytes: gib, cpuFraction: 1 }),
      fakeSandbox('large', { memoryBytes: 4 * gib, cpuFraction: 1 }),
    );
    await watcher.start();
    await clock.advance(minute);
    runtime.get('large').memoryBytes = null;
    await clock.advance(5 * minute);
    expect(eventTypes()).toEqual(['notice']);
    expect(watcher.getState().memory.unknownCount).toBe(1);
  });
});
