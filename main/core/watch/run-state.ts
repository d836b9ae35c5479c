import { isKnownEmpty } from '../model/runtime.ts';
import { runtimeOf, type SandboxKey } from '../model/sandbox.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** Whether a sandbox still runs by the newest look. Only a runtime that answered can say that it does not. */
export function runStateOf(key: SandboxKey, snapshot: Snapshot | null): 'running' | 'not-running' | 'unknown' {
  const runtime = snapshot?.runtimes.find((one) => one.id === runtimeOf(key));
  if (!snapshot || !runtime) return 'unknown';
  if (isKnownEmpty(runtime)) return 'not-running';
  if (runtime.state !== 'ready') return 'unknown';
  const seen = snapshot.sandboxes.find((one) => one.key === key);
  if (!seen || seen.status === 'stopped') return 'not-running';
  return seen.status === 'running' || seen.status === 'stopping' ? 'running' : 'unknown';
}
