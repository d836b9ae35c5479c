import { sandboxKey, type Usage } from '../../../main/core/model/sandbox.ts';
import type { ObservedSandbox } from '../../../main/core/model/snapshot.ts';

type Patch = Partial<Omit<ObservedSandbox, 'usage'>> & { readonly usage?: Partial<Usage> };

/** A running, silent `sbx` sandbox without sessions, seen at 0, and what the test changes about it. */
export function observedSandbox(patch: Patch = {}): ObservedSandbox {
  return {
    key: sandboxKey('sbx', 'one'),
    runtime: 'sbx',
    name: 'one',
    status: 'running',
    workspaces: [],
    cpuFraction: 0,
    networkBytesPerSecond: null,
    observedAtMs: 0,
    observedMonotonicMs: 0,
    ...patch,
    usage: {
      memory: null,
      cpuTimeMs: 0,
      network: { kind: 'last-seen', atMs: null, modelAtMs: null },
      sessions: 0,
      countedId: 'a',
      ...patch.usage,
    },
  };
}
