/** Where a Docker Engine API listens. */
export type EngineEndpoint =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly protocol: 'http' | 'https' };

export interface EngineContainer {
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  /** `running`, `exited`, `paused`, … as the Engine says it. */
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface EngineInspection {
  /** Wall clock of the start of the present run; null when it never ran or it is not said. */
  readonly startedAtMs: number | null;
  /** Null when the container has no limit of its own. */
  readonly memoryLimitBytes: number | null;
}

/** One reading of `/containers/{id}/stats`. A figure that the Engine leaves out is null. */
export interface EngineStats {
  /** Usage without the inactive file cache, as `docker stats` counts it. */
  readonly memoryBytes: number | null;
  readonly cpuTimeMs: number | null;
  /** Received and sent over all networks; null when the container has none. */
  readonly networkBytes: number | null;
}

/** The few questions that are asked of an Engine. Each throws `EngineError` and has a deadline. */
export interface Engine {
  listContainers(filter: { readonly label?: string; readonly all: boolean }): Promise<readonly EngineContainer[]>;
  inspect(id: string): Promise<EngineInspection>;
  /** Memory of the machine or VM that the Engine runs on; null when it does not say. */
  memoryTotalBytes(): Promise<number | null>;
  stats(id: string): Promise<EngineStats>;
  /** Starts a container that exists; one that runs is left as it is. */
  start(id: string): Promise<void>;
  /** Asks for a stop: SIGTERM, and SIGKILL after `graceSeconds`. */
  stop(id: string, graceSeconds: number): Promise<void>;
}

export type OpenEngine = (endpoint: EngineEndpoint) => Engine;

export type EngineErrorCode = 'no-socket' | 'refused' | 'forbidden' | 'not-found' | 'timed-out' | 'bad-answer';

export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    readonly code: EngineErrorCode,
    /** What the system called it, as `ENOENT`. */
    readonly systemCode: string | null = null,
  ) {
    super(systemCode === null ? code : `${code} (${systemCode})`);
  }
}
