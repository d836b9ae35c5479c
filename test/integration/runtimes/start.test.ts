import { afterEach, describe, expect, it } from 'vitest';
import { Lab } from '../../lab/lab.ts';
import type { LabScenario } from '../../lab/scenario.ts';
import { labRuntime, lookAt, needsAt } from '../support/lab-runtimes.ts';

let lab: Lab;

afterEach(async () => {
  await lab.dispose();
});

describe('a stopped sandbox is started again', () => {
  it.each([
    ['sbx', { sbx: { sandboxes: [{ name: 'one', status: 'stopped' }] } }],
    ['containers', { containers: { sandboxes: [{ name: 'one', status: 'stopped' }] } }],
  ] as const satisfies readonly (readonly [string, LabScenario])[])(
    'over the socket of %s, without a command and without a session',
    async (id, scenario) => {
      lab = await Lab.start(scenario);
      const runtime = labRuntime(lab, id);
      const { listed } = await lookAt(runtime, needsAt(0));
      const [one] = listed;
      if (!one) throw new Error('it is not listed');
      expect(one.status).toBe('stopped');
      await runtime.start?.(one);
      expect(lab.box(id, 'one').vm).not.toBeNull();
      const after = await lookAt(runtime, needsAt(1, { force: true }));
      expect(after.listed[0]?.status).toBe('running');
      expect(lab.box(id, 'one').sessions).toBe(0);
      expect(lab.sideEffects).toEqual([]);
    },
  );

  it('not where only the command line of sbx answers: that would open a session in a terminal', async () => {
    lab = await Lab.start({ sbx: { way: 'cli', sandboxes: [{ name: 'one', status: 'stopped' }] } });
    const runtime = labRuntime(lab, 'sbx');
    const { listed } = await lookAt(runtime, needsAt(0));
    const [one] = listed;
    if (!one) throw new Error('it is not listed');
    await expect(runtime.start?.(one)).rejects.toThrow('It can only be started in a terminal: sbx run one');
    expect(lab.box('sbx', 'one').vm).toBeNull();
  });

  it('a daemon that refuses is told with its status', async () => {
    lab = await Lab.start({ sbx: { sandboxes: [{ name: 'one', status: 'stopped' }] } });
    const runtime = labRuntime(lab, 'sbx');
    const { listed } = await lookAt(runtime, needsAt(0));
    const [one] = listed;
    if (!one) throw new Error('it is not listed');
    lab.fault('sandboxd /sandbox/one/start', { kind: 'http', status: 500 });
    await expect(runtime.start?.(one)).rejects.toThrow('(500)');
  });
});
