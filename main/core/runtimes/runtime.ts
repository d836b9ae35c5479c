import type { RuntimeCondition, RuntimeId, RuntimeState } from '../model/runtime.ts';
import type { ListedSandbox, Usage } from '../model/sandbox.ts';

/**
 * One kind of sandbox. Every call has a deadline of its own and changes nothing, `stop` excepted: none starts a daemon or
 * a microVM, and none runs a command in a sandbox.
 */
export interface SandboxRuntime {
  readonly id: RuntimeId;
  /** The cheapest question whether the runtime can be asked. Never throws. `list` may still find out worse. */
  detect(): Promise<RuntimeState>;
  /** All sandboxes, running or not. Throws `RuntimeError`. Only called after `detect` said `ready`. */
  list(): Promise<readonly ListedSandbox[]>;
  /**
   * What the given running sandboxes use, by name. Never throws: what cannot be read is null or `unknown` in its entry,
   * and a name may be missing from the map.
   */
  measure(running: readonly ListedSandbox[]): Promise<ReadonlyMap<string, Usage>>;
  /** Asks the runtime to stop it and waits for its answer. Throws `RuntimeError`; success still has to be verified by `list`. */
  stop(sandbox: ListedSandbox): Promise<void>;
}

/** A runtime could not do what it was asked. `condition` is what is now known about it; `message` is fit for people. */
export class RuntimeError extends Error {
  override readonly name = 'RuntimeError';
  constructor(
    readonly condition: RuntimeCondition,
    message: string,
  ) {
    super(message);
  }
}
