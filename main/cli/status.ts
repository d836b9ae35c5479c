import { createSandman } from '../compose.ts';
import { controlAddress } from '../core/control/address.ts';
import { ask } from '../core/control/client.ts';
import { systemClock } from '../core/host/clock.ts';
import type { AppState } from '../core/model/app-state.ts';
import { silentLogger } from '../core/model/logger.ts';
import { wait } from '../core/enforce/stopper.ts';
import { exitCodes, type CliContext } from './context.ts';
import { statusJson } from './status-json.ts';
import { statusText } from './text.ts';

/** Processor time needs two looks; the second one comes this long after the first. */
const secondLookAfterMs = 1_000;

/** Prints what the running watcher sees, or what two looks of its own see. */
export async function runStatus(context: CliContext): Promise<number> {
  const state = (await fromRunning(context)) ?? (await byLooking(context));
  context.print(context.json ? JSON.stringify(statusJson(state)) : statusText(state, state.atMs));
  return context.isFound(state) ? exitCodes.done : exitCodes.noRuntime;
}

async function fromRunning({ home, demo }: CliContext): Promise<AppState | null> {
  if (demo) return null;
  const states: AppState[] = [];
  await ask(controlAddress(home), { op: 'status' }, (message) => {
    if (message.kind === 'state') states.push(message.state);
  });
  const state = states[0];
  return state && state.atMs > 0 ? state : null;
}

async function byLooking({ version, home, env, demo }: CliContext): Promise<AppState> {
  const service = await createSandman({ version, home, env, demo, lookOnly: true, logger: silentLogger });
  try {
    await service.start();
    if (service.getState().sandboxes.some((one) => one.status === 'running')) {
      await wait(systemClock(), secondLookAfterMs);
      await service.lookNow();
    }
    return service.getState();
  } finally {
    await service.dispose();
  }
}
