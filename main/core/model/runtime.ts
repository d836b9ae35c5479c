import type { Message } from '../i18n/message.ts';

/** The kinds of sandbox that Sandman watches. `demo` is the made-up fleet inside the program. */
export const runtimeIds = ['sbx', 'docker-sandbox', 'containers', 'demo'] as const;
export type RuntimeId = (typeof runtimeIds)[number];

/** What is known about a runtime as a whole. Only `ready` says anything about its sandboxes. */
export const runtimeConditions = [
  'ready',
  'not-installed',
  'daemon-not-running',
  'plugin-missing',
  'desktop-down',
  'beta-features-off',
  'signed-out',
  'too-old',
  'hung',
  'error',
] as const;
export type RuntimeCondition = (typeof runtimeConditions)[number];

export interface RuntimeState {
  readonly id: RuntimeId;
  readonly state: RuntimeCondition;
  /** One line for people: what the program said, or where it was looked for. */
  readonly detail?: Message;
  /** Who is asked: the daemon or Engine itself, or the command line, which is slow and costs a process each time. */
  readonly via?: 'socket' | 'cli';
  /** The version of the daemon's interface, where it says one. */
  readonly apiVersion?: string;
  /**
   * It failed once and is not shown as failed before it fails again: `state` is what it was before. What it listed is old
   * all the same, and nothing may follow from it.
   */
  readonly blip?: true;
}

/** True when there is something of this runtime on the machine, even if it cannot be asked right now. */
export function isInstalled(runtime: RuntimeState): boolean {
  return runtime.state !== 'not-installed' && runtime.state !== 'plugin-missing';
}

/** True when a stopped sandbox of it can be started from here: over its own socket, without a terminal. */
export function startsSandboxes(runtime: RuntimeState): boolean {
  return runtime.state === 'ready' && (runtime.via === 'socket' || runtime.id === 'demo');
}

/** True when the runtime is known to run nothing: what it listed before is gone, not merely unseen. */
export function isKnownEmpty(runtime: RuntimeState): boolean {
  return (
    runtime.state === 'not-installed' || runtime.state === 'plugin-missing' || runtime.state === 'daemon-not-running'
  );
}
