import type { LoginItemState } from '../login/login-item.ts';

/** What the programs and sockets are that the runtimes are asked through; null where there is none on this machine. */
export interface FoundPrograms {
  readonly sbx: string | null;
  readonly docker: string | null;
  /** Where a Docker Engine may listen, in the order in which they are tried. */
  readonly engines: readonly string[];
}

export interface OwnProcess {
  readonly pid: number;
  readonly kind: 'main' | 'window' | 'gpu' | 'helper';
  readonly memoryBytes: number;
}

/** What Sandman itself takes of the machine: the sum over its processes. */
export interface Footprint {
  /** `private`: without what is shared (Windows). `resident`: what processes share is counted in each of them. */
  readonly memorySource: 'private' | 'resident';
  readonly memoryBytes: number;
  /** Cores in use since it was asked the last time (1 = one core); null the first time. */
  readonly cpuFraction: number | null;
  readonly processes: readonly OwnProcess[];
}

/** What is known of this installation beside the state of the sandboxes. */
export interface Installation {
  readonly loginItem: LoginItemState;
  /** `none`: there is no place where this build could look for a newer one. */
  readonly updates: 'none';
  readonly programs: FoundPrograms;
  readonly licence: string;
}
