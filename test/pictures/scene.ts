import type { KeyState } from '../../main/core/apikey/key-state.ts';
import type { AppState, SandboxState } from '../../main/core/model/app-state.ts';
import type { SandboxKey } from '../../main/core/model/sandbox.ts';
import { quietState } from '../support/quiet-state.ts';

export const mib = 1024 ** 2;
export const gib = 1024 ** 3;
/** A Tuesday morning; nothing in a picture depends on when it is taken. */
export const sceneAtMs = Date.UTC(2026, 10, 24, 10, 0, 0);

/** What the app shows in one picture. */
export interface Scene {
  readonly state: AppState;
  readonly key?: KeyState;
  /** The sandbox whose page is open, or that of all together. */
  readonly opens?: SandboxKey | 'total';
  /** What is pressed there (a selector). */
  readonly presses?: string;
  /** What the page is scrolled to (a selector). */
  readonly scrollsTo?: string;
  /** What is searched for. */
  readonly seeks?: string;
  /** What is open in place of the list. */
  readonly shows?: 'key';
  /** More of the same as in another scene: looking for barriers once is enough, and takes long. */
  readonly crowd?: true;
}

/** A state whose clock stands still, so that nothing counts down while it is drawn. */
export function stateOf(sandboxes: readonly SandboxState[], patch: Partial<AppState> = {}): AppState {
  const running = sandboxes.filter((one) => one.status !== 'stopped');
  const known = running.flatMap((one) => one.usage.memory ?? []);
  return {
    ...quietState({
      atMs: sceneAtMs,
      host: { totalBytes: 16 * gib, availableBytes: 6.2 * gib },
      runtimes: [
        { id: 'sbx', state: 'ready', via: 'socket', apiVersion: '0.42.0' },
        { id: 'docker-sandbox', state: 'plugin-missing' },
        { id: 'containers', state: 'not-installed' },
      ],
      sandboxes,
      memory: {
        usedBytes: known.reduce((sum, one) => sum + one.usedBytes, 0),
        unknownCount: running.length - known.length,
        unattributed: [],
        limits: { sumBytes: running.length * 8 * gib, unknownCount: 0 },
        budgetBytes: 9.6 * gib,
      },
      cadence: { intervalMs: 5_000, nextLookAtMs: sceneAtMs + 5_000, reason: 'popup-open' },
    }),
    version: '1.0.0',
    clockSpeed: 0,
    ...patch,
  };
}
