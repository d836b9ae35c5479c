import type { AppState } from '../core/model/app-state.ts';

/** What every command is given. */
export interface CliContext {
  readonly version: string;
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly json: boolean;
  readonly demo: boolean;
  readonly print: (line: string) => void;
  /** False when no runtime is installed at all. */
  readonly isFound: (state: AppState) => boolean;
}

export const exitCodes = { done: 0, failed: 1, wrongUse: 2, noRuntime: 3 } as const;
