import type { Message } from '../i18n/message.ts';
import { SaidError } from '../i18n/said-error.ts';
import type { RuntimeCondition, RuntimeId, RuntimeState } from '../model/runtime.ts';
import type { ListedSandbox, Usage } from '../model/sandbox.ts';
import type { UnattributedProcess } from '../model/snapshot.ts';

/** What a look is for: figures that cost something are read only when they are needed. */
export interface LookNeeds {
  /** Wall clock of the look. */
  readonly atMs: number;
  readonly monotonicMs: number;
  /** Somebody looks on: figures that cost more are read, too. */
  readonly attentive: boolean;
  /** Somebody asked: nothing is answered out of memory. */
  readonly force: boolean;
  /** How old the session count of a running sandbox may be, in milliseconds; null when nobody needs it. */
  readonly sessionsMaxAgeMs: (name: string) => number | null;
}

/**
 * One kind of sandbox. Every call has a deadline of its own and changes nothing, `stop` excepted: none starts a daemon or
 * a microVM, and none runs a command in a sandbox.
 */
export interface SandboxRuntime {
  readonly id: RuntimeId;
  /** The cheapest question whether the runtime can be asked. Never throws. `list` may still find out worse. */
  detect(needs: LookNeeds): Promise<RuntimeState>;
  /** All sandboxes, running or not. Throws `RuntimeError`. Only called after `detect` said `ready`. */
  list(needs: LookNeeds): Promise<readonly ListedSandbox[]>;
  /**
   * What the given running sandboxes use, by name. Never throws: what cannot be read is null or `unknown` in its entry,
   * and a name may be missing from the map.
   */
  measure(running: readonly ListedSandbox[], needs: LookNeeds): Promise<ReadonlyMap<string, Usage>>;
  /** VM processes that belong to none of the sandboxes that were measured last. Never throws. */
  unattributed?(needs: LookNeeds): Promise<readonly UnattributedProcess[]>;
  /** Asks the runtime to stop it and waits for its answer. Throws `RuntimeError`; success still has to be verified by `list`. */
  stop(sandbox: ListedSandbox): Promise<void>;
  /**
   * Asks the runtime to start a stopped one, without a terminal and without a session, and waits for its answer. Left out
   * where only a command in a terminal can. Throws `RuntimeError`; success still has to be verified by `list`.
   */
  start?(sandbox: ListedSandbox): Promise<void>;
}

/** A runtime could not do what it was asked. `condition` is what is now known about it; `said` is what people are told. */
export class RuntimeError extends SaidError {
  override readonly name = 'RuntimeError';
  constructor(
    readonly condition: RuntimeCondition,
    said: Message,
  ) {
    super(said);
  }
}

/** The runtime that a sandbox belongs to. Throws when it is not among the given ones. */
export function runtimeFor(
  { runtime, name }: { readonly runtime: RuntimeId; readonly name: string },
  runtimes: readonly SandboxRuntime[],
): SandboxRuntime {
  const found = runtimes.find((one) => one.id === runtime);
  if (!found) throw new Error(`no runtime for ${runtime}/${name}`);
  return found;
}
