import { afterEach, describe, expect, it, vi } from 'vitest';
import { quoted } from '../../../main/core/i18n/message.ts';
import { deadlineMs, endure, given, over, recover, sandboxOf, stateOf, type Faulty } from './faulty.ts';
import type { LabFault, LabTarget } from '../../lab/scenario.ts';

// A command of a lab is a Node process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let faulty: Faulty | null = null;
afterEach(async () => {
  if (faulty) await over(faulty);
  faulty = null;
});

async function under(target: LabTarget, fault: LabFault, says: object, looks = 4): Promise<Faulty> {
  faulty = await given('docker-sandbox');
  const commandsBefore = faulty.watched.commands.length;
  faulty.lab.fault(target, fault);
  faulty.impatience.on = fault.kind === 'hang' || fault.kind === 'grandchild';
  await endure(faulty, looks);
  expect(stateOf(faulty)).toMatchObject(says);
  expect(sandboxOf(faulty)?.fresh).toBe(false);
  for (const command of faulty.watched.commands.slice(commandsBefore)) {
    expect(command.result.durationMs).toBeLessThan(command.deadlineMs + 500);
  }
  faulty.lab.fault(target, null);
  faulty.impatience.on = false;
  await recover(faulty);
  return faulty;
}

const hung = { state: 'hung', detail: { id: 'command.timedOut' } };

describe('a command that', () => {
  it('hangs is ended at its deadline, and its runtime is shown as hung', async () => {
    await under('docker sandbox ls', { kind: 'hang' }, hung);
  });

  it('hangs and ignores SIGTERM is killed within half a second of its deadline', async () => {
    await under('docker sandbox ls', { kind: 'hang', ignoreSigterm: true }, hung);
  });

  it('leaves a grandchild that holds its stdout is given up within half a second of its deadline', async () => {
    await under('docker sandbox ls', { kind: 'grandchild' }, hung);
    expect(deadlineMs).toBeLessThan(1_000);
  });

  it('hangs when sbx is asked by command is ended as well', async () => {
    faulty = await given('sbx', 'cli');
    faulty.lab.fault('sbx ls', { kind: 'hang', ignoreSigterm: true });
    faulty.impatience.on = true;
    // Looks by command are a minute apart at rest.
    await endure(faulty, 2);
    expect(stateOf(faulty)).toMatchObject(hung);
    expect(sandboxOf(faulty)?.fresh).toBe(false);
    faulty.lab.fault('sbx ls', null);
    faulty.impatience.on = false;
    await faulty.watched.nextLook();
    expect(stateOf(faulty)).toMatchObject({ state: 'ready', via: 'cli' });
    expect(sandboxOf(faulty)?.fresh).toBe(true);
  });

  it('fails says why in the state', async () => {
    const fault: LabFault = { kind: 'exit', code: 1, stderr: 'ERROR: ensure daemon: daemon exited unexpectedly' };
    await under('docker sandbox ls', fault, { state: 'error', detail: quoted(fault.stderr) });
  });

  it('breaks off in the middle of its answer is not understood, and says so', async () => {
    const says = { state: 'error', detail: { id: 'command.notUnderstood' } };
    await under('docker sandbox ls', { kind: 'half-json' }, says);
  });
});
