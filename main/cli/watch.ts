import { createSandman } from '../compose.ts';
import { controlAddress } from '../core/control/address.ts';
import { ask } from '../core/control/client.ts';
import type { ControlMessage } from '../core/control/protocol.ts';
import type { AppState } from '../core/model/app-state.ts';
import type { WatchEvent } from '../core/model/events.ts';
import { exitCodes, type CliContext } from './context.ts';
import { eventJson, snapshotJson } from './event-json.ts';
import { eventLine, snapshotLine } from './text.ts';

/** Tells what happens, line by line, until it is interrupted. Where no watcher runs yet, this is the watcher. */
export async function runWatch(context: CliContext): Promise<number> {
  const teller = tellerFor(context);
  const interrupted = untilInterrupted();
  const attached = await lookOn(context, teller, interrupted);
  return attached ? exitCodes.done : watchHere(context, teller, interrupted);
}

/** Tells what the running watcher of this home says; false when none runs. */
function lookOn({ home }: CliContext, teller: Teller, interrupted: Promise<void>): Promise<boolean> {
  const end = new AbortController();
  void interrupted.then(() => end.abort());
  const onMessage = (message: ControlMessage) => {
    if (message.kind === 'state') teller.state(message.state);
    if (message.kind === 'event') teller.event(message.event);
  };
  return ask(controlAddress(home), { op: 'watch' }, onMessage, end.signal);
}

interface Teller {
  state(state: AppState): void;
  event(event: WatchEvent): void;
}

function tellerFor({ json, print }: CliContext): Teller {
  let lastLookMs = 0;
  return {
    state(state) {
      // The state is published for every change; a line is owed for every look only.
      if (state.atMs === 0 || state.atMs === lastLookMs) return;
      lastLookMs = state.atMs;
      print(json ? JSON.stringify(snapshotJson(state)) : snapshotLine(state));
    },
    event: (event) => print(json ? JSON.stringify(eventJson(event)) : eventLine(event)),
  };
}

async function watchHere(context: CliContext, teller: Teller, interrupted: Promise<void>): Promise<number> {
  const { version, home, env, demo } = context;
  const logger = { info: () => {}, warn: console.error, error: console.error };
  const service = await createSandman({ version, home, env, demo, logger });
  service.subscribe((state) => teller.state(state));
  service.onEvent((event) => teller.event(event));
  for (const problem of service.getState().problems) {
    teller.event({ type: 'problem', atMs: Date.now(), problem });
  }
  try {
    await Promise.race([service.start(), interrupted]);
    if (!context.isFound(service.getState())) {
      console.error('No sandbox runtime was found. Try: sandman watch --demo');
      return exitCodes.noRuntime;
    }
    await interrupted;
    return exitCodes.done;
  } finally {
    await service.dispose();
  }
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
