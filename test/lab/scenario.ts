/** One sandbox of the lab. What it says it uses, a real process behind it really uses. */
export interface LabSandbox {
  readonly name: string;
  readonly agent?: string;
  readonly workspaces?: readonly string[];
  /** Default: running. */
  readonly status?: 'running' | 'stopped';
  /** Held on top of the process's own some 45 MB. */
  readonly memoryMiB?: number;
  /** Share of one core. */
  readonly cpuFraction?: number;
  readonly sessions?: number;
  readonly networkBytesPerSecond?: number;
  /** A small process that only waits, in place of the one that holds memory and burns processor time: for large fleets. */
  readonly light?: boolean;
  readonly ports?: readonly { readonly hostPort: number; readonly sandboxPort: number }[];
  /** Told by the daemon's list, the inspection, the runtime file, or the Engine. */
  readonly limit?: { readonly bytes: number; readonly toldBy: 'daemon' | 'inspect' | 'runtime-file' | 'engine' };
  /** The daemon's Docker-compatible Engine does not know this container: its process belongs to nobody. */
  readonly unmapped?: boolean;
}

/** What may be changed while it runs. `statusWord` is what the list calls it, whatever is true. */
export interface LabChange {
  readonly memoryMiB?: number;
  readonly cpuFraction?: number;
  readonly sessions?: number;
  readonly networkBytesPerSecond?: number;
  readonly statusWord?: string | null;
}

export interface LabScenario {
  /** Left out: there is no `sbx` on this machine. */
  readonly sbx?: {
    readonly daemon?: 'running' | 'down';
    /** Old versions do not know `--no-input`. */
    readonly knowsNoInput?: boolean;
    /** Default: 0.42.0. Decides what its `secret` commands know. */
    readonly version?: string;
    /** Old daemons have no socket that answers: `cli` leaves the command line as the only way. */
    readonly way?: 'socket' | 'cli';
    /** Whether the daemon's Docker-compatible Engine answers `/stats`; default: no, as nobody has seen it do so. */
    readonly engineStats?: boolean;
    readonly sandboxes: readonly LabSandbox[];
  };
  /** Left out: there is no `docker` command. `plugin: false`: there is one, without the sandbox plugin. */
  readonly dockerSandbox?: {
    readonly plugin?: boolean;
    readonly sandboxes: readonly LabSandbox[];
    /** With it Docker Desktop can be restarted, and its sandbox daemon runs with what a fresh login shell of `home` exports. */
    readonly desktop?: { readonly loginShell?: string };
  };
  /** Left out: no Docker Engine listens. */
  readonly containers?: { readonly sandboxes: readonly LabSandbox[] };
}

export type LabRuntime = 'sbx' | 'docker-sandbox' | 'containers';

/**
 * What goes wrong. `hang` never answers; `grandchild` ends itself and leaves a child that holds its stdout; `stop-does-nothing`
 * says that it stopped; `says-done` says that it did what it was told, and did not; `repeats-input` fails and repeats what it was
 * given in secret; `never-back` ends Docker Desktop and does not start it again; `old-environment` starts it with the environment
 * that it had; `http` answers with that status; `break-off` ends the connection in the middle of the answer; `drip` gives the
 * answer byte by byte and never all of it.
 */
export type LabFault =
  | { readonly kind: 'hang'; readonly ignoreSigterm?: boolean }
  | { readonly kind: 'grandchild' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'exit'; readonly code: number; readonly stderr: string }
  | { readonly kind: 'half-json' }
  | { readonly kind: 'banner' }
  | { readonly kind: 'stop-does-nothing' }
  | { readonly kind: 'says-done' }
  | { readonly kind: 'repeats-input' }
  | { readonly kind: 'never-back' }
  | { readonly kind: 'old-environment' }
  | { readonly kind: 'break-off' }
  | { readonly kind: 'drip' }
  | { readonly kind: 'http'; readonly status: number };

/**
 * Where it goes wrong: a program and its command (`sbx ls`, `sbx secret set`, `docker sandbox stop`), a path of the daemon
 * (`sandboxd /network/log`; `sandboxd ` for all of them), the Engine inside a VM (`vm NAME`), or the Engine of the machine.
 */
export type LabTarget = `sbx ${string}` | `docker ${string}` | `sandboxd ${string}` | `vm ${string}` | 'engine';

/** One call that the lab got: a command, or a request on one of its sockets. */
export interface LabCall {
  readonly atMs: number;
  readonly program: string;
  readonly args: readonly string[];
  readonly stdin?: 'null' | 'tty' | 'other';
  readonly env?: Readonly<Record<string, string | boolean>>;
}
