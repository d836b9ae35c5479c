import { createSandman } from '../compose.ts';
import { controlAddress } from '../core/control/address.ts';
import { ask } from '../core/control/client.ts';
import { carryOut, type ControlIntent } from '../core/control/protocol.ts';
import { message, say } from '../core/i18n/message.ts';
import type { AppState } from '../core/model/app-state.ts';
import { silentLogger } from '../core/model/logger.ts';
import type { SandboxKey } from '../core/model/sandbox.ts';
import type { IntentResult, SandmanService } from '../core/model/service.ts';
import { exitCodes, type CliContext } from './context.ts';
import { english } from './text.ts';

/** What is wanted of one sandbox, once its key is known. Null: of all that are idle. */
export interface Wanted {
  readonly name: string | null;
  readonly intentFor: (key: SandboxKey) => ControlIntent;
  /** What is said when it worked. */
  readonly done: string;
}

/** Has an intent carried out by the running watcher, or by one of its own where none runs. */
export async function runIntent(context: CliContext, wanted: Wanted): Promise<number> {
  const alone = await byRunning(context, wanted);
  return alone ?? byItself(context, wanted);
}

async function byRunning(context: CliContext, wanted: Wanted): Promise<number | null> {
  const address = controlAddress(context.home);
  const states: AppState[] = [];
  await ask(address, { op: 'status' }, (message) => {
    if (message.kind === 'state') states.push(message.state);
  });
  const [state] = states;
  if (!state) return null;
  const intent = intentIn(state, wanted, context);
  if (typeof intent === 'number') return intent;
  const results: IntentResult[] = [];
  await ask(address, intent, (message) => {
    if (message.kind === 'result') results.push(message.result);
  });
  return tell(context, wanted, results[0] ?? { ok: false, message: message('failure.ended') });
}

async function byItself(context: CliContext, wanted: Wanted): Promise<number> {
  const { version, home, env } = context;
  const service: SandmanService = await createSandman({ version, home, env, demo: false, logger: silentLogger });
  try {
    await service.start();
    const intent = intentIn(service.getState(), wanted, context);
    return typeof intent === 'number' ? intent : tell(context, wanted, await carryOut(intent, service));
  } finally {
    await service.dispose();
  }
}

/** An exit code when the name does not say which sandbox is meant. */
function intentIn(state: AppState, { name, intentFor }: Wanted, context: CliContext): ControlIntent | number {
  if (!context.isFound(state)) {
    console.error('No sandbox runtime was found.');
    return exitCodes.noRuntime;
  }
  if (name === null) return intentFor('sbx/any');
  const found = state.sandboxes.filter((one) => one.key === name || one.name === name);
  const [first, ...others] = found;
  if (!first) {
    console.error(`There is no sandbox "${name}".`);
    return exitCodes.failed;
  }
  if (others.length > 0) {
    console.error(`Which one? ${found.map((one) => one.key).join(', ')}`);
    return exitCodes.wrongUse;
  }
  return intentFor(first.key);
}

function tell({ json, print }: CliContext, { done }: Wanted, result: IntentResult): number {
  const message = result.ok ? result.said : result.message;
  const text = message && say(message, english);
  if (json) print(JSON.stringify({ ok: result.ok, message: text }));
  else if (result.ok) print(text ?? done);
  else console.error(text);
  return result.ok ? exitCodes.done : exitCodes.failed;
}
